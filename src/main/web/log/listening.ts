import type { Environment } from "./environment.ts";
import { formatEventId, parseEventId } from "./event-id.ts";
import type { FollowState } from "./follow-state.ts";
import { type Entry, HistoryError, readHistory } from "./history.ts";
import { loader } from "./loader.ts";
import type { Place } from "./place.ts";
import type { Report } from "./report.ts";

/** Follows a log by what another tab tells of it. */
export interface Listening {
  hear(report: Report): void;

  /** Tries at once what has failed. */
  retry(): void;
  close(): void;
}

export interface ListeningOptions {
  /** Of what the log has now, with the filter. */
  readonly address: string;

  /** Where this tab is. */
  readonly at: Place;

  /** Takes what comes next, and moves the place: behind the entries, and to `to` where that is said. */
  readonly take: (entries: readonly Entry[], to?: string) => void;
  readonly state: (state: FollowState) => void;
}

/** Some of them take no longer than a moment, and can be read while more come. */
const PIECE_LINES = 1_000;

/** What comes while it fills: some seconds of a busy log. What is older than these it reads afterwards. */
const MAX_WAITING = 10_000;

/**
 * Takes from each report what is new. Where a report begins further on than
 * this tab is, since it has just come, or was frozen, it reads the log up to
 * there by itself, while the reports wait.
 */
export function listen(options: ListeningOptions, environment: Environment): Listening {
  const { at } = options;
  let waiting: Report[] = [];
  let waitingEntries = 0;
  let filling: string | undefined;
  let filled: string | undefined;
  let isClosed = false;

  const fills = loader<string>({ load: fill, failed, environment });

  function hear(report: Report): void {
    waiting.push(report);
    waitingEntries += report.entries.length;
    while (waitingEntries > MAX_WAITING && waiting.length > 1) {
      shift();
    }
    guarded(goOn);
  }

  function shift(): void {
    waitingEntries -= waiting.shift()?.entries.length ?? 0;
  }

  function goOn(): void {
    for (let next: Report | undefined = waiting[0]; next !== undefined && filling === undefined; next = waiting[0]) {
      const upTo = missingUpTo(next, at.after);
      if (upTo !== undefined && upTo !== filled) {
        filling = upTo;
        fills.want([upTo]);
        return;
      }
      shift();
      if (!isPassed(next.to, at.after) || next.from === at.after) {
        options.take(next.entries, next.to);
      }
      options.state(next.state);
    }
  }

  async function fill(upTo: string, signal: AbortSignal): Promise<void> {
    for (let isLast = false; !isLast;) {
      const newest = waiting[waiting.length - 1]?.to ?? upTo;
      options.state({ kind: "catching-up", remaining: at.remaining(newest) });
      const before = at.after;
      const entries = await readPiece(upTo, signal);
      if (signal.aborted) {
        return;
      }
      options.take(entries);
      isLast = entries.filter((entry) => entry.event === undefined).length < PIECE_LINES;
      if (!isLast && at.after === before) {
        throw new HistoryError("the log does not go on behind " + before, 0, true);
      }
    }
    // In another incarnation there is no way there from here.
    if (at.after === undefined || at.remaining(upTo) !== undefined) {
      options.take([], upTo);
    }
    filled = upTo;
    filling = undefined;
    goOn();
  }

  function readPiece(upTo: string, signal: AbortSignal): Promise<Entry[]> {
    const part = { after: at.after, before: behind(upTo), limit: PIECE_LINES };
    return readHistory(options.address, part, signal, environment);
  }

  function failed(_: string, error: HistoryError, attempt: number, retryAt: number): void {
    const { status, message } = error;
    if (!error.isFinal) {
      options.state({ kind: "reconnecting", at: retryAt, attempt, reason: message });
    } else if (status === 401 || status === 403) {
      options.state({ kind: "unauthorised", status, detail: message });
    } else {
      options.state({ kind: "failed", status, detail: message });
    }
  }

  /** What the page's own code throws must not leave it looking live. */
  function guarded(action: () => void): void {
    try {
      action();
    } catch (error) {
      close();
      options.state({ kind: "failed", status: 0, detail: error instanceof Error ? error.message : String(error) });
    }
  }

  function close(): void {
    isClosed = true;
    waiting = [];
    fills.close();
  }

  return {
    hear: (report) => isClosed ? undefined : hear(report),
    retry: fills.retry,
    close,
  };
}

/** Up to where this tab must read by itself before it can take a report. */
function missingUpTo(report: Report, after: string | undefined): string | undefined {
  const { from, to, entries } = report;
  if (to === undefined || after === to || (from !== undefined && after === from)) {
    return undefined;
  }
  const isBack = from !== undefined && isPassed(to, from);
  if (isBack) {
    // The log has lost what was there, and numbers anew.
    return to;
  }
  if (isPassed(to, after)) {
    return undefined;
  }
  if (from === undefined || !isPassed(from, after)) {
    return from ?? to;
  }
  // Of a gap that it stands within only a part would be missing.
  return entries.some((entry) => entry.event === "gap") ? to : undefined;
}

/** Whether a reader that is at `after` has had all up to this id. */
function isPassed(id: string | undefined, after: string | undefined): boolean {
  const end = id === undefined ? undefined : parseEventId(id);
  const here = after === undefined ? undefined : parseEventId(after);
  return end !== undefined && here !== undefined && end.epoch === here.epoch && end.sequence <= here.sequence;
}

function behind(id: string): string | undefined {
  const parsed = parseEventId(id);
  return parsed === undefined ? undefined : formatEventId(parsed.epoch, parsed.sequence + 1);
}
