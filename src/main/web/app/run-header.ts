import type { Api } from "./api.ts";
import { element, setText } from "./element.ts";
import { runActions } from "./run-actions.ts";
import { runFacts } from "./run-facts.ts";
import { runProgress } from "./run-progress.ts";
import { labelOf } from "./run-state.ts";
import { type Run, shortId } from "./run.ts";
import { stateChip } from "./state-chip.ts";

/** What stands above a run's log. */
export interface RunHeader {
  readonly node: HTMLElement;
  update(run: Run): void;
  tick(now: number): void;

  /** Says why this is not how the run is now, and stops its clock; nothing is wrong without a text. */
  trouble(text?: string): void;
}

export function runHeader(id: string, api: Api, changed: (run: Run) => void): RunHeader {
  const name = element("h1", {}, "Run");
  const state = element("span", { class: "run-state" });
  const announcement = element("span", { class: "unseen", role: "status" });
  const notice = element("p", { class: "notice", role: "alert", hidden: true });
  const failure = element("p", { class: "notice", role: "alert", hidden: true });
  const progress = runProgress();
  const facts = runFacts();
  const actions = runActions(api, changed, (text) => say(failure, text));
  let shown: Run | undefined;
  let isCurrent = true;

  return {
    node: element(
      "section",
      { class: "run-header", "aria-label": "Run" },
      element("div", { class: "run-title" }, name, state, element("code", { title: id }, shortId(id)), actions.node),
      progress.node,
      facts.node,
      failure,
      notice,
      announcement,
    ),
    update(run) {
      setText(name, run.operation);
      if (run.state !== shown?.state) {
        state.replaceChildren(stateChip(run.state));
        setText(announcement, `${run.operation} ${labelOf(run.state)}`);
      }
      shown = run;
      progress.update(run);
      facts.update(run);
      actions.update(run);
    },
    tick(now) {
      if (isCurrent) {
        facts.tick(now);
      }
    },
    trouble(text) {
      isCurrent = text === undefined;
      say(notice, text);
    },
  };
}

function say(notice: HTMLElement, text: string | undefined): void {
  notice.hidden = text === undefined;
  setText(notice, text ?? "");
}
