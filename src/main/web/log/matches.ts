import type { Filter } from "./filter.ts";
import { compilePattern } from "./pattern.ts";
import { searchPattern } from "./pattern-search.ts";
import type { Range } from "./text.ts";

/** Where a text matches what is searched for: ascending, without overlap. */
export type Matcher = (text: string) => Range[];

/** More in one line are not looked at one by one. */
const MAX_MATCHES = 500;

/** What of a text the filter has matched, for highlighting. A pattern that cannot be read here highlights nothing. */
export function matcherOf(filter: Filter): Matcher {
  const q = filter.q === undefined || filter.q === "" ? undefined : containing(filter.q);
  const program = filter.regex === undefined ? undefined : compilePattern(filter.regex);
  return (text) => {
    const words = q?.(text) ?? [];
    const patterns = program === undefined ? [] : searchPattern(program, text, MAX_MATCHES);
    return words.length === 0 ? patterns : patterns.length === 0 ? words : merged([...words, ...patterns]);
  };
}

/** The search of Knuth, Morris and Pratt: a text and a needle of one letter would else cost their product. */
function containing(needle: string): Matcher {
  const sought = folded(needle);
  const borders = bordersOf(sought);
  return (text) => {
    const found: Range[] = [];
    const within = folded(text);
    let matched = 0;
    for (let i = 0; i < within.length && found.length < MAX_MATCHES; i++) {
      while (matched > 0 && sought[matched] !== within[i]) {
        matched = borders[matched - 1];
      }
      matched += sought[matched] === within[i] ? 1 : 0;
      if (matched === sought.length) {
        found.push({ start: i + 1 - matched, end: i + 1 });
        matched = 0;
      }
    }
    return found;
  };
}

/** For each beginning of the text, how long its longest proper beginning is that is its end too. */
function bordersOf(text: string): number[] {
  const borders = [0];
  let matched = 0;
  for (let i = 1; i < text.length; i++) {
    while (matched > 0 && text[matched] !== text[i]) {
      matched = borders[matched - 1];
    }
    matched += text[matched] === text[i] ? 1 : 0;
    borders.push(matched);
  }
  return borders;
}

/** Two cases of a letter become one, as the server does it: unit by unit, so that places stay. */
function folded(text: string): string {
  const lower = text.toUpperCase().toLowerCase();
  // ASCII, and most else, keeps its length as a whole; ß and its like do not.
  return lower.length === text.length && !/[^\0-\u024f]/.test(text) ? lower : text.replace(/[^]/g, foldedUnit);
}

function foldedUnit(unit: string): string {
  const upper = unit.toUpperCase();
  const lower = (upper.length === 1 ? upper : unit).toLowerCase();
  return lower.length === 1 ? lower : unit;
}

function merged(ranges: readonly Range[]): Range[] {
  const out: Range[] = [];
  for (const range of ranges.toSorted((a, b) => a.start - b.start)) {
    const last = out.at(-1);
    if (last !== undefined && range.start <= last.end) {
      out[out.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
    } else {
      out.push(range);
    }
  }
  return out;
}
