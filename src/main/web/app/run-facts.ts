import { plainText } from "../log/plain-text.ts";
import { formatDuration, formatTime } from "../log/time.ts";
import { element, setText } from "./element.ts";
import { quantity } from "../log/quantity.ts";
import { durationOf, isGoing, requesterOf, type Run } from "./run.ts";

/** How many letters of parameters are shown: what is longer would push the log away. */
const AT_A_GLANCE = 200;
const ON_A_PHONE = 30;

/** What else is known of a run: times, lines, who, parameters, how it ended. */
export interface RunFacts {
  readonly node: HTMLElement;
  update(run: Run): void;
  tick(now: number): void;
}

export function runFacts(): RunFacts {
  const elapsed = element("span", { class: "number elapsed" });
  const lines = element("span", { class: "number" });
  const started = element("span", {});
  const who = element("span", {});
  const refused = element("span", { class: "bad" });
  const parameters = element("div", { class: "run-parameters", hidden: true });
  const outcome = element("div", { class: "run-outcome", hidden: true });
  const facts = element("p", { class: "run-facts" }, elapsed, lines, refused, started, who);
  let run: Run | undefined;

  function tick(now: number): void {
    const millis = run === undefined ? undefined : durationOf(run, now);
    setText(elapsed, millis === undefined ? "" : formatDuration(millis));
  }

  return {
    node: element("div", { class: "run-known" }, facts, parameters, outcome),
    update(next) {
      if (run === undefined) {
        showParameters(parameters, next);
      }
      // It is known a little before the state is final.
      if (!isGoing(next) && outcome.hidden) {
        showOutcome(outcome, next);
      }
      run = next;
      setText(lines, quantity(run.lines, "line"));
      setText(refused, run.linesRefused === 0 ? "" : `${quantity(run.linesRefused, "line")} more had no room`);
      setText(started, startedText(run));
      started.title = `asked for ${run.createdAt}`;
      setText(who, by(run));
      tick(Date.now());
    },
    tick,
  };
}

function startedText(run: Run): string {
  const at = run.startedAt ?? run.createdAt;
  const time = formatTime(at, "local", 0).slice(0, "2026-11-21 09:34:06".length);
  return run.startedAt === undefined ? `asked for ${time}` : `started ${time}`;
}

function by(run: Run): string {
  const who = requesterOf(run);
  return who === undefined ? "" : `by ${plainText(who)}`;
}

function showParameters(node: HTMLElement, run: Run): void {
  const all = Object.entries(run.parameters);
  const texts = all.map(([name, value]) => element("span", {}, `${name} = `, element("code", {}, plainText(value))));
  const most = matchMedia("(max-width: 40rem)").matches ? ON_A_PHONE : AT_A_GLANCE;
  const isShort = all.reduce((sum, [name, value]) => sum + name.length + value.length, 0) <= most;
  node.hidden = all.length === 0;
  node.replaceChildren(
    ...(isShort
      ? texts
      : [element("details", {}, element("summary", {}, quantity(all.length, "parameter")), ...texts)]),
  );
}

/** A line; what an exception says in more than that is folded. Its stack trace is in the log. */
function showOutcome(node: HTMLElement, run: Run): void {
  const text = plainText(run.outcome?.text ?? "");
  const message = plainText(run.outcome?.message ?? "");
  node.hidden = run.outcome?.kind === "completed";
  const line = element("span", { class: run.state }, text);
  node.replaceChildren(
    message.trim().includes("\n")
      ? element("details", {}, element("summary", {}, line), element("pre", { tabindex: "0" }, message))
      : line,
  );
}
