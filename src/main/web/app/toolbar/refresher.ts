import type { Environment } from "../../log/environment.ts";

const USUAL_MILLIS = 2_000;

/** To a server that has much to read, so that it does not read all the time. */
const SLOW_MILLIS = 5_000;
const SLOW_ANSWER_MILLIS = 500;

/** Asks for something again and again, one at a time. */
export interface Refresher {
  /** What was asked for is of no use any more: asks anew, at once. */
  restart(): void;

  /** Whether it goes on by itself: from now on, or no longer. What stops is asked for once more, as it is then. */
  go(on: boolean): void;
}

/** @param ask must not fail */
export function refresher(ask: (signal: AbortSignal) => Promise<void>, environment: Environment): Refresher {
  let isGoing = false;
  let asking: AbortController | undefined;
  let cancelTimer = () => {};

  async function begin(): Promise<void> {
    cancelTimer();
    asking?.abort();
    const mine = new AbortController();
    asking = mine;
    const begun = environment.now();
    await ask(mine.signal);
    if (asking === mine) {
      asking = undefined;
      if (isGoing) {
        const isSlow = environment.now() - begun > SLOW_ANSWER_MILLIS;
        cancelTimer = environment.after(isSlow ? SLOW_MILLIS : USUAL_MILLIS, begin);
      }
    }
  }

  return {
    restart: () => void begin(),
    go(on) {
      if (on === isGoing) {
        return;
      }
      isGoing = on;
      if (!on || asking === undefined) {
        begin();
      }
    },
  };
}
