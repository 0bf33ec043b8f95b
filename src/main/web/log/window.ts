import type { Environment } from "./environment.ts";
import type { Gap, LogLine } from "./event.ts";
import { formatEventId, parseEventId } from "./event-id.ts";
import { type Entry, type HistoryError, readHistory } from "./history.ts";
import { loader } from "./loader.ts";
import { PAGE_LINES, pageCache } from "./page-cache.ts";

export interface WindowOptions {
  /** Of `/logs` or `/runs/{id}/logs`, without a filter. */
  readonly address: string;
  readonly epoch: number;
  /** The first line that there is, and the last; one less than the first where there is none. */
  readonly first: number;
  readonly last: number;
  readonly maxLines?: number;
  readonly maxCharacters?: number;
}

export interface WindowListener {
  /** Lines of these numbers may be there now, or be others. */
  changed(from: number, to: number): void;
  failed(from: number, to: number, error: HistoryError): void;
}

/** Numbers of lines that there are not, both included. */
export interface MissingLines {
  readonly from: number;
  readonly to: number;
  readonly gap: Gap;
}

/** A log whose lines have numbers without holes, of which only a part is in memory. */
export interface LineWindow {
  readonly epoch: number;
  readonly first: number;
  readonly last: number;

  /** What is known to be missing, ascending and apart from one another. */
  readonly gaps: readonly MissingLines[];

  /** A line that is in memory, the gap that it is missing in, or nothing where it has to be loaded first. */
  line(number: number): Entry | undefined;

  /** What is looked at: it is loaded and stays, and nothing else is. A few screens at the most. */
  want(from: number, to: number): void;

  /** Live lines, in order. */
  append(lines: readonly LogLine[]): void;

  /** A gap that the live stream tells of. */
  gap(gap: Gap): void;

  /** Forgets that a line is missing: where it is wanted it is asked for again. */
  reload(number: number): void;

  /** Loads again what the server has refused. */
  retry(): void;
  close(): void;
}

const MAX_LINES = 20_000;
const MAX_CHARACTERS = 20_000_000;
const MAX_GAPS = 1_000;

