import { downloadAddress } from "./addresses.ts";
import { element } from "../element.ts";
import { filteredBy } from "./query.ts";
import type { Tools } from "./tools.ts";

/** The log as a file, by plain links. */
export function downloadMenu({ logAddress, store }: Tools): HTMLElement {
  const all = element("a", { download: true, href: downloadAddress(logAddress, {}) }, "All lines");
  const shown = element("a", { download: true }, "What the filter shows");
  const menu = element(
    "details",
    { class: "menu extra" },
    element("summary", {}, "Download"),
    element("div", {}, all, shown),
  );

  const show = () => shown.setAttribute("href", downloadAddress(logAddress, filteredBy(store.query)));
  store.onChange(show);
  show();

  menu.addEventListener("click", (event) => {
    if (event.target instanceof HTMLAnchorElement) {
      menu.open = false;
    }
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      event.preventDefault();
      menu.open = false;
      menu.querySelector("summary")?.focus();
    }
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget instanceof Node && !menu.contains(event.relatedTarget)) {
      menu.open = false;
    }
  });
  document.addEventListener("pointerdown", (event) => {
    if (event.target instanceof Node && !menu.contains(event.target)) {
      menu.open = false;
    }
  });
  return menu;
}
