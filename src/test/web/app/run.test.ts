import { deepEqual, equal } from "assert";
import { durationOf, isGoing, percentOf, readRun, readRuns, shareDone, shortId } from "../../../main/web/app/run.ts";
import { aRun } from "./runs.ts";

Deno.test("a run is read as the server writes it", () => {
  const run = aRun({
    outcome: { kind: "threw", text: "X: y", type: "X", message: "y" },
    progress: { done: 1, total: 2 },
  });
  deepEqual(readRun(JSON.parse(JSON.stringify(run))), run);
  deepEqual(readRuns([run]), [run]);
});

Deno.test("what is no run is not taken for one", () => {
  for (
    const wrong of [
      null,
      [],
      "run",
      { ...aRun(), id: 1 },
      { ...aRun(), state: "bored" },
      { ...aRun(), parameters: { a: 1 } },
      { ...aRun(), requestedBy: undefined },
      { ...aRun(), outcome: { kind: "threw" } },
      { ...aRun(), outcome: { kind: "threw", text: "", message: 1 } },
      { ...aRun(), progress: { done: "1", total: 2 } },
      { ...aRun(), lines: null },
      { ...aRun(), endedAt: 7 },
    ]
  ) {
    equal(readRun(wrong), undefined, JSON.stringify(wrong));
    equal(readRuns([aRun(), wrong]), undefined);
  }
  equal(readRuns({}), undefined);
});

Deno.test("a run goes on while it waits or works", () => {
  equal(isGoing(aRun({ state: "queued" })), true);
  equal(isGoing(aRun({ state: "running" })), true);
  equal(isGoing(aRun({ state: "timed_out" })), false);
});

Deno.test("its duration grows until it ends, and is never negative", () => {
  const now = Date.parse("2026-11-21T09:00:05Z");
  equal(durationOf(aRun(), now), 4_000);
  equal(durationOf(aRun({ endedAt: "2026-11-21T09:00:03Z" }), now), 2_000);
  equal(durationOf(aRun({ startedAt: undefined }), now), undefined);
  equal(durationOf(aRun(), now - 60_000), 0);
});

Deno.test("the share that is done is within its bounds", () => {
  equal(shareDone(aRun()), undefined);
  equal(shareDone(aRun({ progress: { done: 1, total: 4 } })), 0.25);
  equal(shareDone(aRun({ progress: { done: 5, total: 4 } })), 1);
  equal(shareDone(aRun({ progress: { done: 0, total: 0 } })), undefined);
});

Deno.test("an id is told by its end", () => {
  equal(shortId(aRun().id), "c0ffee00");
});

Deno.test("what is not done is not rounded to be done", () => {
  equal(percentOf(aRun({ progress: { done: 999, total: 1000 } })), "99 %");
  equal(percentOf(aRun({ progress: { done: 1000, total: 1000 } })), "100 %");
  equal(percentOf(aRun()), "");
});