/** Begins empty; the least recently used pages go when there is more than there may be. */
export function lineWindow(options: WindowOptions, listener: WindowListener, environment: Environment): LineWindow {
  let { epoch, first, last } = options;
  let wantedFrom = 1;
  let wantedTo = 0;
  const cache = pageCache(options.maxLines ?? MAX_LINES, options.maxCharacters ?? MAX_CHARACTERS);
  let gaps: readonly MissingLines[] = [];

  const pages = loader<number>({
    load,
    failed: (page, error) => listener.failed(page * PAGE_LINES + 1, (page + 1) * PAGE_LINES, error),
    environment,
  });

  function gapAt(number: number): Gap | undefined {
    return gaps.find((one) => one.from <= number && number <= one.to)?.gap;
  }

  function line(number: number): Entry | undefined {
    return cache.get(number) ?? gapAt(number);
  }

  /** The first line of a page that is neither there nor known to be missing. */
  function firstUnknown(page: number): number | undefined {
    const to = Math.min(last, (page + 1) * PAGE_LINES);
    for (let number = Math.max(first, page * PAGE_LINES + 1); number <= to; number++) {
      if (line(number) === undefined) {
        return number;
      }
    }
    return undefined;
  }

  async function load(page: number, signal: AbortSignal): Promise<void> {
    const from = firstUnknown(page);
    if (from === undefined) {
      return;
    }
    const to = Math.min(last, (page + 1) * PAGE_LINES);
    const entries = await readHistory(
      options.address,
      { after: formatEventId(epoch, from - 1), limit: to - from + 1 },
      signal,
      environment,
    );
    if (signal.aborted) {
      return;
    }
    for (const entry of entries) {
      if (entry.event === "gap") {
        note(entry, to);
      } else {
        store(entry, from, to);
      }
    }
    noteAbsent(from, to);
    shrink();
    listener.changed(from, to);
  }

  function store(entry: LogLine, from: number, to: number): void {
    const id = parseEventId(entry.id);
    if (id?.epoch === epoch && id.sequence >= from && id.sequence <= to) {
      cache.put(id.sequence, entry);
    }
  }

  function note(gap: Gap, upTo: number): void {
    const from = parseEventId(gap.first);
    const to = gap.last === null ? undefined : parseEventId(gap.last);
    if (from?.epoch === epoch) {
      addGap(from.sequence, to?.epoch === epoch ? to.sequence : upTo, gap);
    }
  }

  function addGap(from: number, to: number, gap: Gap): void {
    if (from <= first && to >= first) {
      // The oldest have gone: that is where the log begins now.
      first = to + 1;
      gaps = gaps.filter((one) => one.to >= first);
    } else if (to >= from) {
      const others = gaps.filter((one) => one.to < from || one.from > to);
      gaps = [...others, { from, to, gap }].sort((a, b) => a.from - b.from).slice(-MAX_GAPS);
    }
  }

  /** What the server has left out without a word would be asked for again and again. */
  function noteAbsent(from: number, to: number): void {
    for (let number = Math.max(from, first); number <= to; number++) {
      if (line(number) === undefined) {
        let end = number;
        while (end < to && line(end + 1) === undefined) {
          end++;
        }
        addGap(number, end, absent(epoch, number, end));
        number = end;
      }
    }
  }

  function shrink(): void {
    cache.shrink((page) => wantedFrom <= (page + 1) * PAGE_LINES && page * PAGE_LINES < wantedTo);
  }

  function restart(at: number, sequence: number): void {
    epoch = at;
    first = sequence;
    last = sequence - 1;
    gaps = [];
    cache.clear();
    pages.want([]);
  }

  return {
    get epoch() {
      return epoch;
    },
    get first() {
      return first;
    },
    get last() {
      return last;
    },
    get gaps() {
      return gaps;
    },
    line,
    want(from, to) {
      wantedFrom = Math.max(first, from);
      wantedTo = Math.min(last, to, wantedFrom + MAX_WANTED - 1);
      const missing: number[] = [];
      for (let page = pageOf(wantedFrom); page <= pageOf(wantedTo); page++) {
        cache.touch(page);
        if (firstUnknown(page) !== undefined) {
          missing.push(page);
        }
      }
      pages.want(missing);
    },
    append(lines) {
      let from: number | undefined;
      for (const one of lines) {
        const id = parseEventId(one.id);
        if (id !== undefined) {
          if (id.epoch !== epoch) {
            restart(id.epoch, id.sequence);
            from = undefined;
          }
          cache.put(id.sequence, one);
          last = Math.max(last, id.sequence);
          from = Math.min(from ?? id.sequence, id.sequence);
        }
      }
      if (from !== undefined) {
        shrink();
        listener.changed(from, last);
      }
    },
    gap(gap) {
      note(gap, last);
      const to = gap.last === null ? undefined : parseEventId(gap.last);
      if (to?.epoch === epoch) {
        last = Math.max(last, to.sequence);
      }
      listener.changed(first, last);
    },
    reload(number) {
      gaps = gaps.filter((one) => number < one.from || number > one.to);
      listener.changed(first, last);
    },
    retry: pages.retry,
    close: pages.close,
  };
}

/** So that what must stay is less than what may. */
const MAX_WANTED = 4 * PAGE_LINES;

const pageOf = (number: number) => Math.floor((number - 1) / PAGE_LINES);

function absent(epoch: number, from: number, to: number): Gap {
  return {
    event: "gap",
    after: formatEventId(epoch, to),
    first: formatEventId(epoch, from),
    last: formatEventId(epoch, to),
    count: to - from + 1,
    reason: "unexplained",
    message: "the log does not have these lines, and does not say why",
  };
}
