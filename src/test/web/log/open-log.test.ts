import assert from "assert";
import type { FollowState } from "../../../main/web/log/follow-state.ts";
import { openLog } from "../../../main/web/log/open-log.ts";
import type { LogSource } from "../../../main/web/log/source.ts";
import { type HandDriven, handDriven } from "./hand-driven.ts";
import type { Tabs } from "../../../main/web/log/tabs.ts";
import { answer } from "./history-server.ts";
import { heartbeat, hello, line, ndjson } from "./samples.ts";

/** The only tab there is. */
const ALONE: Tabs = {
  base: "http://service/",
  isVisible: true,
  onVisibility: () => () => undefined,
  lock(_name, _steal, granted) {
    queueMicrotask(granted);
    return () => undefined;
  },
  channel: () => ({ post: () => undefined, close: () => undefined }),
};

function logOf(environment: HandDriven, stream: string) {
  const states: FollowState[] = [];
  const seen: string[] = [];
  let source: LogSource | undefined;
  const log = openLog(
    stream,
    {
      opened: (made) => source = made,
      state: (state) => states.push(state),
      lines: (lines) => seen.push(...lines.map((one) => one.id)),
      gap: (gap) => seen.push(`gap ${gap.reason}`),
      changed() {},
      reset() {},
      failed() {},
    },
    environment,
    ALONE,
  );
  return { log, seen, source: () => source, state: () => states.at(-1) };
}

Deno.test("asks where the log is, and follows from there", async () => {
  const environment = handDriven();
  const { log, seen, source, state } = logOf(environment, "/runs/1/logs/stream");
  assert.equal(environment.request.address, "/runs/1/logs");
  answer(environment.request, { first: 1, last: 1_000 });
  await environment.settle();

  assert.equal(environment.request.address, "/runs/1/logs/stream?after=7-1000");
  environment.request.stream();
  environment.request.send(ndjson(hello(1_000, 1_000), line(1_001)));
  await environment.settle();

  assert.deepEqual(seen, ["7-1001"]);
  assert.equal(source()?.to, 1_001);
  assert.equal(state()?.kind, "live");
  assert.equal(source()?.epoch, 7);
  log.close();
});

Deno.test("reads no more of the history than where it is", async () => {
  const environment = handDriven();
  const { log } = logOf(environment, "/logs/stream");
  environment.request.stream();
  environment.request.send(ndjson(hello(0, 1_000), line(1)));
  await environment.settle();

  assert.equal(environment.requests.length, 2);
  log.close();
});

Deno.test("tries again while the server is away, and at once when it is told to", async () => {
  const environment = handDriven();
  const { log, source, state } = logOf(environment, "/logs/stream");
  environment.request.refuse("nobody there");
  await environment.settle();
  assert.equal(state()?.kind, "reconnecting");

  log.wake();
  assert.equal(environment.requests.length, 2);
  environment.request.refuse("nobody there");
  await environment.settle();
  await environment.advance(60_000);
  assert.equal(environment.requests.length, 3);
  answer(environment.request, { first: 1, last: 3 });
  await environment.settle();
  assert.equal(source()?.to, 3);
  log.close();
});

Deno.test("says what the server refuses, and does not ask again", async () => {
  const environment = handDriven();
  const { state } = logOf(environment, "/logs/stream?regex=(");
  environment.request.answer(
    new Response(JSON.stringify({ detail: "regex: missing closing )" }), {
      status: 400,
      headers: { "Content-Type": "application/problem+json" },
    }),
  );
  await environment.settle();
  await environment.advance(600_000);

  assert.deepEqual(state(), { kind: "failed", status: 400, detail: "regex: missing closing )" });
  assert.equal(environment.requests.length, 1);
});

Deno.test("does not follow what is over by its filter", async () => {
  const environment = handDriven();
  const { state } = logOf(environment, "/logs/stream?until=2026-11-22T00:00:00Z");
  answer(environment.request, { first: 1, last: 10 });
  await environment.settle();

  assert.equal(state()?.kind, "ended");
  assert.ok(environment.requests.every((request) => request.url.pathname === "/logs"));
});

Deno.test("finds the next match and the previous one by the server's search", async () => {
  const environment = handDriven();
  const { log } = logOf(environment, "/runs/1/logs/stream?level=INFO");
  answer(environment.request, { first: 1, last: 1_000 });
  await environment.settle();
  for (const request of environment.requests.slice(1)) {
    if (request.url.pathname.endsWith("/stream")) {
      request.stream();
      request.send(ndjson(hello(1_000, 1_000), heartbeat(1_000)));
    } else {
      answer(request, { first: 1, last: 1_000 });
    }
  }
  await environment.settle();
  const query = new URLSearchParams({ level: "INFO", q: "fox" });
  const passes = (number: number) => number % 100 === 0;

  const next = log.next(query, "7-450");
  assert.equal(environment.request.address, "/runs/1/logs?level=INFO&q=fox&after=7-450&limit=1");
  answer(environment.request, { first: 1, last: 1_000, passes });
  assert.equal(await next, "7-500");

  const previous = log.previous(query, "7-100");
  answer(environment.request, { first: 1, last: 1_000, passes });
  assert.equal(await previous, undefined);
  log.close();
});
