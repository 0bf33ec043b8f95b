import type { StyleSpan } from "../log/event.ts";
import type { Matcher } from "../log/matches.ts";
import { segmentsOf } from "../log/text.ts";
import { element } from "./element.ts";

/** Shows a text of a log in an element: its colours, and what the reader looks for. */
export function showText(
  parent: HTMLElement,
  text: string,
  matcher: Matcher | undefined,
  styles: readonly StyleSpan[] = [],
): void {
  const segments = segmentsOf(text, styles, matcher?.(text));
  const [first, ...others] = segments;
  if (first !== undefined && others.length === 0 && first.classes.length === 0) {
    parent.textContent = first.text;
    return;
  }
  parent.append(...segments.map(({ text, classes }) => {
    const tag = classes.includes("match") ? "mark" : classes.length > 0 ? "em" : "span";
    return element(tag, classes.join(" "), text);
  }));
}
