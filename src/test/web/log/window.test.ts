import assert from "assert";
import { lineWindow, type WindowOptions } from "../../../main/web/log/window.ts";
import { type HandDriven, handDriven } from "./hand-driven.ts";
import { answer, type Log } from "./history-server.ts";
import { below, seeded } from "./random.ts";
import { gap, line, lines, ndjson } from "./samples.ts";

function windowOf(environment: HandDriven, options: Partial<WindowOptions> = {}) {
  const changes: string[] = [];
  const failures: string[] = [];
  const window = lineWindow({ address: "/runs/1/logs", epoch: 7, first: 1, last: 1_000_000, ...options }, {
    changed: (from, to) => changes.push(`${from}-${to}`),
    failed: (from, to, error) => failures.push(`${from}-${to}: ${error.message}`),
  }, environment);
  return { window, changes, failures };
}

/** Answers all that was asked and not answered or aborted yet. */
async function serve(environment: HandDriven, log: Log, answered = new Set<unknown>()): Promise<void> {
  for (const request of environment.requests) {
    if (!answered.has(request) && !request.signal.aborted) {
      answered.add(request);
      answer(request, log);
    }
  }
  await environment.settle();
}

const numberOf = (id: string | undefined) => Number(id?.split("-")[1]);

Deno.test("loads the page of a line in the middle of a million", async () => {
  const environment = handDriven();
  const { window, changes } = windowOf(environment);
  assert.equal(window.line(500_250), undefined);
  window.want(500_200, 500_260);
  assert.equal(environment.requests.length, 1);
  assert.equal(environment.request.address, "/runs/1/logs?after=7-500000&limit=500");
  await serve(environment, { first: 1, last: 1_000_000 });
  assert.deepEqual(changes, ["500001-500500"]);
  assert.deepEqual(window.line(500_250), line(500_250));
  assert.equal(window.line(500_501), undefined);
  window.want(500_200, 500_260);
  assert.equal(environment.requests.length, 1);
});

Deno.test("asks for two pages at once at the most, and aborts what nobody wants any more", async () => {
  const environment = handDriven();
  const { window } = windowOf(environment);
  window.want(1, 2_000);
  assert.equal(environment.requests.length, 2);
  window.want(400_001, 400_600);
  assert.deepEqual(environment.requests.map((request) => request.signal.aborted), [true, true, false, false]);
  await serve(environment, { first: 1, last: 1_000_000 });
  assert.equal(window.line(1), undefined);
  assert.equal(numberOf((window.line(400_600) as { id?: string }).id), 400_600);
});

Deno.test("tries again by itself, longer each time, only while it is wanted", async () => {
  const environment = handDriven();
  const { window, failures } = windowOf(environment);
  window.want(1, 10);
  environment.request.refuse("reset");
  await environment.advance(499);
  assert.equal(environment.requests.length, 1);
  window.want(1, 10);
  assert.equal(environment.requests.length, 1, "a failed page waits, however often it is drawn");
  await environment.advance(1);
  assert.equal(environment.requests.length, 2);
  environment.request.stream();
  environment.request.send(ndjson(line(1)));
  environment.request.close();
  await environment.settle();
  assert.deepEqual(failures, ["1-500: reset", "1-500: the answer was cut"]);
  assert.equal(window.line(1), undefined, "what was cut is not taken for the whole");
  window.want(900, 910);
  await environment.advance(60_000);
  assert.equal(environment.requests.filter((request) => request.url.searchParams.get("after") === "7-0").length, 2);
});

Deno.test("does not ask again what was refused, until it is told to", async () => {
  const environment = handDriven();
  const { window, failures } = windowOf(environment);
  window.want(1, 10);
  environment.request.answer(new Response('{"detail":"no such run"}', { status: 404 }));
  await environment.advance(120_000);
  window.want(1, 10);
  assert.deepEqual(failures, ["1-500: no such run"]);
  assert.equal(environment.requests.length, 1);
  window.retry();
  assert.equal(environment.requests.length, 2);
});

Deno.test("asks for nothing once it is closed", async () => {
  const environment = handDriven();
  const { window, failures } = windowOf(environment);
  const { close } = window;
  window.want(1, 1_000);
  environment.requests[0].refuse("reset");
  await environment.settle();
  close();
  assert.ok(environment.requests[1].signal.aborted);
  window.want(1, 5_000);
  await environment.advance(60_000);
  assert.equal(environment.requests.length, 2);
  assert.deepEqual(failures, ["1-500: reset"]);
});

