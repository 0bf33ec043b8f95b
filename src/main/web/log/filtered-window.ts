import type { Environment } from "./environment.ts";
import { formatEventId, parseEventId } from "./event-id.ts";
import type { Gap } from "./event.ts";
import { type Entry, type HistoryError, lastIdOf, readHistory } from "./history.ts";
import { loader } from "./loader.ts";

export interface FilteredWindowOptions {
  /** Of `/logs` or `/runs/{id}/logs`, with the filter in its query. */
  readonly address: string;
  readonly maxEntries?: number;
}

export interface FilteredWindowListener {
  /** There are others now; `before` is by how many more or fewer there are at the beginning. */
  changed(before: number): void;
  failed(end: WindowEnd, error: HistoryError): void;
}

export type WindowEnd = "older" | "newer";

/**
 * What a filter lets pass of a log. Nobody knows how many lines that are, so
 * it is a window that grows at both its ends, and lets go at the other.
 */
export interface FilteredWindow {
  readonly entries: readonly Entry[];

  /** Whether there are none beyond this end: at "newer" live lines are then appended. */
  isAtEnd(end: WindowEnd): boolean;

  /** How many live lines have passed since it left the newest. */
  readonly unseen: number;

  /** Begins anew at the newest lines, or around a line. */
  show(around?: string): void;

  /** Loads more at one end. */
  grow(end: WindowEnd): void;

  /** Whether someone is reading: then what is there does not go to make room for live lines. */
  hold(isHeld: boolean): void;

  /** What the live stream of the same filter tells, in order. */
  append(entries: readonly Entry[]): void;

  /** Loads the lines that a gap among the entries is about, in its place; where they are very many, the first of them. */
  fill(gap: Gap): Promise<void>;

  retry(): void;
  close(): void;
}

const MAX_ENTRIES = 10_000;
const PIECE = 500;

/** Begins empty, and at the newest: live entries are appended at once. */
export function filteredWindow(
  options: FilteredWindowOptions,
  listener: FilteredWindowListener,
  environment: Environment,
): FilteredWindow {
  const maxEntries = Math.max(options.maxEntries ?? MAX_ENTRIES, 2 * PIECE);
  /** So that what is around a gap stays. */
  const maxFilled = maxEntries / 2;
  let entries: Entry[] = [];
  /** The line that it was opened at, while there are no entries. */
  let opened: string | undefined;
  let isOldest = false;
  let isNewest = true;
  let unseen = 0;
  let isHeld = false;
  /** Live entries that came while newer ones were loading: they may be just behind those. */
  let meanwhile: Entry[] = [];
  const closed = new AbortController();

  const ends = loader<WindowEnd>({
    load: (end, signal) => end === "older" ? loadOlder(signal) : loadNewer(signal),
    failed: (end, error) => listener.failed(end, error),
    environment,
  });

  async function loadOlder(signal: AbortSignal): Promise<void> {
    const before = entries.length > 0 ? idOf(entries[0]) : opened;
    const some = await readHistory(options.address, { before, tail: PIECE }, signal, environment);
    if (signal.aborted) {
      return;
    }
    isOldest = lineCount(some) < PIECE;
    // Without a line to be older than, some of them may have come live meanwhile.
    const known = new Set(entries.slice(0, PIECE).map(idOf));
    const older = some.filter((one) => !known.has(idOf(one)));
    entries = [...older, ...entries];
    if (entries.length > maxEntries) {
      entries = entries.slice(0, maxEntries);
      isNewest = false;
    }
    listener.changed(older.length);
  }

  async function loadNewer(signal: AbortSignal): Promise<void> {
    meanwhile = [];
    const after = entries.length > 0 ? lastIdOf(entries[entries.length - 1]) : idBefore(opened);
    const some = await readHistory(options.address, { after, limit: PIECE }, signal, environment);
    if (signal.aborted) {
      return;
    }
    entries = [...entries, ...some];
    if (lineCount(some) < PIECE && meanwhile.length <= PIECE) {
      isNewest = true;
      unseen = 0;
      push(meanwhile);
    }
    meanwhile = [];
    listener.changed(dropOldest());
  }

  function push(some: readonly Entry[]): void {
    const known = new Set(entries.slice(-2 * PIECE).map(idOf));
    for (const one of some) {
      if (!known.has(idOf(one))) {
        entries.push(one);
      }
    }
  }

  /** By how many entries the beginning has moved, as the listener is told. */
  function dropOldest(): number {
    const before = entries.length;
    if (before > maxEntries) {
      entries = entries.slice(before - maxEntries);
      isOldest = false;
    }
    return entries.length - before;
  }

  return {
    get entries() {
      return entries;
    },
    get unseen() {
      return unseen;
    },
    isAtEnd: (end) => end === "older" ? isOldest : isNewest,
    show(around) {
      ends.want([]);
      entries = [];
      opened = around;
      isOldest = false;
      isNewest = around === undefined;
      unseen = 0;
      ends.want(isNewest ? ["older"] : ["older", "newer"]);
    },
    grow(end) {
      if (end === "older" ? !isOldest : !isNewest) {
        ends.want([end]);
      }
    },
    hold(held) {
      isHeld = held;
    },
    append(some) {
      isNewest &&= !isHeld || entries.length + some.length <= maxEntries;
      if (isNewest) {
        push(some);
        listener.changed(dropOldest());
        return;
      }
      unseen += lineCount(some);
      // One more than is kept tells that some were not.
      meanwhile.push(...some.slice(0, PIECE + 1 - meanwhile.length));
    },
    async fill(gap) {
      const before = gap.last === null ? undefined : idAfter(gap.last);
      const part = { after: idBefore(gap.first), before, limit: maxFilled };
      const some = await readHistory(options.address, part, closed.signal, environment);
      const at = entries.indexOf(gap);
      if (at >= 0 && !closed.signal.aborted) {
        const rest = lineCount(some) < maxFilled ? [] : behind(some[some.length - 1], gap);
        entries = [...entries.slice(0, at), ...some, ...rest, ...entries.slice(at + 1)];
        listener.changed(dropOldest());
      }
    },
    retry: ends.retry,
    close() {
      closed.abort();
      ends.close();
    },
  };
}

const idOf = (entry: Entry) => entry.event === "gap" ? entry.first : entry.id;

const lineCount = (entries: readonly Entry[]) => entries.filter((one) => one.event !== "gap").length;

/** What a gap is still about, once an entry is there. */
function behind(entry: Entry, gap: Gap): Gap[] {
  const from = parseEventId(lastIdOf(entry));
  const to = gap.last === null ? undefined : parseEventId(gap.last);
  if (from === undefined || from.epoch !== to?.epoch || from.sequence >= to.sequence) {
    return [];
  }
  const first = formatEventId(from.epoch, from.sequence + 1);
  return [{ ...gap, first, count: gap.count && Math.min(gap.count, to.sequence - from.sequence) }];
}

function idAfter(id: string): string | undefined {
  const parsed = parseEventId(id);
  return parsed && formatEventId(parsed.epoch, parsed.sequence + 1);
}

/** To resume after, so that the line itself comes first. */
function idBefore(id: string | undefined): string | undefined {
  const parsed = id === undefined ? undefined : parseEventId(id);
  return parsed && formatEventId(parsed.epoch, Math.max(0, parsed.sequence - 1));
}
