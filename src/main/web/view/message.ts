import type { LogLine } from "../log/event.ts";
import { showText } from "./coloured.ts";
import { button, element } from "./element.ts";
import { excerptEnd, isBehindExcerpt, withoutLastBreaks } from "./excerpt.ts";
import type { RowContext } from "./row-context.ts";

const NUMBER = new Intl.NumberFormat("en");

/** What stands in `RowContext` for the message of a line that a search has led to: it is shown whole where the match would not be seen. */
export const matchKey = (id: string): string => `${id} match`;

/** A line's message, and what shows the rest of it where it is very long. */
export function messageOf(line: LogLine, context: RowContext): HTMLElement[] {
  const text = withoutLastBreaks(line.message);
  const end = excerptEnd(text);
  const key = `${line.id} all`;
  const isCut = end < text.length;
  const isFound = () => context.isOpen(matchKey(line.id)) && isBehindExcerpt(context.matcher?.(text) ?? [], end);
  const isWhole = isCut && (context.isOpen(key) || isFound());
  const to = isWhole ? text.length : end;
  const styles = (line.ansi ?? []).map((span) => ({ ...span, end: Math.min(span.end, to) }));

  const message = element("span", isWhole ? "message whole" : "message");
  showText(message, text.slice(0, to), context.matcher, styles);
  return !isCut || isWhole
    ? [message]
    : [message, button("more", `show all ${NUMBER.format(text.length)} characters`, { action: "open", key })];
}
