import assert from "assert";
import type { LogSource } from "../../../main/web/log/source.ts";
import { wholeSource } from "../../../main/web/log/whole-source.ts";
import { type HandDriven, handDriven } from "./hand-driven.ts";
import { answer } from "./history-server.ts";
import { gap, hello, line, lines } from "./samples.ts";

function sourceOf(environment: HandDriven, last: number, oldest = 1): LogSource {
  const extent = hello(last, last, { oldest: `7-${oldest}` });
  return wholeSource("/logs", extent, { changed() {}, reset() {}, failed() {} }, environment);
}

const shown = (source: LogSource) => {
  const out: string[] = [];
  for (let position = source.from; position <= source.to; position++) {
    if (!source.hidden.some(({ from, to }) => from <= position && position <= to)) {
      const entry = source.entry(position);
      out.push(entry === undefined ? "?" : entry.event === "gap" ? `gap ${entry.reason}` : entry.id);
    }
  }
  return out;
};

Deno.test("a line's position is its number", async () => {
  const environment = handDriven();
  const source = sourceOf(environment, 1_000_000);
  source.want(500_001, 500_003);
  answer(environment.request, { first: 1, last: 1_000_000 });
  await environment.settle();

  assert.equal(source.to, 1_000_000);
  assert.equal(source.entry(500_002)?.event, undefined);
  assert.equal(source.numberAt(500_002), 500_002);
  assert.equal(source.positionOf("7-500002"), 500_002);
  assert.equal(source.positionOf("7-2000000"), 1_000_000);
});

Deno.test("a gap is one row, however many lines it is about", () => {
  const source = sourceOf(handDriven(), 0);
  source.lines(lines(1, 2));
  source.gap(gap(3, 1_000, { reason: "skipped" }));
  source.lines(lines(1_001, 1_002));

  assert.deepEqual(shown(source), ["7-1", "7-2", "gap skipped", "7-1001", "7-1002"]);
});

Deno.test("what a gap is about is loaded where history still has it", async () => {
  const environment = handDriven();
  const source = sourceOf(environment, 0);
  const skipped = gap(3, 5, { reason: "skipped" });
  source.lines(lines(1, 2));
  source.gap(skipped);
  source.lines(lines(6, 6));
  source.load(skipped);
  source.want(1, 6);
  answer(environment.request, { first: 1, last: 6 });
  await environment.settle();

  assert.deepEqual(shown(source), ["7-1", "7-2", "7-3", "7-4", "7-5", "7-6"]);
});

Deno.test("lines of the log's earlier incarnation stay in front of the new one", () => {
  const source = sourceOf(handDriven(), 0);
  source.lines(lines(1, 3));
  source.gap(gap(4, 0, { after: "8-0", last: null, count: null, reason: "restarted" }));
  source.lines([line(1, "new", 8), line(2, "new", 8)]);

  assert.deepEqual(shown(source), ["7-1", "7-2", "7-3", "gap restarted", "8-1", "8-2"]);
  assert.equal(source.numberAt(source.to), 2);
  assert.equal(source.numberAt(source.from), 1);
  assert.equal(source.positionOf("8-2"), source.to);
  assert.equal(source.positionOf("7-2"), source.from + 1);
  assert.equal(source.epoch, 8);
  assert.equal(source.idAt(source.to), "8-2");
  assert.equal(source.idAt(source.from), "7-1");
});

Deno.test("of an earlier incarnation only what was in memory stays", () => {
  const source = sourceOf(handDriven(), 100_000);
  source.lines(lines(100_001, 100_002));
  source.gap(gap(100_003, 0, { after: "8-0", last: null, count: null, reason: "restarted" }));
  source.lines([line(1, "new", 8)]);
  source.gap(gap(2, 0, { after: "9-0", last: null, count: null, reason: "restarted" }));
  source.lines([line(1, "newest", 9)]);

  assert.deepEqual(shown(source), ["7-100001", "7-100002", "gap restarted", "8-1", "gap restarted", "9-1"]);
});

Deno.test("a log that begins anew without a word is another incarnation as well", () => {
  const source = sourceOf(handDriven(), 0);
  source.lines([line(1), line(2), line(1, "new", 8)]);

  assert.deepEqual(shown(source), ["7-1", "7-2", "8-1"]);
});
