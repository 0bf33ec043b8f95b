import type { Environment } from "../../../main/web/log/environment.ts";

/** A request that waits for the test to answer it. */
export interface Request {
  readonly address: string;
  readonly url: URL;
  readonly signal: AbortSignal;

  /** Answers with NDJSON, whose bytes follow by `send`. */
  stream(): void;
  send(bytes: Uint8Array): void;
  close(): void;
  cut(reason?: string): void;

  /** Answers with anything. */
  answer(response: Response): void;
  refuse(reason: string): void;
}

export interface HandDriven extends Environment {
  readonly requests: Request[];

  /** The last request. */
  readonly request: Request;

  /** Lets time pass in steps of a timer, and lets happen what is due. */
  advance(millis: number): Promise<void>;

  /** Moves the wall clock, and no timer with it: as when a laptop sleeps, or its clock is set. */
  moveClock(millis: number): void;

  /** Lets happen what needs no time. */
  settle(): Promise<void>;
}

/** An environment whose clock, timers and server are moved by the test alone. */
export function handDriven(random: () => number = () => 0): HandDriven {
  let now = 1_000_000;
  let offset = 0;
  const timers = new Set<{ due: number; action: () => void }>();
  const requests: Request[] = [];

  // What is read of a stream may be there some turns after it was sent.
  async function settle(): Promise<void> {
    for (let i = 0; i < 5; i++) {
      await turn();
    }
  }

  return {
    requests,
    get request() {
      return requests[requests.length - 1];
    },
    now: () => now + offset,
    random,
    fetch(address, init) {
      return new Promise((resolve, reject) => {
        const request = requestOf(address, init.signal as AbortSignal, resolve, reject);
        requests.push(request);
      });
    },
    after(millis, action) {
      const timer = { due: now + millis, action };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    async advance(millis) {
      const until = now + millis;
      await settle();
      for (;;) {
        const next = [...timers].filter((timer) => timer.due <= until)
          .sort((a, b) => a.due - b.due)[0];
        if (next === undefined) {
          break;
        }
        now = Math.max(now, next.due);
        timers.delete(next);
        next.action();
        await settle();
      }
      now = until;
    },
    moveClock(millis) {
      offset += millis;
    },
    settle,
    turn,
  };
}

/** Behind all that is ready to run; a timer would take a millisecond. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      port2.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

function requestOf(
  address: string,
  signal: AbortSignal,
  resolve: (response: Response) => void,
  reject: (error: Error) => void,
): Request {
  let isOver = false;
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  const cut = (reason = "network error") => {
    reject(new TypeError(reason));
    if (!isOver) {
      isOver = true;
      controller?.error(new TypeError(reason));
    }
  };
  signal.addEventListener("abort", () => cut("aborted"));
  return {
    address,
    url: new URL(address, "http://service"),
    signal,
    stream() {
      const body = new ReadableStream<Uint8Array>({ start: (its) => void (controller = its) });
      resolve(new Response(body, { headers: { "Content-Type": "application/x-ndjson" } }));
    },
    send(bytes) {
      if (!isOver) {
        controller?.enqueue(bytes);
      }
    },
    close() {
      isOver = true;
      controller?.close();
    },
    cut,
    answer: resolve,
    refuse: (reason) => reject(new TypeError(reason)),
  };
}
