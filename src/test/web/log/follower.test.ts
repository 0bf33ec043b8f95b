import { follow, type FollowOptions } from "../../../main/web/log/follower.ts";
import type { FollowState } from "../../../main/web/log/follow-state.ts";
import assert from "assert";
import { type HandDriven, handDriven } from "./hand-driven.ts";
import { below, seeded } from "./random.ts";
import { end, gap, heartbeat, hello, line, lines, ndjson } from "./samples.ts";

interface Told {
  readonly states: FollowState[];
  /** Ids, gaps as `gap first-last`. */
  readonly log: string[];
}

function following(environment: HandDriven, options: Partial<FollowOptions> = {}) {
  const told: Told = { states: [], log: [] };
  const follower = follow(
    { address: "/logs/stream", whole: true, ...options },
    {
      state: (state) => told.states.push(state),
      lines: (some) => told.log.push(...some.map((one) => one.id)),
      gap: (one) => told.log.push(`gap ${one.first} to ${one.last}: ${one.reason}`),
    },
    environment,
  );
  return { ...told, follower, kinds: () => told.states.map((state) => state.kind) };
}

async function live(environment: HandDriven, ...more: unknown[]): Promise<void> {
  environment.request.stream();
  environment.request.send(ndjson(...more));
  await environment.settle();
}

Deno.test("says that it catches up until it has read what there was, then that it is live", async () => {
  const environment = handDriven();
  const { states, log, follower } = following(environment);
  assert.deepEqual(states, [{ kind: "connecting", attempt: 0 }]);
  await live(environment, hello(0, 3), line(1));
  assert.deepEqual(follower.state, { kind: "catching-up", remaining: 2 });
  environment.request.send(ndjson(line(2), line(3)));
  await environment.settle();
  assert.deepEqual(follower.state, { kind: "live" });
  assert.deepEqual(log, ["7-1", "7-2", "7-3"]);
  follower.stop();
});

Deno.test("is live at once where there is nothing to read", async () => {
  const environment = handDriven();
  const { follower } = following(environment);
  await live(environment, hello(0, 0));
  assert.equal(follower.state.kind, "live");
  follower.stop();
});

Deno.test("is live when a filter has let nothing pass, once a heartbeat tells where it is", async () => {
  const environment = handDriven();
  const { follower } = following(environment, { whole: false });
  await live(environment, hello(0, 9));
  assert.equal(follower.state.kind, "catching-up");
  environment.request.send(ndjson(heartbeat(9)));
  await environment.settle();
  assert.equal(follower.state.kind, "live");
  assert.equal(follower.after, "7-9");
  follower.stop();
});

Deno.test("resumes after the last line, and drops and counts what comes twice", async () => {
  const environment = handDriven();
  const { log, follower } = following(environment, { address: "/logs/stream?tail=200&level=INFO" });
  assert.equal(environment.request.address, "/logs/stream?tail=200&level=INFO");
  await live(environment, hello(4, 6), line(5), line(6));
  environment.request.cut("reset");
  await environment.settle();
  assert.deepEqual(follower.state, {
    kind: "reconnecting",
    at: environment.now() + 500,
    attempt: 1,
    reason: "reset",
  });
  await environment.advance(500);
  assert.equal(environment.request.url.searchParams.get("after"), "7-6");
  assert.equal(environment.request.url.searchParams.get("level"), "INFO");
  await live(environment, hello(6, 7), line(5), line(6), line(7));
  assert.deepEqual(log, ["7-5", "7-6", "7-7"]);
  assert.equal(follower.duplicates, 2);
  follower.stop();
});

Deno.test("does not take the hello's place while a gap follows", async () => {
  const environment = handDriven();
  const { log, follower } = following(environment, { after: "7-10" });
  await live(environment, hello(50, 60, { gapFollows: true }));
  assert.equal(follower.state.kind, "catching-up");
  environment.request.close();
  await environment.advance(500);
  assert.equal(environment.request.url.searchParams.get("after"), "7-10");
  await live(environment, hello(50, 51, { gapFollows: true }), gap(11, 50), line(51));
  assert.deepEqual(log, ["gap 7-11 to 7-50: evicted", "7-51"]);
  follower.stop();
});

Deno.test("tells of lines that are left out without a word, but not where a filter may leave them out", async () => {
  for (const whole of [true, false]) {
    const environment = handDriven();
    const { log, follower } = following(environment, { whole });
    await live(environment, hello(0, 9), line(1), line(4), line(5), heartbeat(9));
    assert.deepEqual(
      log,
      whole
        ? [
          "7-1",
          "gap 7-2 to 7-3: unexplained",
          "7-4",
          "7-5",
          "gap 7-6 to 7-9: unexplained",
        ]
        : ["7-1", "7-4", "7-5"],
    );
    assert.equal(follower.after, "7-9");
    follower.stop();
  }
});

