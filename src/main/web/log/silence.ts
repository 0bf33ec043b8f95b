/** Judges how long a connection may be silent, in milliseconds. */
export interface Silence {
  /** After this much the connection may be dead. */
  readonly stale: number;

  /** After this much it is. */
  readonly dead: number;

  /** The server has said after how much silence a heartbeat is to be expected. */
  expect(millis: number): void;

  /** Some silence was ended by a heartbeat. */
  heartbeatAfter(millis: number): void;
}

/**
 * A heartbeat may be late by a fifth, which is 3 s of the default: a busy
 * network delays it by less, and people who look at the page learn within
 * seconds that it is overdue. Two and a half are two that did not come at all.
 *
 * Where the server turns out to be slower than told, it is taken at its word;
 * one long silence is not enough for that, since it may be the network's.
 *
 * @param interval what to expect until the server has said something else
 */
export function silence(interval: number): Silence {
  let told = interval;
  let expected = interval;
  let last = 0;
  return {
    get stale() {
      return expected * 1.2;
    },
    get dead() {
      return expected * 2.5;
    },
    expect(millis) {
      if (millis !== told) {
        told = millis;
        expected = millis;
        last = 0;
      }
    },
    heartbeatAfter(millis) {
      expected = Math.max(told, Math.min(last, millis));
      last = millis;
    },
  };
}
