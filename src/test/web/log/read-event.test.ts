import assert from "assert";
import { readEvent } from "../../../main/web/log/read-event.ts";
import { below, seeded } from "./random.ts";
import { end, gap, heartbeat, hello, line } from "./samples.ts";

const thrown = {
  exceptionType: "java.io.IOException",
  message: null,
  frames: [{ class: "A", method: "b", line: 3 }, { class: "C", method: "d" }],
  suppressed: [{ exceptionType: "S", frames: [] }],
  causedBy: { exception: { exceptionType: "T", message: "t", frames: [] } },
};
const events: Record<string, unknown>[] = [
  { ...line(1) },
  {
    ...line(2),
    loggerClassName: "L",
    mdc: { request_id: "r" },
    ansi: [{ start: 0, end: 2, style: "bold red" }],
    exception: thrown,
  },
  { ...hello(1, 2) },
  { ...gap(1, 2) },
  { ...gap(1, 2, { last: null, count: null }) },
  heartbeat(3),
  { event: "reconnect", after: "7-3", delay: 100, message: "bye" },
  end(),
  { ...end("limited"), after: "7-500" },
  { ...end("failed"), run: "r", operation: "demo", lines: 3, outcome: { kind: "exited" }, durationMillis: 10 },
];

Deno.test("takes everything that the server sends, and what newer servers add to it", () => {
  for (const event of events) {
    assert.equal(readEvent(event), event);
    const newer = { ...event, tomorrow: [1] };
    assert.equal(readEvent(newer), newer);
  }
  assert.equal(readEvent({ event: "tomorrow" }), "unknown");
  assert.equal(readEvent({ event: "constructor" }), "unknown");
});

Deno.test("takes nothing of which a member has another type", () => {
  const wrong: unknown[] = [[], {}, () => 0, Symbol.iterator, NaN];
  for (const event of events) {
    for (const name of Object.keys(event).filter((key) => key !== "event")) {
      for (const value of wrong) {
        const plainObject = typeof value === "object" && !Array.isArray(value);
        const fits = ((name === "mdc" || name === "outcome") && plainObject) ||
          (name === "ansi" && Array.isArray(value));
        assert.equal(readEvent({ ...event, [name]: value }) === undefined, !fits, `${name}: ${String(value)}`);
      }
    }
  }
  assert.equal(readEvent({ ...line(1), level: "LOUD" }), undefined);
  assert.equal(readEvent({ ...line(1), id: "7-1\n" }), undefined);
  assert.equal(readEvent({ ...line(1), mdc: { a: 1 } }), undefined);
  assert.equal(readEvent({ ...line(1), ansi: [{ start: -1, end: 2, style: "" }] }), undefined);
  assert.equal(readEvent({ ...line(1), exception: { exceptionType: "T" } }), undefined);
});

Deno.test("never fails, whatever it gets", () => {
  const random = seeded(1);
  const parts: unknown[] = [null, undefined, true, 0, -1, "", "7-1", [], {}, "hello", "gap", "end"];
  const names = ["event", "id", "after", "first", "last", "count", "message", "exception", "__proto__"];
  for (let i = 0; i < 10_000; i++) {
    const value: Record<string, unknown> = {};
    for (let members = below(6, random); members > 0; members--) {
      value[names[below(names.length, random)]] = parts[below(parts.length, random)];
    }
    readEvent(value);
  }
  for (const part of parts) {
    assert.equal(readEvent(part), undefined);
  }
});

Deno.test("does not follow causes without end", () => {
  let deep: unknown = { exceptionType: "T", frames: [] };
  for (let i = 0; i < 10_000; i++) {
    deep = { exceptionType: "T", frames: [], causedBy: { exception: deep } };
  }
  assert.equal(readEvent({ ...line(1), exception: deep }), undefined);
});
