import { chipsOf } from "./chips.ts";
import { button, element } from "../element.ts";
import type { Tools } from "./tools.ts";

/**
 * What is filtered by besides level and text; each can be taken away, and all at once.
 *
 * @param leave moves the focus elsewhere, when nothing is left here that could have it
 */
export function chipList(
  { store, settings, environment }: Tools,
  leave: () => void,
): { readonly node: HTMLElement; show(): void } {
  const list = element("ul", { class: "chips", "aria-label": "Filtered by" });
  const clear = button({ class: "quiet" }, (event) => {
    store.set({ filter: {}, onlyMatches: true }, "new");
    focusAfter(event, 0);
  }, "Clear filter");

  /** Who works with keys goes on where the chip was. */
  function focusAfter(event: MouseEvent, index: number): void {
    if (event.detail === 0) {
      const rest = list.querySelectorAll("button");
      const next = rest[Math.min(index, rest.length - 1)];
      if (next === undefined) {
        leave();
      } else {
        next.focus();
      }
    }
  }

  function show(): void {
    const { query } = store;
    const chips = chipsOf(query.filter, settings.times, environment.now());
    list.replaceChildren(...chips.map(({ label, value, without }, index) =>
      element(
        "li",
        {},
        element("span", { class: "label" }, label),
        element("span", { class: "value", title: value }, value),
        button(
          { "aria-label": `Remove ${label} ${value}` },
          (event) => {
            store.set({ ...store.query, filter: without }, "new");
            focusAfter(event, index);
          },
          "×",
        ),
      )
    ));
    list.hidden = chips.length === 0;
    const { level, q, regex } = query.filter;
    clear.hidden = chips.length === 0 && (level ?? q ?? regex) === undefined;
  }

  store.onChange(show);
  show();
  return { node: element("div", { class: "chip-list" }, list, clear), show };
}
