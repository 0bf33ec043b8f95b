import { chipsOf } from "./chips.ts";
import { button, element } from "./element.ts";
import type { Tools } from "./tools.ts";

/** What is filtered by besides level and text; each can be taken away, and all at once. */
export function chipList({ store, settings, environment }: Tools): { readonly node: HTMLElement; show(): void } {
  const list = element("ul", { class: "chips", "aria-label": "Filtered by" });
  const clear = button({ class: "quiet" }, () => store.set({ filter: {}, onlyMatches: true }, "new"), "Clear filter");

  function show(): void {
    const { query } = store;
    const chips = chipsOf(query.filter, settings.times, environment.now());
    list.replaceChildren(...chips.map(({ label, value, without }) =>
      element(
        "li",
        {},
        element("span", { class: "label" }, label),
        element("span", { class: "value", title: value }, value),
        button(
          { "aria-label": `Remove ${label} ${value}` },
          () => store.set({ ...store.query, filter: without }, "new"),
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
