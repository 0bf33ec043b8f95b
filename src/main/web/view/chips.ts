import type { LogLine } from "../log/event.ts";
import { button, element } from "./element.ts";
import { oneLine } from "./one-line.ts";
import type { PickKind } from "./row-context.ts";

/** What of a line's context lines can be filtered by: its key there, what it is, what people call it. */
const PICKS: readonly (readonly [string, PickKind, string])[] = [
  ["request_id", "requestId", "request"],
  ["user_id", "userId", "user"],
  ["run_id", "run", "run"],
];

const MAX_LENGTH = 16;

/** What of its context a line shows behind its message, if anything. */
export function chipsOf(line: LogLine): HTMLElement[] {
  const chips = element("span", "chips");
  for (const [key, kind, name] of PICKS) {
    const value = line.mdc?.[key];
    if (value !== undefined && value !== "") {
      chips.append(" ", chipOf(kind, name, value));
    }
  }
  return chips.hasChildNodes() ? [chips] : [];
}

function chipOf(kind: PickKind, name: string, value: string): HTMLElement {
  const chip = pickButton("chip", `${name} ${shortId(value)}`, kind, value);
  chip.title = `Only lines of this ${name}: ${oneLine(value)}`;
  return chip;
}

/** A button that filters by something of a line. */
export function pickButton(className: string, text: string, kind: PickKind, value: string): HTMLButtonElement {
  const made = button(className, text, { pick: kind, value });
  // There are some on every line: a row that becomes the current one has them in reach of the tab key.
  made.tabIndex = -1;
  return made;
}

/** Ids that are made one after another begin alike, so it is the end that tells them apart. */
export function shortId(value: string): string {
  const text = oneLine(value);
  return text.length <= MAX_LENGTH ? text : `…${text.slice(-8)}`;
}
