import { button, element } from "../element.ts";
import { KEYS } from "./keys.ts";
import type { Settings } from "./settings.ts";

const ON_THE_HISTOGRAM: readonly (readonly [string, string])[] = [
  ["← →", "To another bar, and Enter goes to its first line"],
  ["Shift ← →", "Select a range of time"],
  ["Escape", "Select the whole time again"],
];

export interface Help {
  readonly button: HTMLElement;
  open(): void;
}

/** What the keys do. The focus goes back to where it was. */
export function help(settings: Settings): Help {
  const single = element("input", { type: "checkbox" });
  single.checked = settings.keys;
  single.addEventListener("change", () => settings.keys = single.checked);
  const dialog = element(
    "dialog",
    { class: "toolbar-dialog", "aria-labelledby": "toolbar-help" },
    element("h2", { id: "toolbar-help" }, "Keys"),
    table(KEYS.map(({ key, does }) => [key, does] as const)),
    element("h3", {}, "On the histogram"),
    table(ON_THE_HISTOGRAM),
    element("label", {}, single, "Single keys do this"),
    button({ autofocus: true }, () => dialog.close(), "Close"),
  );
  document.body.append(dialog);
  // A click on what is behind it closes it.
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) {
      dialog.close();
    }
  });

  const open = () => {
    if (!dialog.open) {
      dialog.showModal();
    }
  };
  return { button: button({ class: "extra", "aria-label": "Help", title: "Help (?)" }, open, "?"), open };
}

function table(rows: readonly (readonly [string, string])[]): HTMLElement {
  return element(
    "dl",
    { class: "keys" },
    ...rows.map(([keys, does]) =>
      element("div", {}, element("dt", {}, element("kbd", {}, keys)), element("dd", {}, does))
    ),
  );
}