Deno.test("goes on in another incarnation of the log, and does not repeat what it knows of the first", async () => {
  const environment = handDriven();
  const { log, follower } = following(environment);
  await live(environment, hello(0, 2), line(1), line(2));
  const restarted = (epoch: number) => gap(3, 3, { after: `${epoch}-0`, last: null, count: null, reason: "restarted" });
  const helloOf = (epoch: number, latest: number) =>
    hello(0, 0, { after: `${epoch}-0`, latest: `${epoch}-${latest}`, gapFollows: true });
  environment.request.cut();
  await environment.advance(500);
  await live(environment, helloOf(8, 1), restarted(8), line(1, "other", 8));
  assert.equal(follower.state.kind, "live");
  environment.request.cut();
  await environment.advance(500);
  assert.equal(environment.request.url.searchParams.get("after"), "8-1");
  await live(environment, helloOf(7, 3), restarted(7), line(1), line(2), line(3));
  assert.deepEqual(log.filter((entry) => !entry.startsWith("gap")), ["7-1", "7-2", "8-1", "7-3"]);
  follower.stop();
});

Deno.test("takes lines again that the log numbers anew after a crash", async () => {
  const environment = handDriven();
  const { log, follower } = following(environment, { after: "7-100" });
  const unknown = gap(91, 100, { after: "7-90", reason: "unknown" });
  await live(environment, hello(90, 90, { gapFollows: true }), unknown, line(91));
  assert.deepEqual(log, ["gap 7-91 to 7-100: unknown", "7-91"]);
  follower.stop();
});

Deno.test("waits longer with each attempt, with full jitter, and begins anew after a good connection", async () => {
  const environment = handDriven(() => 0.999999);
  const { states, follower } = following(environment);
  for (let i = 0; i < 7; i++) {
    environment.request.refuse("refused");
    await environment.settle();
    await environment.advance(30_000);
  }
  const waits = states.filter((state) => state.kind === "reconnecting")
    .map((state) => state.attempt);
  assert.deepEqual(waits, [1, 2, 3, 4, 5, 6, 7]);
  await live(environment, hello(0, 0));
  await environment.advance(5_000);
  environment.request.cut();
  await environment.settle();
  const now = follower.state;
  assert.equal(now.kind === "reconnecting" && now.attempt, 1);
  assert.equal(now.kind === "reconnecting" && Math.round(now.at - environment.now()), 1_000);
  follower.stop();
});

Deno.test("honours Retry-After", async () => {
  const environment = handDriven();
  const { follower } = following(environment);
  const problem = JSON.stringify({ status: 503, detail: "no more streams" });
  environment.request.answer(
    new Response(problem, { status: 503, headers: { "Retry-After": "10" } }),
  );
  await environment.settle();
  assert.deepEqual(follower.state, {
    kind: "reconnecting",
    at: environment.now() + 10_000,
    attempt: 1,
    reason: "no more streams",
  });
  await environment.advance(9_999);
  assert.equal(environment.requests.length, 1);
  await environment.advance(1);
  assert.equal(environment.requests.length, 2);
  follower.stop();
});

Deno.test("comes back when the server says, but does not let it ask for that all the time", async () => {
  const environment = handDriven();
  const { follower } = following(environment);
  const reconnect = { event: "reconnect", after: "7-0", delay: 0, message: "deploy" };
  await live(environment, hello(0, 0));
  await environment.advance(6_000);
  environment.request.send(ndjson(reconnect));
  await environment.advance(0);
  assert.equal(environment.requests.length, 2);
  await live(environment, hello(0, 0), reconnect);
  const now = follower.state;
  assert.equal(now.kind === "reconnecting" && now.at - environment.now(), 500);
  follower.stop();
});

Deno.test("says when heartbeats stop, and connects again when two are missing", async () => {
  const environment = handDriven();
  const { follower, kinds } = following(environment);
  await live(environment, hello(0, 0));
  const since = environment.now();
  await environment.advance(17_000);
  assert.equal(follower.state.kind, "live");
  await environment.advance(1_000);
  assert.deepEqual(follower.state, { kind: "stale", since });
  environment.request.send(ndjson(heartbeat(0)));
  await environment.settle();
  assert.equal(follower.state.kind, "live");
  const first = environment.request;
  await environment.advance(39_000);
  assert.ok(first.signal.aborted);
  assert.deepEqual(kinds().slice(-3), ["stale", "reconnecting", "connecting"]);
  assert.equal(environment.requests.length, 2);
  follower.stop();
});

