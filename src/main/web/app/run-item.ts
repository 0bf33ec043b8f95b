import { plainText } from "../log/plain-text.ts";
import { formatAgo, formatDuration, formatTime } from "../log/time.ts";
import { runAddress } from "./api.ts";
import { element, setText } from "./element.ts";
import { quantity } from "../log/quantity.ts";
import { durationOf, isGoing, percentOf, requesterOf, type Run, shortId } from "./run.ts";
import { stateChip } from "./state-chip.ts";

/** A run in the list. */
export interface RunItem {
  readonly node: HTMLElement;

  /** Shows how the run is now. */
  update(run: Run): void;

  /** Shows how much time has passed. */
  tick(now: number): void;
}

export function runItem(first: Run): RunItem {
  let run = first;
  let chip = stateChip(run.state);
  const share = element("span", { class: "number" });
  const duration = element("span", { class: "number" });
  const lines = element("span", { class: "number" });
  const who = element("span", { class: "who" });
  const ago = element("time", {
    datetime: run.createdAt,
    title: formatTime(run.createdAt, "local", 0).slice(0, "2026-11-21 09:34:06".length),
  });
  const name = element("a", { href: runAddress(run.id) }, run.operation);
  const facts = element("span", { class: "run-facts" }, chip, share, duration, lines, who);
  const node = element(
    "li",
    {},
    element("span", { class: "run-name" }, name, element("code", { title: run.id }, shortId(run.id)), ago),
    facts,
  );

  function tick(now: number): void {
    const millis = durationOf(run, now);
    setText(duration, millis === undefined ? "" : formatDuration(millis));
    setText(ago, formatAgo(now - Date.parse(run.createdAt)));
  }

  return {
    node,
    update(next) {
      if (next.state !== run.state) {
        const changed = stateChip(next.state);
        chip.replaceWith(changed);
        chip = changed;
      }
      run = next;
      setText(share, isGoing(run) ? percentOf(run) : "");
      setText(lines, quantity(run.lines, "line"));
      setText(who, plainText(requesterOf(run) ?? ""));
      node.title = run.outcome === undefined ? "" : plainText(run.outcome.text);
    },
    tick,
  };
}
