import type { LogLine } from "../../../main/web/log/event.ts";
import type { FollowState } from "../../../main/web/log/follow-state.ts";
import type { Entry } from "../../../main/web/log/history.ts";
import { listen } from "../../../main/web/log/listening.ts";
import { place } from "../../../main/web/log/place.ts";
import type { Report } from "../../../main/web/log/report.ts";
import assert from "assert";
import { type HandDriven, handDriven } from "./hand-driven.ts";
import { answer } from "./history-server.ts";
import { end, gap, hello, line, lines, ndjson } from "./samples.ts";

function listening(driven: HandDriven, after?: string) {
  const at = place(true, after);
  const told: string[] = [];
  const states: FollowState[] = [];
  const takeOne = (entry: Entry) => {
    if (entry.event === "gap") {
      at.gap(entry);
      told.push(`gap ${entry.first} to ${entry.last}: ${entry.reason}`);
    } else if (at.line(entry.id).isNew) {
      told.push(entry.id);
    }
  };
  const follower = listen({
    address: "/logs",
    at,
    take(entries, to) {
      entries.forEach(takeOne);
      if (to !== undefined) {
        at.passed(to);
      }
    },
    state: (state) => states.push(state),
  }, driven);
  return { at, told, states, hear: follower.hear, retry: follower.retry, close: follower.close };
}

const report = (from: string | undefined, to: string | undefined, entries: readonly Entry[] = []): Report => ({
  from,
  to,
  entries,
  state: { kind: "live" },
});

const ids = (some: readonly LogLine[]) => some.map((one) => one.id);

Deno.test("takes what goes on from where it is, and of what overlaps the rest", () => {
  const { told, hear, at, states } = listening(handDriven(), "7-2");
  hear(report("7-2", "7-4", lines(3, 4)));
  hear(report("7-1", "7-3", lines(2, 3)));
  hear(report("7-3", "7-6", lines(4, 6)));
  hear(report("7-6", "7-9"));
  assert.deepEqual(told, ids(lines(3, 6)));
  assert.equal(at.after, "7-9");
  assert.deepEqual(states.at(-1), { kind: "live" });
});

Deno.test("reads what is before a report, up to it and no further", async () => {
  const driven = handDriven();
  const { told, hear, states } = listening(driven, "7-2");
  hear(report("7-7", "7-8", lines(8, 8)));
  await driven.settle();
  assert.deepEqual(states, [{ kind: "catching-up", remaining: 6 }]);
  assert.equal(driven.request.address, "/logs?after=7-2&before=7-8&limit=1000");
  hear(report("7-8", "7-9", lines(9, 9)));
  answer(driven.request, { first: 1, last: 9 });
  await driven.settle();
  assert.deepEqual(told, ids(lines(3, 9)));
  assert.equal(driven.requests.length, 1);
});

Deno.test("misses of a gap only what it has not had", async () => {
  const driven = handDriven();
  const { told, hear } = listening(driven, "7-8");
  hear(report("7-2", "7-12", [gap(3, 12)]));
  await driven.settle();
  assert.equal(driven.request.address, "/logs?after=7-8&before=7-13&limit=1000");
  answer(driven.request, { first: 11, last: 14 });
  await driven.settle();
  assert.deepEqual(told, ["gap 7-9 to 7-10: evicted", "7-11", "7-12"]);
});

Deno.test("goes with the others to another incarnation of the log", async () => {
  const driven = handDriven();
  const { told, hear, at } = listening(driven, "7-2");
  const restarted = gap(6, 6, { after: "8-0", last: null, count: null, reason: "restarted" });
  hear(report("7-5", "8-0", [restarted]));
  hear(report("8-0", "8-1", [line(1, "other", 8)]));
  await driven.settle();
  driven.request.stream();
  driven.request.send(ndjson(
    hello(0, 0, { after: "8-0", gapFollows: true }),
    gap(3, 5, { after: "8-0", reason: "restarted" }),
    end(),
  ));
  await driven.settle();
  assert.deepEqual(told, ["gap 7-3 to 7-5: restarted", "8-1"]);
  assert.equal(at.after, "8-1");
  assert.equal(driven.requests.length, 1);
});

Deno.test("takes the lines of an incarnation that only the one with the connection still has", async () => {
  const driven = handDriven();
  const { told, hear, at } = listening(driven, "7-2");
  hear(report("7-5", "7-6", lines(6, 6)));
  await driven.settle();
  driven.request.stream();
  driven.request.send(ndjson(
    hello(0, 0, { after: "8-0", gapFollows: true }),
    gap(3, 5, { after: "8-0", reason: "restarted" }),
    end(),
  ));
  await driven.settle();
  hear(report("7-6", "7-7", lines(7, 7)));
  assert.deepEqual(told, ["gap 7-3 to 7-5: restarted", "7-6", "7-7"]);
  assert.equal(at.after, "7-7");
});

Deno.test("goes back with a log that has lost its last lines", async () => {
  const driven = handDriven();
  const { told, hear, at } = listening(driven, "7-95");
  const unknown = (from: number) => gap(from, 100, { after: "7-90", reason: "unknown" });
  hear(report("7-100", "7-90", [unknown(91)]));
  hear(report("7-90", "7-91", lines(91, 91)));
  await driven.settle();
  assert.equal(driven.request.address, "/logs?after=7-95&before=7-91&limit=1000");
  driven.request.stream();
  driven.request.send(
    ndjson(hello(90, 91, { gapFollows: true }), gap(91, 95, { after: "7-90", reason: "unknown" }), end()),
  );
  await driven.settle();
  assert.deepEqual(told, ["gap 7-91 to 7-95: unknown", "7-91"]);
  assert.equal(at.after, "7-91");
});

Deno.test("does not ask for ever where a log does not go on", async () => {
  const driven = handDriven();
  const { hear, states } = listening(driven, "7-2000");
  hear(report("7-3000", "7-3001", lines(3001, 3001)));
  await driven.settle();
  driven.request.stream();
  driven.request.send(ndjson(hello(0, 3001), ...lines(1, 1000), end()));
  await driven.settle();
  assert.equal(states.at(-1)?.kind, "failed");
  assert.equal(driven.requests.length, 1);
});

Deno.test("gives up on an answer that does not come, and asks again, at once where it is told to", async () => {
  const driven = handDriven(() => 0.5);
  const { hear, retry, states, told } = listening(driven, "7-2");
  hear(report("7-3", "7-4", lines(4, 4)));
  await driven.advance(60_000);
  assert.equal(states.at(-1)?.kind, "reconnecting");
  assert.ok(driven.request.signal.aborted);
  retry();
  await driven.settle();
  assert.equal(driven.requests.length, 2);
  answer(driven.request, { first: 1, last: 4 });
  await driven.settle();
  assert.deepEqual(told, ["7-3", "7-4"]);
});

Deno.test("is silent once it is closed", async () => {
  const driven = handDriven();
  const { hear, close, states, told } = listening(driven, "7-2");
  hear(report("7-3", "7-4", lines(4, 4)));
  await driven.settle();
  close();
  await driven.advance(120_000);
  assert.deepEqual(told, []);
  assert.equal(states.length, 1);
  assert.ok(driven.request.signal.aborted);
  const other = listening(driven, "7-2");
  other.close();
  other.hear(report("7-2", "7-3", lines(3, 3)));
  assert.deepEqual(other.told, []);
});