Deno.test("expects heartbeats as often as the server says", async () => {
  const environment = handDriven();
  const { follower, kinds } = following(environment);
  await live(environment, hello(0, 0, { heartbeatMillis: 2_000 }));
  await environment.advance(2_000);
  assert.deepEqual(kinds(), ["connecting", "live"]);
  await environment.advance(1_000);
  assert.equal(kinds().at(-1), "stale");
  await environment.advance(2_000);
  assert.equal(kinds().at(-1), "reconnecting");
  await environment.advance(500);
  await live(environment, hello(0, 0, { heartbeatMillis: 60_000 }));
  await environment.advance(59_000);
  assert.equal(kinds().at(-1), "live");
  follower.stop();
});

Deno.test("believes the server that its heartbeats are slower, once it has seen two", async () => {
  const environment = handDriven();
  const { follower } = following(environment);
  await live(environment, hello(0, 0));
  for (let i = 0; i < 2; i++) {
    await environment.advance(30_000);
    environment.request.send(ndjson(heartbeat(0)));
    await environment.settle();
  }
  await environment.advance(35_000);
  assert.equal(follower.state.kind, "live");
  follower.stop();
});

Deno.test("is not stale while a long line arrives", async () => {
  const environment = handDriven();
  const { log, follower } = following(environment);
  await live(environment, hello(0, 0));
  const bytes = ndjson(line(1));
  for (let i = 0; i < bytes.length; i += 50) {
    environment.request.send(bytes.slice(i, i + 50));
    await environment.advance(10_000);
    assert.equal(follower.state.kind, "live");
  }
  assert.deepEqual(log, ["7-1"]);
  follower.stop();
});

Deno.test("connects at once after a sleep", async () => {
  const environment = handDriven();
  const { follower } = following(environment);
  await live(environment, hello(0, 0));
  const first = environment.request;
  environment.moveClock(3_600_000);
  await environment.advance(1_000);
  assert.ok(first.signal.aborted);
  assert.deepEqual(follower.state, { kind: "connecting", attempt: 0 });
  assert.equal(environment.requests.length, 2);
  environment.request.refuse("no network yet");
  await environment.settle();
  follower.wake();
  assert.equal(environment.requests.length, 3);
  follower.wake();
  assert.equal(environment.requests.length, 3, "a request that has just been made is not repeated");
  follower.stop();
});

Deno.test("is not misled by a clock that is set back", async () => {
  const environment = handDriven();
  const { follower } = following(environment);
  await live(environment, hello(0, 0));
  environment.moveClock(-3_600_000);
  await environment.advance(20_000);
  assert.equal(follower.state.kind, "stale");
  await environment.advance(20_000);
  assert.equal(environment.requests.length, 2);
  follower.stop();
});

Deno.test("ends with what the end says, and does not come back", async () => {
  const environment = handDriven();
  const { log, follower } = following(environment);
  await live(environment, hello(0, 1), line(1), end("failed"));
  assert.deepEqual(follower.state, { kind: "ended", end: end("failed") });
  assert.deepEqual(log, ["7-1"]);
  await environment.advance(120_000);
  assert.equal(environment.requests.length, 1);
  assert.ok(environment.request.signal.aborted);
});

for (const status of [401, 403]) {
  Deno.test(`is unauthorised by ${status}`, async () => {
    const environment = handDriven();
    const { follower } = following(environment);
    environment.request.answer(new Response(null, { status }));
    await environment.settle();
    assert.deepEqual(follower.state, { kind: "unauthorised", status, detail: `HTTP ${status}` });
    await environment.advance(120_000);
    assert.equal(environment.requests.length, 1);
  });
}

Deno.test("fails for good with the problem's detail", async () => {
  const environment = handDriven();
  const { follower } = following(environment);
  const problem = JSON.stringify({ detail: "there is no run 5" });
  environment.request.answer(new Response(problem, { status: 404 }));
  await environment.settle();
  assert.deepEqual(follower.state, { kind: "failed", status: 404, detail: "there is no run 5" });
});

Deno.test("does not take a page for a log", async () => {
  const environment = handDriven();
  const { follower } = following(environment);
  const headers = { "Content-Type": "text/html" };
  environment.request.answer(new Response("<p>Sign in</p>", { headers }));
  await environment.settle();
  assert.deepEqual(follower.state, {
    kind: "failed",
    status: 200,
    detail: "the answer is no log but text/html",
  });
});

