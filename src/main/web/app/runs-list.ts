import { browserEnvironment } from "../log/environment.ts";
import { type Api, apiOf } from "./api.ts";
import { element, setText } from "./element.ts";
import { eachSecond, pageVisibility, poll } from "./poll.ts";
import { isGoing, type Run } from "./run.ts";
import { hasText, isNoFilter, type RunFilter, runFilterOf, runsQuery, withRunFilter } from "./run-filter.ts";
import { runFilterBar } from "./run-filter-bar.ts";
import { type RunItem, runItem } from "./run-item.ts";
import { tell } from "./telling.ts";

const PAGE = 50;
const OFTEN_MILLIS = 2_000;
const SELDOM_MILLIS = 10_000;

/** Fills a place with the runs, and keeps them as they are now. */
export function mountRuns(place: HTMLElement, operations: readonly string[]): void {
  const api: Api = apiOf(browserEnvironment);
  const items = new Map<string, RunItem>();
  const list = element("ul", { class: "runs" });
  const nothing = element("p", { class: "muted empty", hidden: true });
  const trouble = element("p", { class: "notice", role: "status", hidden: true });
  const more = element("button", { type: "button", class: "plain", hidden: true }, "More");
  let filter = runFilterOf(new URLSearchParams(location.search));
  let limit = PAGE;
  let runs: readonly Run[] | undefined;

  const bar = runFilterBar(operations, (changed) => {
    // The text is looked for in what is here.
    const asks = changed.operation !== filter.operation || changed.state !== filter.state;
    filter = changed;
    const query = withRunFilter(filter, new URLSearchParams(location.search));
    history.replaceState(
      history.state,
      "",
      `${location.pathname}${query.size === 0 ? "" : `?${query}`}${location.hash}`,
    );
    if (asks) {
      limit = PAGE;
      refresh.now();
    }
    draw();
  });
  bar.show(filter);
  place.replaceChildren(element("h2", {}, "Runs"), bar.node, trouble, list, nothing, more);

  more.addEventListener("click", () => {
    limit += PAGE;
    refresh.now();
  });
  addEventListener("popstate", () => {
    filter = runFilterOf(new URLSearchParams(location.search));
    bar.show(filter);
    refresh.now();
  });

  const refresh = poll(
    async () => {
      const asked = filter;
      const answer = await api.runs(runsQuery(asked, limit + 1));
      trouble.hidden = answer.kind === "done";
      if (answer.kind === "done") {
        if (asked.operation === filter.operation && asked.state === filter.state) {
          runs = answer.value;
          draw();
        }
      } else {
        setText(trouble, `${tell(answer)} ${runs === undefined ? "" : "This is how the runs were."}`);
      }
      return runs?.some(isGoing) && !pageVisibility.isHidden ? OFTEN_MILLIS : SELDOM_MILLIS;
    },
    browserEnvironment,
    pageVisibility,
  );

  // What is not known to go on does not seem to.
  eachSecond(() => trouble.hidden && tick(), browserEnvironment, pageVisibility);

  function draw(): void {
    const here = runs?.slice(0, limit) ?? [];
    const shown = here.filter((run) => hasText(run, filter.text));
    const ids = new Set(shown.map((run) => run.id));
    for (const [id, item] of items) {
      if (!ids.has(id)) {
        item.node.remove();
        items.delete(id);
      }
    }
    shown.forEach((run, index) => {
      const item = items.get(run.id) ?? runItem(run);
      items.set(run.id, item);
      item.update(run);
      if (list.children[index] !== item.node) {
        list.insertBefore(item.node, list.children[index] ?? null);
      }
    });
    more.hidden = runs === undefined || runs.length <= limit;
    nothing.hidden = runs === undefined || shown.length > 0;
    setText(nothing, emptyText(filter, here.length > 0));
    tick();
  }

  function tick(): void {
    items.forEach((item) => item.tick(Date.now()));
  }
}

function emptyText(filter: RunFilter, hasOthers: boolean): string {
  if (isNoFilter(filter)) {
    return "Nothing has been started yet.";
  }
  return hasOthers ? "None of the runs that are shown here has this text." : "There is no such run.";
}
