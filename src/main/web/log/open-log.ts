import { historyAddress, withParameters } from "./address.ts";
import { backoff } from "./backoff.ts";
import type { Environment } from "./environment.ts";
import type { End, Gap, Hello, LogLine } from "./event.ts";
import { filterOf, isWhole } from "./filter.ts";
import { filteredSource } from "./filtered-source.ts";
import { type FollowState, isOver } from "./follow-state.ts";
import type { Follower } from "./follower.ts";
import { HistoryError, readExtent, readHistory } from "./history.ts";
import type { LogSource, SourceListener } from "./source.ts";
import { sharedFollow } from "./shared-follower.ts";
import type { Tabs } from "./tabs.ts";
import { wholeSource } from "./whole-source.ts";

/** Is told what becomes of a log. */
export interface LogListener extends SourceListener {
  /** It can be looked at from now on. */
  opened(source: LogSource): void;
  state(state: FollowState): void;

  /** Live ones, which the source has by then. */
  lines(lines: readonly LogLine[]): void;
  gap(gap: Gap): void;
}

/** A log that is looked at: all it has, and live what comes. */
export interface OpenLog {
  readonly source: LogSource | undefined;

  /** The id of the first line that the filter lets pass of those that are not older than that; nothing if there is none. */
  firstSince(instant: string): Promise<string | undefined>;

  /** The id of the next line behind a line, or before it, that another query lets pass; nothing if there is none. */
  next(query: URLSearchParams, after: string): Promise<string | undefined>;
  previous(query: URLSearchParams, before: string): Promise<string | undefined>;

  /** Something has changed (online, visible again, a click): tries at once where that helps. */
  wake(): void;
  close(): void;
}

/**
 * Opens a log; it is tried again for as long as the server does not answer.
 *
 * @param stream its address, with the filter in its query; with `until` it is not followed, since what it lets pass is over
 */
export function openLog(stream: string, listener: LogListener, environment: Environment, tabs: Tabs): OpenLog {
  const parameters = new URLSearchParams(stream.split("?")[1] ?? "");
  const filter = filterOf(parameters);
  const history = historyAddress(stream);
  const closed = new AbortController();
  let cancelWait = () => {};
  let attempt = 0;
  let retry: (() => void) | undefined;
  let source: LogSource | undefined;
  let follower: Follower | undefined;
  let isClosed = false;

  function state(next: FollowState): void {
    if (!isClosed) {
      listener.state(next);
    }
  }

  function open(): void {
    retry = undefined;
    cancelWait();
    state({ kind: "connecting", attempt });
    readExtent(history, closed.signal, environment).then(begin, refused);
  }

  function refused(error: unknown): void {
    if (isClosed) {
      return;
    }
    const { status, message, isFinal, waitMillis } = error instanceof HistoryError
      ? error
      : new HistoryError(String(error), 0, true);
    if (isFinal) {
      state({ kind: status === 401 || status === 403 ? "unauthorised" : "failed", status, detail: message });
      return;
    }
    attempt++;
    retry = open;
    const pause = backoff(attempt, environment.random(), waitMillis);
    state({ kind: "reconnecting", at: environment.now() + pause, attempt, reason: message });
    cancelWait = environment.after(pause, open);
  }

  function begin(hello: Hello): void {
    if (isClosed) {
      return;
    }
    const isAll = isWhole(filter) && filter.since === undefined && filter.until === undefined;
    source = isAll
      ? wholeSource(history, hello, listener, environment)
      : filteredSource(history, hello, listener, environment);
    listener.opened(source);
    if (filter.until !== undefined) {
      state({ kind: "ended", end: PART });
      return;
    }
    follower = sharedFollow(
      { address: stream, after: hello.latest, whole: isWhole(filter) },
      {
        state,
        lines(lines) {
          source?.lines(lines);
          listener.lines(lines);
        },
        gap(gap) {
          source?.gap(gap);
          listener.gap(gap);
        },
      },
      environment,
      tabs,
    );
  }

  async function first(address: string, part: Record<string, string | number>): Promise<string | undefined> {
    const entries = await readHistory(withParameters(address, part), {}, closed.signal, environment);
    return entries.find((one): one is LogLine => one.event === undefined)?.id;
  }

  const path = history.split("?")[0];

  open();
  return {
    get source() {
      return source;
    },
    firstSince: (since) => first(history, { since, limit: 1 }),
    next: (query, after) => first(`${path}?${query}`, { after, limit: 1 }),
    previous: (query, before) => first(`${path}?${query}`, { before, tail: 1 }),
    wake() {
      if (retry !== undefined) {
        attempt = 0;
        retry();
      } else if (follower !== undefined && !isOver(follower.state)) {
        follower.wake();
      }
      source?.retry();
    },
    close() {
      isClosed = true;
      closed.abort();
      cancelWait();
      follower?.stop();
      source?.close();
    },
  };
}

const PART: End = { event: "end", state: "part", message: "only what was logged until then" };
