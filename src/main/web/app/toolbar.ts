import "./toolbar.css";
import { browserEnvironment } from "../log/environment.ts";
import type { LiveLog } from "../live-log/live-log.ts";
import type { LogStatus } from "../live-log/status.ts";
import { streamAddress } from "./toolbar/addresses.ts";
import { browserAddressBar } from "./toolbar/address-bar.ts";
import { chipList } from "./toolbar/chip-list.ts";
import { copyButton } from "./toolbar/copying.ts";
import { downloadMenu } from "./toolbar/download-menu.ts";
import { button, element, press } from "./element.ts";
import { filterBar } from "./toolbar/filter-bar.ts";
import { help } from "./toolbar/help-dialog.ts";
import { histogramPanel } from "./toolbar/histogram-panel.ts";
import { jumpField } from "./toolbar/jump-field.ts";
import { handleKeys } from "./toolbar/key-handler.ts";
import { matches } from "./toolbar/matches.ts";
import { type Pick, picked } from "./toolbar/picks.ts";
import { lookedFor } from "./toolbar/query.ts";
import { queryStore } from "./toolbar/query-store.ts";
import { refusalOf } from "./toolbar/refusal.ts";
import { selection } from "./toolbar/selection.ts";
import { settings } from "./toolbar/settings.ts";
import { switches } from "./toolbar/switches.ts";
import type { Tools } from "./toolbar/tools.ts";

/**
 * Puts a tool bar into an element: what filters a log, searches it, goes about in it and takes it along. The filter, and the
 * lines that are selected, are in the page's address. There may be one in a page.
 *
 * @param options the run whose log it is, else it is the service's
 */
export function mountToolbar(parent: HTMLElement, log: LiveLog, options: { readonly run?: string }): void {
  const said = element("span", { class: "said", role: "status" });
  const tools: Tools = {
    log,
    logAddress: options.run === undefined ? "/logs" : `/runs/${encodeURIComponent(options.run)}/logs`,
    store: queryStore(browserAddressBar),
    bar: browserAddressBar,
    settings: settings(() => localStorage),
    environment: browserEnvironment,
    say: (text) => said.textContent = text,
  };
  for (const event of ["keydown", "pointerdown"]) {
    document.addEventListener(event, () => tools.say(""), { capture: true });
  }

  function applyQuery(): void {
    const src = streamAddress(log.src || `${tools.logAddress}/stream`, tools.store.query);
    if (log.src !== src) {
      log.src = src;
    }
    log.find = lookedFor(tools.store.query);
  }
  applyQuery();
  tools.store.onChange(applyQuery);

  const found = matches(tools);
  const filter = filterBar(tools, found);
  const chips = chipList(tools, filter.focusSearch);
  const histogram = histogramPanel(tools);
  const looks = switches(tools, () => {
    chips.show();
    histogram.show();
  });
  const selected = selection(tools);
  const jump = jumpField(tools, selected, histogram.latest);
  const keys = help(tools.settings);
  const follow = button({ class: "toggle", title: "Follow the newest line (f)" }, () => log.follow(), "Follow");
  const bar = element("section", { class: "toolbar", "aria-label": "Tools of the log" });
  const more = button({ class: "more", "aria-expanded": "false" }, () => {
    more.setAttribute("aria-expanded", String(bar.classList.toggle("open")));
  }, "More");

  bar.append(
    element(
      "div",
      { class: "tools" },
      filter.node,
      follow,
      ...looks.nodes,
      jump.node,
      copyButton(tools),
      downloadMenu(tools),
      keys.button,
      more,
    ),
    histogram.node,
    // What comes and goes is below what a hand may be on.
    element("div", { class: "tells" }, chips.node, selected.button),
    said,
  );
  parent.append(bar);

  function showStatus({ state, following }: LogStatus): void {
    press(follow, following);
    filter.refuse(refusalOf(state));
  }
  log.addEventListener("status", (event) => showStatus((event as CustomEvent<LogStatus>).detail));
  showStatus(log.status);

  log.addEventListener("pick", (event) => {
    event.preventDefault();
    const { query } = tools.store;
    tools.store.set({ ...query, filter: picked(query.filter, (event as CustomEvent<Pick>).detail) }, "new");
  });

  function openMore(focus: () => void): void {
    if (!bar.classList.contains("open")) {
      more.click();
    }
    focus();
  }

  handleKeys({
    search: filter.focusSearch,
    "next-match": () => found.go(false),
    "previous-match": () => found.go(true),
    follow: () => log.follow(),
    down: () => log.move(1),
    up: () => log.move(-1),
    start: () => log.toStart(),
    end: () => log.follow(),
    toggle: () => log.toggle(),
    wrap: looks.wrap,
    times: looks.times,
    jump: () => openMore(jump.focus),
    unselect: selected.clear,
    help: keys.open,
  }, tools.settings);
}