Deno.test("takes live lines, and loads what is missing between them and history", async () => {
  const environment = handDriven();
  const { window, changes } = windowOf(environment, { last: 0 });
  window.append(lines(1, 3));
  window.append(lines(7, 8));
  assert.deepEqual(changes, ["1-3", "7-8"]);
  assert.equal(window.last, 8);
  window.want(1, 8);
  assert.equal(environment.request.address, "/runs/1/logs?after=7-3&limit=5");
  await serve(environment, { first: 1, last: 8 });
  assert.deepEqual(Array.from({ length: 8 }, (_, i) => window.line(i + 1)), lines(1, 8));
});

Deno.test("shows a gap where lines are missing for good, and begins later where the oldest have gone", async () => {
  const environment = handDriven();
  const { window } = windowOf(environment, { last: 1000 });
  const missing = gap(600, 610);
  window.append(lines(590, 599));
  window.gap(missing);
  window.append(lines(611, 620));
  assert.deepEqual(window.line(605), missing);
  window.want(1, 100);
  await serve(environment, { first: 50, last: 1000 });
  assert.equal(window.first, 50);
  assert.deepEqual(window.line(50), line(50));
});

Deno.test("does not ask for ever for lines that the server leaves out", async () => {
  const environment = handDriven();
  const { window } = windowOf(environment, { last: 100 });
  window.want(1, 100);
  await serve(environment, { first: 1, last: 100, passes: (n) => n < 10 || n > 20 });
  const entry = window.line(15);
  assert.equal(entry?.event === "gap" && `${entry.first} ${entry.last} ${entry.reason}`, "7-10 7-20 unexplained");
  window.want(1, 100);
  assert.equal(environment.requests.length, 1);
});

Deno.test("begins anew with another incarnation of the log", () => {
  const environment = handDriven();
  const { window, changes } = windowOf(environment);
  window.want(1, 10);
  window.append([line(3), line(4, "other", 8), line(5, "other", 8)]);
  assert.equal(window.epoch, 8);
  assert.deepEqual([window.first, window.last], [4, 5]);
  assert.equal(window.line(3), undefined);
  assert.deepEqual(changes, ["4-5"]);
  assert.ok(environment.request.signal.aborted);
});

Deno.test("holds no more than it may while it follows, and keeps what is looked at", async () => {
  const environment = handDriven();
  const { window } = windowOf(environment, { maxLines: 3_000, last: 1_000 });
  window.want(1, 600);
  await serve(environment, { first: 1, last: 1_000 });
  for (let n = 1_001; n <= 100_000; n += 100) {
    window.append(lines(n, n + 99));
  }
  let held = 0;
  for (let n = 1; n <= 100_000; n++) {
    held += window.line(n) === undefined ? 0 : 1;
  }
  assert.ok(held <= 3_000, `${held}`);
  assert.deepEqual(window.line(1), line(1));
  assert.deepEqual(window.line(100_000), line(100_000));
  assert.equal(window.line(50_000), undefined);
});

Deno.test("is bounded by characters too", () => {
  const { window } = windowOf(handDriven(), { last: 0, maxCharacters: 2_000_000 });
  for (let n = 1; n <= 5_000; n++) {
    window.append([line(n, "x".repeat(1_000))]);
  }
  let held = 0;
  for (let n = 1; n <= 5_000; n++) {
    held += window.line(n) === undefined ? 0 : 1;
  }
  assert.ok(held <= 2_000_000 / 1_000 && held >= 500, `${held}`);
});

Deno.test("gives each line its own text, wherever one scrolls while the log grows", async () => {
  for (let seed = 1; seed <= 8; seed++) {
    const random = seeded(seed);
    const environment = handDriven(random);
    let last = 3_000;
    const { window } = windowOf(environment, { last, maxLines: 2_500 });
    const answered = new Set<unknown>();
    for (let step = 0; step < 40; step++) {
      const from = 1 + below(last, random);
      const to = Math.min(last, from + below(300, random));
      window.want(from, to);
      if (random() < 0.3) {
        const more = 1 + below(400, random);
        window.append(lines(last + 1, last + more));
        last += more;
      }
      if (random() < 0.2) {
        environment.request?.cut();
        await environment.advance(30_000);
      }
      if (random() < 0.8) {
        // A page may have become complete by what was asked before.
        for (let again = 0; again < 3; again++) {
          await serve(environment, { first: 1, last }, answered);
        }
        window.want(from, to);
        await environment.advance(30_000);
        await serve(environment, { first: 1, last }, answered);
        for (let n = from; n <= to; n++) {
          const entry = window.line(n);
          assert.equal(entry?.event === undefined && entry?.id, `7-${n}`, `seed ${seed} step ${step}`);
        }
      }
    }
    window.close();
  }
});
