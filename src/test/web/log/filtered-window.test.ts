import assert from "assert";
import { filteredWindow } from "../../../main/web/log/filtered-window.ts";
import type { Gap } from "../../../main/web/log/event.ts";
import type { Entry } from "../../../main/web/log/history.ts";
import { type HandDriven, handDriven } from "./hand-driven.ts";
import { answer, type Log } from "./history-server.ts";
import { gap, line } from "./samples.ts";

function windowOf(environment: HandDriven, maxEntries?: number) {
  const changes: number[] = [];
  const failures: string[] = [];
  const window = filteredWindow({ address: "/logs?level=WARN", maxEntries }, {
    changed: (before) => changes.push(before),
    failed: (end, error) => failures.push(`${end}: ${error.message}`),
  }, environment);
  const ids = () => window.entries.map(idOf);
  return { window, changes, failures, ids };
}

const idOf = (entry: Entry) => entry.event === "gap" ? `gap ${entry.first}` : entry.id;
const tenth = (n: number) => n % 10 === 0;
const tenths = (from: number, to: number) =>
  Array.from({ length: (to - from) / 10 + 1 }, (_, i) => `7-${from + 10 * i}`);
const log: Log = { first: 1, last: 100_000, passes: tenth };

async function serve(environment: HandDriven, of: Log = log, from = 0): Promise<void> {
  for (const request of environment.requests.slice(from)) {
    answer(request, of);
  }
  await environment.settle();
}

Deno.test("appends live lines, and grows back in time from the first of them", async () => {
  const environment = handDriven();
  const { window, changes, ids } = windowOf(environment);
  window.append([line(99_990), line(100_000)]);
  assert.ok(window.isAtEnd("newer"));
  window.grow("older");
  assert.equal(environment.request.address, "/logs?level=WARN&before=7-99990&tail=500");
  await serve(environment);
  assert.deepEqual(ids(), tenths(94_990, 100_000));
  assert.deepEqual(changes, [0, 500]);
  assert.equal(window.isAtEnd("older"), false);
});

Deno.test("knows when there is nothing older", async () => {
  const environment = handDriven();
  const { window, ids } = windowOf(environment);
  window.append([line(60)]);
  window.grow("older");
  await serve(environment);
  assert.deepEqual(ids(), tenths(10, 60));
  assert.ok(window.isAtEnd("older"));
  window.grow("older");
  assert.equal(environment.requests.length, 1);
});

Deno.test("opens around a line, that line among the newer ones", async () => {
  const environment = handDriven();
  const { window, ids } = windowOf(environment);
  window.show("7-50000");
  assert.deepEqual(environment.requests.map((request) => request.address), [
    "/logs?level=WARN&before=7-50000&tail=500",
    "/logs?level=WARN&after=7-49999&limit=500",
  ]);
  await serve(environment);
  assert.deepEqual(ids(), tenths(45_000, 54_990));
  assert.equal(window.isAtEnd("newer"), false);
});

Deno.test("counts live lines while it is elsewhere, and comes back to the newest", async () => {
  const environment = handDriven();
  const { window, ids } = windowOf(environment);
  window.show("7-50000");
  await serve(environment);
  window.append([line(100_010), line(100_020)]);
  assert.equal(window.unseen, 2);
  assert.equal(ids().at(-1), "7-54990");
  window.show();
  // Comes live while history is on its way, and is in it too.
  window.append([line(100_030)]);
  await serve(environment, { ...log, last: 100_030 }, 2);
  assert.deepEqual(ids(), tenths(95_040, 100_030));
  assert.equal(window.unseen, 0);
});

Deno.test("grows on to the newest without a line twice or left out", async () => {
  const environment = handDriven();
  const { window, ids } = windowOf(environment);
  window.show("7-99000");
  await serve(environment);
  assert.ok(window.isAtEnd("newer"), "the newer ones were fewer than asked for");
  for (const isInHistory of [true, false]) {
    let served = environment.requests.length;
    window.show("7-90000");
    await serve(environment, log, served);
    for (let last = 100_000; !window.isAtEnd("newer"); last += 20) {
      served = environment.requests.length;
      window.grow("newer");
      // Comes live while history is on its way, which has it too or not.
      window.append([line(last + 10)]);
      await serve(environment, { ...log, last: isInHistory ? last + 10 : last }, served);
      window.append([line(last + 20)]);
    }
    const last = Number(ids().at(-1)?.split("-")[1]);
    assert.ok(last > 100_000);
    assert.deepEqual(ids(), tenths(85_000, last));
  }
});

Deno.test("is at an end no more once it has let go there", async () => {
  const environment = handDriven();
  const { window } = windowOf(environment, 1_000);
  window.append([line(1_000)]);
  window.grow("older");
  await serve(environment);
  assert.ok(window.isAtEnd("older"));
  for (let n = 1_010; n <= 11_000; n += 10) {
    window.append([line(n)]);
  }
  assert.equal(window.entries.length, 1_000);
  assert.equal(window.isAtEnd("older"), false);
  window.grow("older");
  await serve(environment, log, 1);
  assert.equal(window.isAtEnd("newer"), false);
  window.append([line(11_010)]);
  assert.equal(window.unseen, 1);
});

Deno.test("lets go at the other end, and says by how many lines the beginning has moved", async () => {
  const environment = handDriven();
  const { window, changes, ids } = windowOf(environment, 1_000);
  window.show("7-50000");
  await serve(environment);
  window.grow("newer");
  await serve(environment, log, 2);
  assert.equal(window.entries.length, 1_000);
  assert.equal(changes.at(-1), -500);
  assert.deepEqual(ids(), tenths(50_000, 59_990));
  window.grow("older");
  await serve(environment, log, 3);
  assert.deepEqual(ids(), tenths(45_000, 54_990));
  assert.equal(window.isAtEnd("newer"), false);
});

Deno.test("has gaps as entries of their own", async () => {
  const environment = handDriven();
  const { window, ids } = windowOf(environment);
  window.append([line(10), gap(11, 15), line(20)]);
  assert.deepEqual(ids(), ["7-10", "gap 7-11", "7-20"]);
  window.show("7-5");
  await serve(environment, { ...log, first: 30 });
  assert.equal(ids()[0], "gap 7-5");
});

Deno.test("says which end cannot be loaded", async () => {
  const environment = handDriven();
  const { window, failures } = windowOf(environment);
  window.show();
  environment.request.answer(new Response('{"detail":"sign in"}', { status: 401 }));
  await environment.settle();
  assert.deepEqual(failures, ["older: sign in"]);
});

Deno.test("of a gap of very many lines the rest stays a gap", async () => {
  const environment = handDriven();
  const { window, ids } = windowOf(environment, 1_000);
  const missing = gap(20, 8_000, { reason: "skipped" });
  window.append([line(10), missing, line(8_010)]);
  const filling = window.fill(missing);
  await serve(environment);
  await filling;
  assert.deepEqual(ids(), [...tenths(10, 5_010), "gap 7-5011", "7-8010"]);
  const rest = window.entries[501] as Gap;
  assert.deepEqual([rest.last, rest.count, rest.reason], ["7-8000", 2_990, "skipped"]);
  const fillingRest = window.fill(rest);
  await serve(environment, log, 1);
  await fillingRest;
  assert.deepEqual(ids(), tenths(10, 8_010));
});
