import { withParameters } from "./address.ts";
import { backoff } from "./backoff.ts";
import { connect, type Connection } from "./connection.ts";
import type { Environment } from "./environment.ts";
import type { Gap, LogEvent, LogLine } from "./event.ts";
import { type FollowState, isOver } from "./follow-state.ts";
import { place } from "./place.ts";
import { readEvent } from "./read-event.ts";
import { silence } from "./silence.ts";

export interface FollowOptions {
  /** A stream's address with its query, filters among it; `tail` and `since` hold until the first line. */
  readonly address: string;

  /** The id of the last line that is there already. */
  readonly after?: string;

  /** Whether nothing is filtered, so that each line's number is one more than the last one's. */
  readonly whole: boolean;
}

/** Is told all in the order in which it happened. */
export interface FollowListener {
  state(state: FollowState): void;
  lines(lines: readonly LogLine[]): void;
  gap(gap: Gap): void;
}

export interface Follower {
  readonly state: FollowState;

  /** The id to resume after, elsewhere or later. */
  readonly after: string | undefined;

  /** How many lines came twice, and were dropped. */
  readonly duplicates: number;

  /** Something has changed (online, visible again, a click): tries at once where that helps. */
  wake(): void;

  /** Ends it; all that is told after this is that it has stopped. */
  stop(): void;
}

/** Until the server has said how often its heart beats. */
const HEARTBEAT_MILLIS = 15_000;
const TICK_MILLIS = 1_000;

/** A tick that is later than this was not late but asleep, or its page was frozen. */
const SLEPT_MILLIS = 5_000;

/** A search in a long log comes before the first byte of its answer. */
const FIRST_BYTE_MILLIS = 60_000;

/** A connection that lived so long was a good one: the next failure is the first again. */
const GOOD_MILLIS = 5_000;

/**
 * Follows a live log: hands on each of its lines once and in order, tells what
 * is missing, and says at any time how current it is. It connects again by
 * itself, after exactly what it has handed on, until the log has ended, the
 * server refuses, or it is stopped.
 *
 * All times are looked at once a second, since a single long timer would stand
 * still while a laptop sleeps.
 */
