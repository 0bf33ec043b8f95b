import { element } from "./element.ts";

export const VIEWS = ["log", "operations", "runs"] as const;

export type View = (typeof VIEWS)[number];

const LABELS: Readonly<Record<View, string>> = { log: "Log", operations: "Operations", runs: "Runs" };

/** From here on there is room for all of them at once. */
const WIDE = "(min-width: 64rem)";

/** The view that an address asks for: the log, where it does not say. */
export function viewOf(parameters: URLSearchParams): View {
  const name = parameters.get("view");
  const asked = parameters.has("operation") ? "operations" : "log";
  return VIEWS.find((view) => view === name) ?? asked;
}

/** The address with this view, and with all else that stands there. */
export function withView(view: View, others: URLSearchParams): URLSearchParams {
  const parameters = new URLSearchParams(others);
  // What an address has filled in is no part of where one goes from there.
  for (const name of [...parameters.keys()].filter((name) => name === "operation" || name.startsWith("p."))) {
    parameters.delete(name);
  }
  if (view === "log") {
    parameters.delete("view");
  } else {
    parameters.set("view", view);
  }
  return parameters;
}

/** Where there is no room for all, shows one of them, and tabs for the others (WAI-ARIA's pattern of tabs). */
export function mountViews(main: HTMLElement, bar: HTMLElement, panels: Readonly<Record<View, HTMLElement>>): void {
  const tabs = VIEWS.map((view) =>
    element("button", { type: "button", role: "tab", id: `tab-${view}`, "aria-controls": view }, LABELS[view])
  );
  const list = element("div", { class: "tabs", role: "tablist", "aria-label": "Views" }, ...tabs);
  const wide = matchMedia(WIDE);
  bar.append(list);

  tabs.forEach((tab, index) => {
    tab.addEventListener("click", () => go(VIEWS[index]));
    tab.addEventListener("keydown", (event) => {
      const to = target(event.key, index, tabs.length);
      if (to !== undefined) {
        event.preventDefault();
        tabs[to].focus();
        go(VIEWS[to]);
      }
    });
  });
  wide.addEventListener("change", show);
  addEventListener("popstate", show);
  show();

  function go(view: View): void {
    const parameters = new URLSearchParams(location.search);
    if (viewOf(parameters) !== view) {
      const query = withView(view, parameters);
      history.pushState(null, "", `${location.pathname}${query.size === 0 ? "" : `?${query}`}${location.hash}`);
      show();
    }
  }

  function show(): void {
    const current = viewOf(new URLSearchParams(location.search));
    list.hidden = wide.matches;
    main.dataset.view = current;
    VIEWS.forEach((view, index) => {
      const isCurrent = view === current;
      tabs[index].setAttribute("aria-selected", String(isCurrent));
      tabs[index].tabIndex = isCurrent ? 0 : -1;
      const panel = panels[view];
      panel.hidden = !wide.matches && !isCurrent;
      panel.setAttribute("aria-label", LABELS[view]);
      panel.setAttribute("role", wide.matches ? "region" : "tabpanel");
    });
  }
}

/** Where a key leads from a tab. */
export function target(key: string, from: number, count: number): number | undefined {
  switch (key) {
    case "ArrowRight":
      return (from + 1) % count;
    case "ArrowLeft":
      return (from + count - 1) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return undefined;
  }
}
