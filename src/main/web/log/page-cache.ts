import type { LogLine, Thrown } from "./event.ts";

/** Lines are loaded and dropped by so many: page p has the lines from 500p + 1 on. */
export const PAGE_LINES = 500;

/** Lines by their numbers, in pages of which the least recently used are dropped. */
export interface PageCache {
  readonly lines: number;
  get(number: number): LogLine | undefined;

  /** What is written is used. */
  put(number: number, line: LogLine): void;

  /** A page is used. */
  touch(page: number): void;

  /** Drops pages until there is no more than there may be, but none that is needed. */
  shrink(isNeeded: (page: number) => boolean): void;
  clear(): void;
}

interface Page {
  readonly lines: (LogLine | undefined)[];
  count: number;
  characters: number;
}

export function pageCache(maxLines: number, maxCharacters: number): PageCache {
  /** In the order of their use: a map keeps that of insertion. */
  const pages = new Map<number, Page>();
  let lines = 0;
  let characters = 0;
  let newest: number | undefined;

  function touch(number: number): void {
    const page = pages.get(number);
    if (page !== undefined && number !== newest) {
      pages.delete(number);
      pages.set(number, page);
      newest = number;
    }
  }

  function pageFor(number: number): Page {
    let page = pages.get(number);
    if (page === undefined) {
      page = { lines: new Array(PAGE_LINES), count: 0, characters: 0 };
      pages.set(number, page);
      newest = number;
    }
    touch(number);
    return page;
  }

  return {
    get lines() {
      return lines;
    },
    get: (number) => pages.get(Math.floor((number - 1) / PAGE_LINES))?.lines[(number - 1) % PAGE_LINES],
    put(number, line) {
      const page = pageFor(Math.floor((number - 1) / PAGE_LINES));
      const at = (number - 1) % PAGE_LINES;
      if (page.lines[at] === undefined) {
        const size = charactersOf(line);
        page.lines[at] = line;
        page.count++;
        page.characters += size;
        lines++;
        characters += size;
      }
    },
    touch,
    shrink(isNeeded) {
      for (const [number, page] of pages) {
        if (lines <= maxLines && characters <= maxCharacters) {
          return;
        }
        if (!isNeeded(number)) {
          pages.delete(number);
          lines -= page.count;
          characters -= page.characters;
        }
      }
    },
    clear() {
      pages.clear();
      newest = undefined;
      lines = 0;
      characters = 0;
    },
  };
}

/** Roughly what a line takes: its own texts, and something for each of its objects. */
export function charactersOf(line: LogLine): number {
  return 300 + line.message.length + line.loggerName.length + (line.ansi?.length ?? 0) * 50 +
    (line.exception === undefined ? 0 : charactersOfThrown(line.exception));
}

function charactersOfThrown(thrown: Thrown): number {
  let sum = 100 + (thrown.message?.length ?? 0) + thrown.frames.length * 120;
  for (const one of thrown.suppressed ?? []) {
    sum += charactersOfThrown(one);
  }
  return sum + (thrown.causedBy === undefined ? 0 : charactersOfThrown(thrown.causedBy.exception));
}
