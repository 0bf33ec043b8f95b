import { browserEnvironment } from "../log/environment.ts";
import { apiOf, runAddress } from "./api.ts";
import { element } from "./element.ts";
import { mountLog } from "./log-pane.ts";
import { eachSecond, pageVisibility, poll } from "./poll.ts";
import { runHeader } from "./run-header.ts";
import { iconOf, titleOf } from "./run-state.ts";
import { isGoing, type Run } from "./run.ts";
import { tell } from "./telling.ts";

const OFTEN_MILLIS = 1_000;
const SELDOM_MILLIS = 10_000;

/** Takes over the page of a run, which would load for as long as the run goes. */
export async function takeOverRunPage(id: string): Promise<void> {
  await styled();
  // Otherwise its stream would go on below, unseen.
  stop();
  const api = apiOf(browserEnvironment);
  const header = runHeader(id, api, (run) => {
    show(run);
    refresh.now();
  });
  const place = element("section", { class: "run-log", "aria-label": "Log" });
  document.documentElement.classList.remove("follows");
  document.body = element(
    "body",
    { class: "window" },
    element(
      "header",
      { class: "bar" },
      element("a", { class: "brand", href: "/" }, "Livetail"),
      element("a", { href: "/?view=runs" }, "All runs"),
    ),
    element("main", { class: "run" }, header.node, place),
  );
  const log = mountLog(place, `${runAddress(id)}/logs/stream`, { run: id });
  log.addEventListener("end", () => refresh.now());

  const refresh = poll(
    async () => {
      const answer = await api.run(id);
      if (answer.kind === "done") {
        show(answer.value);
        header.trouble();
        return isGoing(answer.value) ? (pageVisibility.isHidden ? SELDOM_MILLIS : OFTEN_MILLIS) : undefined;
      }
      const isGone = answer.kind === "refused" && answer.status === 404;
      header.trouble(isGone ? tell(answer) : `${tell(answer)} This is how the run was.`);
      return isGone ? undefined : OFTEN_MILLIS * 2;
    },
    browserEnvironment,
    pageVisibility,
  );
  eachSecond(() => header.tick(Date.now()), browserEnvironment, pageVisibility);

  function show(run: Run): void {
    header.update(run);
    document.title = titleOf(run);
    document.querySelector("link[rel=icon]")?.setAttribute("href", iconOf(run.state));
  }
}

/** Stopping a page would stop its style sheets as well. */
function styled(): Promise<unknown> {
  const sheets = [...document.querySelectorAll<HTMLLinkElement>("link[rel=stylesheet]")];
  return Promise.all(
    sheets.filter((link) => link.sheet === null).map((link) =>
      new Promise((loaded) => {
        link.addEventListener("load", loaded);
        link.addEventListener("error", loaded);
      })
    ),
  );
}
