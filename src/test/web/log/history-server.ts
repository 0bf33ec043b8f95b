import type { Request } from "./hand-driven.ts";
import { end, gap, hello, line, ndjson } from "./samples.ts";

/** What a scripted server has: the lines of these numbers that a filter lets pass. */
export interface Log {
  readonly first: number;
  readonly last: number;
  readonly passes?: (number: number) => boolean;
}

/** Answers a request for history as the service does. */
export function answer(request: Request, log: Log): void {
  const query = request.url.searchParams;
  const number = (name: string, otherwise: number) => {
    const value = query.get(name);
    return value === null ? otherwise : Number(value.split("-").at(-1));
  };
  const after = number("after", log.first - 1);
  const behind = number("before", log.last + 1);
  let numbers: number[] = [];
  for (let n = Math.max(log.first, after + 1); n <= Math.min(log.last, behind - 1); n++) {
    if (log.passes?.(n) ?? true) {
      numbers.push(n);
    }
  }
  const tail = query.has("after") ? Infinity : number("tail", Infinity);
  numbers = numbers.slice(Math.max(0, numbers.length - tail)).slice(0, number("limit", Infinity));
  request.stream();
  request.send(ndjson(
    hello(after, log.last),
    ...(after + 1 < log.first ? [gap(after + 1, log.first - 1)] : []),
    ...numbers.map((n) => line(n)),
    end(),
  ));
}
