import type { Gap, Hello } from "./event.ts";
import { type EventId, formatEventId, parseEventId } from "./event-id.ts";

/** Where a reader is in a log, kept so that it sees every line once. */
export interface Place {
  /** What to resume after, once that is known. */
  readonly after: string | undefined;

  /** How many lines came that had been there already. */
  readonly duplicates: number;

  /** How many lines are left up to this one, or nothing where that cannot be told. */
  remaining(latest: string): number | undefined;

  /** The beginning of a connection, which may itself pass over lines. */
  hello(hello: Hello): Gap | undefined;

  /** A line: whether it is a new one, and what is missing before it without the server having said so. */
  line(id: string): { readonly isNew: boolean; readonly missing: Gap | undefined };

  /** The server has said what is missing, and goes on behind it. */
  gap(gap: Gap): void;

  /** The server has passed what the filter holds back. */
  passed(after: string): Gap | undefined;
}

/** A reader that changes between so many incarnations of a log will see old lines again. */
const MAX_EPOCHS = 16;

/**
 * @param whole whether every line is to come: without a filter a number that
 *   is left out is a line that is missing, whoever lost it
 * @param after what the reader has read already
 */
export function place(whole: boolean, after?: string): Place {
  let at = after === undefined ? undefined : parseEventId(after);
  let duplicates = 0;
  /** By epoch: two processes that answer in turn have logs of their own. */
  const newest = new Map<number, number>();
  if (at !== undefined) {
    newest.set(at.epoch, at.sequence);
  }

  function isPassed(id: EventId): boolean {
    return at?.epoch === id.epoch && id.sequence <= at.sequence;
  }

  function moveTo(next: EventId, before: number): Gap | undefined {
    if (isPassed(next)) {
      return undefined;
    }
    const from = at;
    at = next;
    return whole && from?.epoch === next.epoch && before > from.sequence
      ? unexplained(next.epoch, from.sequence, before)
      : undefined;
  }

  function remember(id: EventId): void {
    newest.set(id.epoch, id.sequence);
    if (newest.size > MAX_EPOCHS) {
      newest.delete(newest.keys().next().value as number);
    }
  }

  function passed(text: string): Gap | undefined {
    const id = parseEventId(text);
    return id === undefined ? undefined : moveTo(id, id.sequence);
  }

  return {
    get after() {
      return at === undefined ? undefined : formatEventId(at.epoch, at.sequence);
    },
    get duplicates() {
      return duplicates;
    },
    remaining(latest) {
      const id = parseEventId(latest);
      return id === undefined || id.epoch !== at?.epoch ? undefined : Math.max(0, id.sequence - at.sequence);
    },
    hello: (hello) => hello.gapFollows ? undefined : passed(hello.after),
    line(text) {
      const id = parseEventId(text);
      if (id === undefined) {
        return { isNew: false, missing: undefined };
      }
      const isBehind = isPassed(id);
      const missing = moveTo(id, id.sequence - 1);
      const isNew = !isBehind && id.sequence > (newest.get(id.epoch) ?? -1);
      if (isNew) {
        remember(id);
      } else {
        duplicates++;
      }
      return { isNew, missing };
    },
    gap(gap) {
      at = parseEventId(gap.after);
      // What the log has lost of itself it numbers anew.
      if (at !== undefined && gap.reason === "unknown") {
        remember(at);
      }
    },
    passed,
  };
}

function unexplained(epoch: number, after: number, last: number): Gap {
  const count = last - after;
  return {
    event: "gap",
    after: formatEventId(epoch, last),
    first: formatEventId(epoch, after + 1),
    last: formatEventId(epoch, last),
    count,
    reason: "unexplained",
    message: count === 1
      ? "1 line did not arrive, and nobody said why"
      : `${count} lines did not arrive, and nobody said why`,
  };
}