export function follow(
  options: FollowOptions,
  listener: FollowListener,
  environment: Environment,
): Follower {
  const at = place(options.whole, options.after);
  const quiet = silence(HEARTBEAT_MILLIS);
  let state: FollowState = { kind: "connecting", attempt: 0 };
  let connection: Connection | undefined;
  let cancelTick = () => {};
  let tickedAt = environment.now();
  let attempt = 0;
  let connectAt = 0;
  /** What the connection's `hello` said, and when; nothing before it. */
  let hello: { readonly at: number; readonly latest: string } | undefined;
  let isCaughtUp = false;
  /** Where the last line was that could not be read; null where there was none. */
  let unreadableAfter: string | undefined | null = null;
  /** Read, and not handed on yet. */
  let lines: LogLine[] = [];

  function enter(next: FollowState): void {
    if (isOver(state)) {
      return;
    }
    state = next;
    if (isOver(next)) {
      cancelTick();
      connection?.close();
      connection = undefined;
    }
    listener.state(next);
  }

  function begin(): void {
    connection?.close();
    hello = undefined;
    isCaughtUp = false;
    connection = connect(withParameters(options.address, { after: at.after }), {
      objects,
      cut: retry,
      unreadable,
      refused: enter,
      // What the page's own code throws must not leave it looking live.
      broken: (detail) => enter({ kind: "failed", status: 0, detail }),
    }, environment);
    enter({ kind: "connecting", attempt });
  }

  function objects(some: readonly unknown[], silentMillis: number): void {
    const mine = connection;
    for (const object of some) {
      const event = readEvent(object);
      if (event === undefined) {
        unreadable("the answer is no log: " + JSON.stringify(object).slice(0, 100));
      } else if (event !== "unknown") {
        take(event, silentMillis);
      }
      if (connection !== mine) {
        break;
      }
    }
    handOn();
    if (connection === mine && hello !== undefined) {
      showProgress(hello.latest);
    }
  }

  function take(event: LogEvent, silentMillis: number): void {
    switch (event.event) {
      case undefined: {
        const { isNew, missing } = at.line(event.id);
        tell(missing);
        if (isNew) {
          lines.push(event);
        }
        return;
      }
      case "hello":
        hello = { at: environment.now(), latest: event.latest };
        // No sooner than time is looked at.
        quiet.expect(Math.max(TICK_MILLIS, event.heartbeatMillis ?? HEARTBEAT_MILLIS));
        tell(at.hello(event));
        return;
      case "gap":
        at.gap(event);
        tell(event);
        return;
      case "heartbeat":
        quiet.heartbeatAfter(silentMillis);
        tell(at.passed(event.after));
        return;
      case "reconnect":
        tell(at.passed(event.after));
        comeBack(event.delay, event.message);
        return;
      case "end":
        handOn();
        enter({ kind: "ended", end: event });
        return;
    }
  }

  function tell(gap: Gap | undefined): void {
    if (gap !== undefined) {
      handOn();
      if (!isOver(state)) {
        listener.gap(gap);
      }
    }
  }

  function handOn(): void {
    const some = lines;
    lines = [];
    if (some.length > 0 && !isOver(state)) {
      listener.lines(some);
    }
  }

  function showProgress(latest: string): void {
    const remaining = at.remaining(latest);
    isCaughtUp ||= remaining === 0;
    if (!isCaughtUp) {
      enter({ kind: "catching-up", remaining });
    } else if (state.kind !== "live") {
      enter({ kind: "live" });
    }
  }

  /** Where the same line cannot be read twice, no attempt will help. */
  function unreadable(reason: string): void {
    handOn();
    if (unreadableAfter === at.after) {
      enter({ kind: "failed", status: 0, detail: reason });
    } else {
      unreadableAfter = at.after;
      retry(reason, 0);
    }
  }

  /** The server has asked to come back, and when; it is not believed more often than once in a while. */
  function comeBack(delay: number, reason: string): void {
    const isSoon = countAttempt();
    pause(isSoon ? Math.max(delay, backoff(attempt, environment.random())) : delay, reason);
  }

  function retry(reason: string, waitMillis: number): void {
    countAttempt();
    pause(backoff(attempt, environment.random(), waitMillis), reason);
  }

  /** Whether this connection has ended before it was good for anything. */
  function countAttempt(): boolean {
    const isSoon = hello === undefined || environment.now() - hello.at < GOOD_MILLIS;
    attempt = isSoon ? attempt + 1 : 1;
    return isSoon;
  }

  function pause(millis: number, reason: string): void {
    handOn();
    connection?.close();
    connection = undefined;
    connectAt = environment.now() + millis;
    enter({ kind: "reconnecting", at: connectAt, attempt, reason });
    tickLater();
  }

  function tickLater(): void {
    cancelTick();
    if (!isOver(state)) {
      const due = connection === undefined ? connectAt - environment.now() : TICK_MILLIS;
      cancelTick = environment.after(Math.min(TICK_MILLIS, Math.max(0, due)), tick);
    }
  }

  function tick(): void {
    const now = environment.now();
    const hasSlept = now - tickedAt > SLEPT_MILLIS;
    if (now < tickedAt) {
      connection?.heardNow();
      connectAt = Math.min(connectAt, now + TICK_MILLIS);
    }
    tickedAt = now;
    if (hasSlept) {
      wake();
    } else if (connection === undefined) {
      if (now >= connectAt) {
        begin();
      }
    } else {
      judge(connection.heardAt, now);
    }
    tickLater();
  }

  function judge(heardAt: number, now: number): void {
    const silent = now - heardAt;
    if (hello === undefined) {
      if (silent >= FIRST_BYTE_MILLIS) {
        retry("the server does not answer", 0);
      }
    } else if (silent >= quiet.dead) {
      retry(`nothing was heard for ${Math.round(silent / 1000)} s`, 0);
    } else if (silent >= quiet.stale && state.kind !== "stale") {
      enter({ kind: "stale", since: heardAt });
    }
  }

  function wake(): void {
    const isDue = connection === undefined ||
      environment.now() - connection.heardAt >= quiet.stale;
    if (isDue && !isOver(state)) {
      attempt = 0;
      begin();
    }
  }

  begin();
  tickLater();
  return {
    get state() {
      return state;
    },
    get after() {
      return at.after;
    },
    get duplicates() {
      return at.duplicates;
    },
    wake,
    stop: () => enter({ kind: "stopped" }),
  };
}
