import type { StyleSpan } from "./event.ts";
import { plainText } from "./plain-text.ts";

/** From `start` to before `end`, in UTF-16 units. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A stretch of text that looks the same throughout. For `textContent` and `classList`, never for HTML. */
export interface Segment {
  readonly text: string;
  readonly classes: readonly string[];
}

const COLOURS = "black|red|green|yellow|blue|magenta|cyan|white";
const STYLE = new RegExp(`^(?:bold|dim|italic|underline|(?:on-)?(?:bright-)?(?:${COLOURS}))$`);

/** More pieces than anyone can look at: what is behind them is one more. */
const MAX_SEGMENTS = 2_000;

/**
 * Parts a message where its looks change.
 *
 * @param styles the server's, ascending; what does not fit the message is passed over
 * @param matches ascending; they become the class `match`
 */
export function segmentsOf(
  message: string,
  styles: readonly StyleSpan[] = [],
  matches: readonly Range[] = [],
): Segment[] {
  const spans = ascending(styles, message.length);
  const found = ascending(matches, message.length);
  const segments: Segment[] = [];
  let span = 0;
  let match = 0;
  let from = 0;
  while (from < message.length) {
    while (span < spans.length && spans[span].end <= from) {
      span++;
    }
    while (match < found.length && found[match].end <= from) {
      match++;
    }
    const inSpan = span < spans.length && spans[span].start <= from;
    const inMatch = match < found.length && found[match].start <= from;
    const isLast = segments.length === MAX_SEGMENTS;
    const to = isLast ? message.length : Math.min(
      span < spans.length ? (inSpan ? spans[span].end : spans[span].start) : message.length,
      match < found.length ? (inMatch ? found[match].end : found[match].start) : message.length,
    );
    const classes = isLast ? [] : [...(inSpan ? classesOf(spans[span].style) : []), ...(inMatch ? ["match"] : [])];
    segments.push({ text: plainText(message.slice(from, to)), classes });
    from = to;
  }
  return segments;
}

/** Those that lie within the text, behind one another. */
function ascending<R extends Range>(ranges: readonly R[], length: number): R[] {
  let behind = 0;
  return ranges.filter(({ start, end }) => {
    const fits = start >= behind && end > start && end <= length;
    behind = fits ? end : behind;
    return fits;
  });
}

function classesOf(style: string): string[] {
  return style.slice(0, 100).split(" ").filter((name) => STYLE.test(name));
}
