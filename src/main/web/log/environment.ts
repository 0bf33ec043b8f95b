/** What the logic needs of its surroundings, so that a test can drive it by hand. */
export interface Environment {
  fetch(address: string, init: RequestInit): Promise<Response>;

  /**
   * Milliseconds since 1970. The wall clock: a monotonic one may stand still
   * while a laptop sleeps, and so would not tell that it slept.
   */
  now(): number;

  /** A number from 0 to below 1. */
  random(): number;

  /** Does something once, after some milliseconds; what is returned prevents it. */
  after(millis: number, action: () => void): () => void;

  /** Lets everything go first that is ready to be done: drawing, and what the reader of the page does. */
  turn(): Promise<void>;
}

/** The browser's own. */
export const browserEnvironment: Environment = {
  fetch: (address, init) => fetch(address, init),
  now: () => Date.now(),
  random: () => Math.random(),
  after: (millis, action) => {
    const timer = setTimeout(action, millis);
    return () => clearTimeout(timer);
  },
  // Timers of a page that nobody looks at are held back to one a second; messages are not.
  turn: () =>
    new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve();
      };
      port2.postMessage(null);
    }),
};
