import type { Environment } from "../log/environment.ts";

/** Whether anyone can see the page. */
export interface Visibility {
  readonly isHidden: boolean;

  /** Tells of each change, until what is returned is called. */
  onChange(listener: () => void): () => void;
}

export interface Poll {
  /** Asks now, or once more if it is just asking. */
  now(): void;
  stop(): void;
}

/**
 * Does something again and again: so many milliseconds after it was done as it says itself, and when the page is seen
 * again. It has ended when it says nothing.
 */
export function poll(
  action: () => Promise<number | undefined>,
  environment: Environment,
  visibility: Visibility,
): Poll {
  let isAsking = false;
  let isAskedAgain = false;
  let isOver = false;
  let cancelTimer = () => {};

  async function ask(): Promise<void> {
    if (isOver) {
      return;
    }
    if (isAsking) {
      isAskedAgain = true;
      return;
    }
    cancelTimer();
    isAsking = true;
    const wait = await action();
    isAsking = false;
    if (wait === undefined) {
      stop();
    } else if (!isOver) {
      cancelTimer = environment.after(isAskedAgain ? 0 : wait, ask);
      isAskedAgain = false;
    }
  }

  const forget = visibility.onChange(() => {
    if (!visibility.isHidden) {
      ask();
    }
  });

  function stop(): void {
    isOver = true;
    cancelTimer();
    forget();
  }

  ask();
  return { now: ask, stop };
}

/** Does something at once, and then each second. */
export function eachSecond(action: () => void, environment: Environment, visibility: Visibility): Poll {
  return poll(
    () => {
      action();
      return Promise.resolve(1_000);
    },
    environment,
    visibility,
  );
}

/** The browser's own. */
export const pageVisibility: Visibility = {
  get isHidden() {
    return document.hidden;
  },
  onChange(listener) {
    document.addEventListener("visibilitychange", listener);
    return () => document.removeEventListener("visibilitychange", listener);
  },
};
