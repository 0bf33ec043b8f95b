import type { Range } from "../log/text.ts";

const MAX_CHARACTERS = 4_000;
const MAX_LINES = 50;

/**
 * Where the part of a text ends that is shown at first: after 4,000 characters or 50 lines, and not within a character.
 * A text that is only a little longer is shown whole: a button would take as much room as what it shows.
 */
export function excerptEnd(text: string): number {
  const end = Math.min(text.length, MAX_CHARACTERS, afterLines(text, MAX_LINES));
  const isWithinCharacter = end < text.length && isHighSurrogate(text.charCodeAt(end - 1));
  return text.length - end < 80 && lineBreaks(text, end) < 2 ? text.length : isWithinCharacter ? end - 1 : end;
}

/** Whether there are matches, in ascending order, of which none begins in the part that is shown at first. */
export function isBehindExcerpt(matches: readonly Range[], end: number): boolean {
  return matches.length > 0 && matches[0].start >= end;
}

/** A text without the line breaks at its end, which would show as nothing but room. */
export function withoutLastBreaks(text: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === "\n") {
    end--;
  }
  return text.slice(0, end);
}

function afterLines(text: string, lines: number): number {
  let at = -1;
  for (let line = 0; line < lines; line++) {
    at = text.indexOf("\n", at + 1);
    if (at < 0) {
      return text.length;
    }
  }
  return at;
}

function lineBreaks(text: string, from: number): number {
  return text.slice(from).split("\n").length - 1;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
