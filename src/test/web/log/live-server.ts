import type { Page } from "./browser.ts";
import type { Request } from "./hand-driven.ts";
import { answer } from "./history-server.ts";
import { end, gap, heartbeat, hello, line, ndjson } from "./samples.ts";

/** A log that grows, and those who follow it. */
export interface LiveServer {
  readonly first: number;
  readonly last: number;
  serve(request: Request, page: Page): void;
  write(lines: number): void;

  /** The oldest go, up to before this line. */
  evict(first: number): void;
  beat(): void;

  /** Nothing more will come. */
  end(): void;

  /** Answers requests for history by this status, or again with what there is. */
  breakHistory(status: number | undefined): void;

  /** Those who follow now. */
  streams(): readonly Request[];

  /** How many requests for history came. */
  readonly pieces: number;
}

/** @param passes what the readers' filter lets pass */
export function liveServer(passes: (number: number) => boolean = () => true): LiveServer {
  let first = 1;
  let last = 0;
  let isEnded = false;
  let pieces = 0;
  let broken: number | undefined;
  let followers: { readonly request: Request; readonly page: Page }[] = [];

  const isOpen = ({ request, page }: { request: Request; page: Page }) => page.isOpen && !request.signal.aborted;

  function linesOf(from: number, to: number): unknown[] {
    const lines: unknown[] = [];
    for (let n = from; n <= to; n++) {
      if (passes(n)) {
        lines.push(line(n));
      }
    }
    return lines;
  }

  function send(...objects: readonly unknown[]): void {
    const bytes = ndjson(...objects);
    followers = followers.filter(isOpen);
    if (bytes.length > 0) {
      followers.forEach(({ request, page }) => page.run(() => request.send(bytes)));
    }
  }

  function follow(request: Request): void {
    const query = request.url.searchParams;
    const after = query.get("after");
    const tail = query.get("tail");
    const from = after !== null
      ? Number(after.split("-")[1])
      : tail === null
      ? first - 1
      : Math.max(0, last - Number(tail));
    const isGap = from + 1 < first;
    const lines = linesOf(Math.max(first, from + 1), last);
    request.stream();
    request.send(ndjson(
      hello(isGap ? first - 1 : from, last, { gapFollows: isGap }),
      ...(isGap ? [gap(from + 1, first - 1)] : []),
      ...lines,
      ...(isEnded ? [end()] : lines.length < last - from ? [heartbeat(last)] : []),
    ));
  }

  return {
    get first() {
      return first;
    },
    get last() {
      return last;
    },
    serve(request, page) {
      if (request.url.pathname.endsWith("/stream")) {
        follow(request);
        followers.push({ request, page });
      } else if (broken !== undefined) {
        request.answer(new Response(null, { status: broken }));
      } else {
        pieces++;
        answer(request, { first, last, passes });
      }
    },
    write(lines) {
      const from = last + 1;
      last += lines;
      send(...linesOf(from, last));
    },
    evict(to) {
      first = to;
    },
    beat: () => send(heartbeat(last)),
    end() {
      isEnded = true;
      send(end());
    },
    breakHistory(status) {
      broken = status;
    },
    streams: () => followers.filter(isOpen).map(({ request }) => request),
    get pieces() {
      return pieces;
    },
  };
}
