import type { LiveLog } from "../live-log/index.ts";
import { filterOf, parametersOf } from "../log/filter.ts";
import { element } from "./element.ts";
import { mountToolbar } from "./toolbar.ts";

/** Fills a place with a log, as the page's address filters it, and what stands above it. */
export function mountLog(place: HTMLElement, address: string, options: { run?: string } = {}): LiveLog {
  const query = parametersOf(filterOf(new URLSearchParams(location.search)));
  const log = document.createElement("live-log") as LiveLog;
  log.setAttribute("src", query.size === 0 ? address : `${address}?${query}`);
  const toolbar = element("div", { class: "log-tools" });
  place.classList.add("log-pane");
  place.replaceChildren(toolbar, log);
  mountToolbar(toolbar, log, options);
  return log;
}
