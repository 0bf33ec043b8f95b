import type { Environment } from "../../../main/web/log/environment.ts";
import type { Tabs } from "../../../main/web/log/tabs.ts";
import { type HandDriven, type Request } from "./hand-driven.ts";
import { below } from "./random.ts";

/** One tab of a browser that a test drives. */
export interface Tab {
  readonly tabs: Tabs;
  readonly environment: Environment;
  readonly isOpen: boolean;

  show(isVisible: boolean): void;

  /** Nothing runs in it until it is thawed; what happens meanwhile comes then. */
  freeze(): void;
  thaw(): void;

  /** It is gone, without a word. */
  close(): void;
}

export interface Browser {
  tab(): Tab;

  /** How many have a lock of this kind of name, and how many wait for it. */
  locks(): { readonly held: number; readonly waiting: number };

  /** The names of the channels that are open. */
  channels(): readonly string[];
}

/** What is in a tab, as seen from outside. */
export interface Page {
  readonly isOpen: boolean;

  /** Does something there, as soon as anything can happen there. */
  run(action: () => void): void;
}

interface Claim {
  readonly lost: () => void;
  readonly granted: () => void;
  readonly page: Page;
}

interface Receiver {
  readonly name: string;
  readonly deliver: (message: unknown) => void;
}

/**
 * A browser with tabs, whose messages and locks take some time. Messages of
 * one tab keep their order.
 *
 * @param serve answers a request of a page
 */
export function browser(
  driven: HandDriven,
  serve: (request: Request, page: Page) => void,
  random: () => number,
): Browser {
  const claims = new Map<string, Claim[]>();
  const receivers = new Set<Receiver>();

  const grant = (claim: Claim) => driven.after(below(20, random), () => claim.page.run(claim.granted));

  function tab(): Tab {
    let isOpen = true;
    let isFrozen = false;
    let isVisible = true;
    let pending: (() => void)[] = [];
    let messages: (() => void)[] = [];
    const watchers = new Set<() => void>();
    const mine = new Set<() => void>();

    function run(action: () => void): void {
      if (isFrozen) {
        pending.push(action);
      } else if (isOpen) {
        action();
      }
    }

    const page: Page = {
      run,
      get isOpen() {
        return isOpen;
      },
    };

    const tabs: Tabs = {
      base: "http://service/",
      get isVisible() {
        return isVisible;
      },
      onVisibility(changed) {
        watchers.add(changed);
        return () => watchers.delete(changed);
      },
      lock(name, steal, granted, lost) {
        let isOver = false;
        const unless = (action: () => void) => () => isOver ? undefined : action();
        const claim: Claim = { granted: unless(granted), lost: unless(lost), page };
        const queue = claims.get(name) ?? [];
        claims.set(name, queue);
        if (steal && queue.length > 0) {
          const robbed = queue.shift() as Claim;
          driven.after(below(20, random), () => robbed.page.run(robbed.lost));
          queue.unshift(claim);
        } else {
          queue.push(claim);
        }
        if (queue[0] === claim) {
          grant(claim);
        }
        const release = () => {
          isOver = true;
          mine.delete(release);
          const wasFirst = queue[0] === claim;
          const index = queue.indexOf(claim);
          if (index >= 0) {
            queue.splice(index, 1);
          }
          if (wasFirst && queue.length > 0) {
            grant(queue[0]);
          }
        };
        mine.add(release);
        return release;
      },
      channel(name, heard) {
        const hear = (message: unknown) => isClosed ? undefined : heard(message);
        const receiver: Receiver = {
          name,
          deliver: (message) => isFrozen ? void messages.push(() => hear(message)) : run(() => hear(message)),
        };
        const dueAt = new Map<Receiver, number>();
        let isClosed = false;
        receivers.add(receiver);
        const close = () => {
          isClosed = true;
          receivers.delete(receiver);
          mine.delete(close);
        };
        mine.add(close);
        return {
          post(message) {
            if (!isOpen || isClosed) {
              return;
            }
            const copy = structuredClone(message);
            const now = driven.now();
            for (const other of receivers) {
              if (other !== receiver && other.name === name) {
                const due = Math.max(dueAt.get(other) ?? 0, now + below(50, random));
                dueAt.set(other, due);
                driven.after(due - now, () => other.deliver(copy));
              }
            }
          },
          close,
        };
      },
    };

    const environment: Environment = {
      now: driven.now,
      random,
      turn: driven.turn,
      after: (millis, action) => {
        let isCancelled = false;
        const cancel = driven.after(millis, () => run(() => isCancelled ? undefined : action()));
        return () => {
          isCancelled = true;
          cancel();
        };
      },
      fetch(address, init) {
        if (!isOpen) {
          return new Promise(() => undefined);
        }
        const answer = driven.fetch(address, init);
        const { request } = driven;
        driven.after(below(30, random), () => run(() => serve(request, page)));
        return answer;
      },
    };

    return {
      tabs,
      environment,
      get isOpen() {
        return isOpen;
      },
      show(visible) {
        isVisible = visible;
        run(() => watchers.forEach((changed) => changed()));
      },
      freeze() {
        isFrozen = true;
      },
      thaw() {
        isFrozen = false;
        // Nobody says in which order; if timers come first, they must not be misled by that.
        const due = [...pending, ...messages];
        pending = [];
        messages = [];
        due.forEach(run);
      },
      close() {
        isOpen = false;
        pending = [];
        mine.forEach((end) => end());
      },
    };
  }

  return {
    tab,
    locks: () => {
      const queues = [...claims.values()];
      return {
        held: queues.filter((queue) => queue.length > 0).length,
        waiting: queues.reduce((sum, queue) => sum + Math.max(0, queue.length - 1), 0),
      };
    },
    channels: () => [...new Set([...receivers].map(({ name }) => name))],
  };
}
