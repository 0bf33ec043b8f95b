import { historyAddress } from "./address.ts";
import type { Environment } from "./environment.ts";
import { type FollowState, isOver } from "./follow-state.ts";
import { follow, type Follower, type FollowListener, type FollowOptions } from "./follower.ts";
import type { Entry } from "./history.ts";
import { listen, type Listening } from "./listening.ts";
import type { LogLine } from "./event.ts";
import { place } from "./place.ts";
import { readReport } from "./report.ts";
import type { Channel, Tabs } from "./tabs.ts";

/** Tabs whose messages differ must not meet: a page may be open since before the last deployment. */
const VERSION = 1;

const TICK_MILLIS = 1_000;

/** A tab that says nothing for so long is frozen, or its timers are held back. */
const SILENT_MILLIS = 5_000;

/** A tick that is later than this was held back itself. */
const LATE_MILLIS = 2_500;

/** A tab that nobody has looked at for so long takes no part. */
const UNSEEN_MILLIS = 30_000;

/** Asks whoever has the connection for a sign of life, and to try again if it waits for the next attempt. */
const WAKE = "wake";

/**
 * Follows a log as `follow` does, on one connection for all tabs of a browser
 * that follow the same address: a browser has six of them for a host, over
 * HTTP/1.1.
 *
 * The tab that has the lock of that address has the connection and tells the
 * others all that it hears. Each has a place of its own and goes on from there,
 * whoever tells it: when the lock goes to the next tab, that one connects at
 * its own place. A lock is given on when its tab is closed or crashes. A frozen
 * tab keeps it, so a visible one that hears no sign of life takes it away.
 *
 * A tab that has been hidden for half a minute leaves, so that six connections
 * last for tabs of different logs too, and comes back when it is seen again.
 */
export function sharedFollow(
  options: FollowOptions,
  listener: FollowListener,
  environment: Environment,
  tabs: Tabs,
): Follower {
  const at = place(options.whole, options.after);
  const name = nameOf(options.address, tabs.base);
  let state: FollowState = { kind: "connecting", attempt: 0 };
  let channel: Channel | undefined;
  let giveUpLock = () => {};
  let leading: Leading | undefined;
  let listening: Listening | undefined;
  let cancelTick = () => {};
  let tickedAt = 0;
  let heardAt = 0;
  let hiddenAt = environment.now();

  function enter(next: FollowState): void {
    if (isOver(state) || JSON.stringify(state) === JSON.stringify(next)) {
      return;
    }
    state = next;
    if (isOver(next)) {
      leave();
      unwatch();
    }
    listener.state(next);
  }

  function take(entries: readonly Entry[], to?: string): void {
    let lines: LogLine[] = [];
    const handOn = () => {
      const some = lines;
      lines = [];
      if (some.length > 0 && !isOver(state)) {
        listener.lines(some);
      }
    };
    const tell = (gap: Entry | undefined) => {
      handOn();
      if (gap?.event === "gap" && !isOver(state)) {
        listener.gap(gap);
      }
    };
    for (const entry of entries) {
      if (entry.event === "gap") {
        at.gap(entry);
        tell(entry);
        continue;
      }
      const { isNew, missing } = at.line(entry.id);
      if (missing !== undefined) {
        tell(missing);
      }
      if (isNew) {
        lines.push(entry);
      }
    }
    tell(to === undefined ? undefined : at.passed(to));
  }

  function join(): void {
    tickedAt = environment.now();
    channel = tabs.channel(name, heard);
    queue(false);
    channel.post(WAKE);
    // Tabs that were opened together would all take the lock from a frozen one at the same moment.
    tickLater(environment.random() * TICK_MILLIS);
  }

  function leave(): void {
    cancelTick();
    giveUpLock();
    stopLeading();
    listening?.close();
    listening = undefined;
    channel?.close();
    channel = undefined;
  }

  /** Hears the tab that has the lock, until this one gets it. */
  function queue(steal: boolean): void {
    heardAt = environment.now();
    listening ??= listen({ address: historyAddress(options.address), at, take, state: enter }, environment);
    giveUpLock();
    giveUpLock = tabs.lock(name, steal, lead, lost);
  }

  function lead(): void {
    listening?.close();
    listening = undefined;
    leading = startLeading();
    leading.begin();
  }

  function lost(): void {
    stopLeading();
    queue(false);
  }

  function stopLeading(): void {
    const mine = leading;
    leading = undefined;
    mine?.stop();
  }

  function startLeading(): Leading {
    let follower: Follower | undefined;
    let told = at.after;
    let current: FollowState = { kind: "connecting", attempt: 0 };
    const report = (to: string | undefined, entries: readonly Entry[]) => {
      const from = told;
      told = to ?? told;
      channel?.post({ from, to, entries, state: current });
      take(entries, to);
    };
    const mine: Leading = {
      begin() {
        follower = follow({ ...options, after: told }, {
          lines: (lines) => report(lines[lines.length - 1].id, lines),
          gap: (gap) => report(gap.after, [gap]),
          state(next) {
            if (leading !== mine) {
              return;
            }
            current = next;
            if (isForAll(next)) {
              report(follower?.after ?? told, []);
            }
            enter(next);
          },
        }, environment);
      },
      signOfLife: () => report(follower?.after ?? told, []),
      wake: () => follower?.wake(),
      stop: () => follower?.stop(),
    };
    return mine;
  }

  function heard(message: unknown): void {
    if (message === WAKE) {
      leading?.wake();
      leading?.signOfLife();
      return;
    }
    const report = readReport(message);
    if (report !== undefined) {
      heardAt = environment.now();
      listening?.hear(report);
    }
  }

  function tickLater(millis: number): void {
    cancelTick();
    cancelTick = environment.after(millis, tick);
  }

  function tick(): void {
    const now = environment.now();
    const isLate = now < tickedAt || now - tickedAt > LATE_MILLIS;
    tickedAt = now;
    hiddenAt = Math.min(hiddenAt, now);
    if (!tabs.isVisible && now - hiddenAt >= UNSEEN_MILLIS) {
      leave();
      enter({ kind: "hidden" });
      return;
    }
    if (isLate) {
      // What was said meanwhile may not have been heard yet.
      heardAt = now;
    }
    if (leading !== undefined) {
      leading.signOfLife();
    } else if (tabs.isVisible && now - heardAt >= SILENT_MILLIS) {
      queue(true);
    }
    tickLater(TICK_MILLIS);
  }

  function wake(): void {
    if (isOver(state)) {
      return;
    }
    if (channel !== undefined) {
      leading?.wake();
      listening?.retry();
      channel.post(WAKE);
    } else if (tabs.isVisible) {
      enter({ kind: "connecting", attempt: 0 });
      join();
    }
  }

  const unwatch = tabs.onVisibility(() => {
    hiddenAt = environment.now();
    if (tabs.isVisible) {
      wake();
    }
  });
  listener.state(state);
  join();
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

/** What the tab with the lock does with it. */
interface Leading {
  begin(): void;
  signOfLife(): void;
  wake(): void;
  stop(): void;
}

/** Whether a state of this tab's connection is that of the log, and not of the tab alone. */
function isForAll(state: FollowState): boolean {
  return state.kind !== "stopped" && !(state.kind === "failed" && state.status === 0);
}

/** The same for all tabs that get the same lines, wherever they begin. */
function nameOf(address: string, base: string): string {
  const url = new URL(address, base);
  url.searchParams.delete("after");
  url.searchParams.delete("tail");
  url.searchParams.sort();
  url.hash = "";
  return `livetail ${VERSION} ${url}`;
}