Deno.test("tries once more at a line that cannot be read, and then gives up", async () => {
  const environment = handDriven();
  const { log, follower } = following(environment);
  await live(environment, hello(0, 2), line(1));
  environment.request.send(new TextEncoder().encode("{oops\n"));
  await environment.settle();
  assert.equal(follower.state.kind, "reconnecting");
  await environment.advance(500);
  assert.equal(environment.request.url.searchParams.get("after"), "7-1");
  await live(environment, hello(1, 2), { id: "nonsense" });
  assert.deepEqual(follower.state, {
    kind: "failed",
    status: 0,
    detail: 'the answer is no log: {"id":"nonsense"}',
  });
  assert.deepEqual(log, ["7-1"]);
});

Deno.test("passes over kinds of events that it does not know", async () => {
  const environment = handDriven();
  const { log, follower } = following(environment);
  await live(environment, hello(0, 1), { event: "weather", sky: "blue" }, line(1));
  assert.deepEqual(log, ["7-1"]);
  assert.equal(follower.state.kind, "live");
  follower.stop();
});

Deno.test("gives up on a server that does not answer, and tries again", async () => {
  const environment = handDriven();
  const { follower, states } = following(environment);
  await environment.advance(61_000);
  assert.equal(environment.requests.length, 2);
  assert.ok(environment.requests[0].signal.aborted);
  assert.equal(states.length, 3);
  follower.stop();
});

Deno.test("does not look live when what it calls throws", async () => {
  const environment = handDriven();
  const states: FollowState[] = [];
  follow({ address: "/logs/stream", whole: true }, {
    state: (state) => states.push(state),
    lines: () => {
      throw new Error("a mistake in the page");
    },
    gap: () => undefined,
  }, environment);
  await live(environment, hello(0, 1), line(1));
  assert.deepEqual(states.at(-1), {
    kind: "failed",
    status: 0,
    detail: "a mistake in the page",
  });
});

Deno.test("tells nothing after it was stopped, at whatever moment", async () => {
  for (let moment = 0; moment < 4; moment++) {
    const environment = handDriven();
    const { log, states, follower } = following(environment);
    const steps = [
      () => environment.request.stream(),
      () => environment.request.send(ndjson(hello(0, 2), line(1))),
      () => environment.request.cut(),
    ];
    for (const step of steps.slice(0, moment)) {
      step();
      await environment.settle();
    }
    follower.stop();
    const told = [states.length, log.length];
    environment.request.send(ndjson(line(2)));
    await environment.advance(120_000);
    assert.deepEqual([states.length, log.length], told);
    assert.deepEqual(states.at(-1), { kind: "stopped" });
    assert.equal(environment.requests.length, 1);
  }
});

Deno.test("hands on the whole sequence once, however the connection is cut", async () => {
  for (let seed = 1; seed <= 60; seed++) {
    const random = seeded(seed);
    const environment = handDriven(random);
    const { log, follower } = following(environment);
    let written = below(40, random);
    let oldest = 1;
    const expected: string[] = [];
    let next = 1;
    for (let connections = 0; connections < 12; connections++) {
      const request = environment.request;
      const after = Number(request.url.searchParams.get("after")?.split("-")[1] ?? 0);
      assert.equal(after, next - 1, `seed ${seed}`);
      oldest = Math.max(oldest, below(4, random) === 0 ? after + below(6, random) : 1);
      oldest = Math.min(oldest, written + 1);
      const missing = after + 1 < oldest;
      const begin = missing ? oldest : after + 1;
      const all = ndjson(
        hello(begin - 1, written, { gapFollows: missing }),
        ...(missing ? [gap(after + 1, oldest - 1)] : []),
        ...lines(Math.max(1, begin - (missing ? 0 : below(3, random))), written),
      );
      request.stream();
      const sent = connections === 11 ? all.length : below(all.length + 1, random);
      for (let from = 0; from < sent;) {
        const to = Math.min(sent, from + 1 + below(400, random));
        request.send(all.slice(from, to));
        from = to;
      }
      await environment.settle();
      next = Number(follower.after?.split("-")[1] ?? 0) + 1;
      if (connections < 11) {
        request[random() < 0.5 ? "cut" : "close"]();
        written += below(30, random);
        await environment.settle();
        follower.wake();
      }
    }
    for (const entry of log) {
      const numbers = /^gap 7-(\d+) to 7-(\d+)/.exec(entry);
      const [first, last] = numbers === null
        ? [entry, entry].map((id) => Number(id.split("-")[1]))
        : [Number(numbers[1]), Number(numbers[2])];
      for (let n = first; n <= last; n++) {
        expected.push(`7-${n}`);
      }
    }
    assert.deepEqual(expected, lines(1, written).map((one) => one.id), `seed ${seed}: ${log}`);
    follower.stop();
  }
});
