import { deepEqual, equal, match } from "assert";
import { jumpOf } from "../../../../main/web/app/toolbar/jump.ts";
import { durationOf, momentOf } from "../../../../main/web/app/toolbar/moment.ts";
import { isPermalink, lineRangeOf, permalinkOf } from "../../../../main/web/app/toolbar/permalink.ts";

const latest = Date.parse("2026-11-21T12:00:00Z");
const utc = (text: string) => {
  const moment = momentOf(text, latest, "utc");
  return moment === undefined ? undefined : new Date(moment).toISOString();
};

Deno.test("a time of day is the last one before the log's end", () => {
  equal(utc("09:34"), "2026-11-21T09:34:00.000Z");
  equal(utc("9:34:06.5"), "2026-11-21T09:34:06.500Z");
  equal(utc("12:00:01"), "2026-11-20T12:00:01.000Z");
});

Deno.test("an instant has a zone, and a time without one is in that of the times shown", () => {
  equal(utc("2026-11-21T09:34:06Z"), "2026-11-21T09:34:06.000Z");
  equal(utc("2026-11-21T10:34:06.25+01:00"), "2026-11-21T09:34:06.250Z");
  equal(utc("2026-11-20 23:59"), "2026-11-20T23:59:00.000Z");
  equal(momentOf("2026-11-20 23:59", latest, "local"), new Date(2026, 10, 20, 23, 59).getTime());
  equal(momentOf("09:34", latest, "relative"), momentOf("09:34", latest, "local"));
});

Deno.test("a duration goes back from the log's end", () => {
  for (const text of ["5m", "-5m", "5m ago", "5 min back", "PT5M", "300s"]) {
    equal(utc(text), "2026-11-21T11:55:00.000Z");
  }
  equal(durationOf("1d2h3m4.5s"), 93_784_500);
  equal(durationOf("P1DT2H"), 93_600_000);
  equal(durationOf("PT0.001S"), 1);
  equal(durationOf("250ms"), 250);
  deepEqual(["", "P", "PT", "5", "5x", "m", "s5"].map(durationOf), Array(7).fill(undefined));
});

Deno.test("what is no time is none", () => {
  const texts = [
    "",
    "soon",
    "25:00",
    "9:60",
    "9:34:60",
    "2026-13-01 10:00",
    "2026-11-21",
    "1 2 09:34",
    "2026-11-21T99:34:06Z",
  ];
  deepEqual(texts.map(utc), texts.map(() => undefined));
});

Deno.test("lines are named by their numbers, in either order", () => {
  deepEqual(lineRangeOf("#L123-L140"), { from: 123, to: 140 });
  deepEqual(lineRangeOf("140-123"), { from: 123, to: 140 });
  deepEqual(lineRangeOf("L7"), { from: 7, to: 7 });
  deepEqual(["#L0", "#X1", "", "1-2-3", "-5", "1.5"].map(lineRangeOf), Array(6).fill(undefined));
  equal(permalinkOf({ from: 3, to: 3 }), "#L3");
  equal(permalinkOf({ from: 3, to: 9 }), "#L3-L9");
  deepEqual(["#L3-L9", "#3", "#runs", "#Log"].map(isPermalink), [true, false, false, false]);
});

Deno.test("a jump goes to lines, to a time, or says why not", () => {
  const extent = { first: 10, last: 5_000, latest };
  deepEqual(jumpOf(" 1,234 ", extent, "utc"), { kind: "lines", lines: { from: 1_234, to: 1_234 } });
  deepEqual(jumpOf("4990-6000", extent, "utc"), { kind: "lines", lines: { from: 4_990, to: 6_000 } });
  deepEqual(jumpOf("6000", extent, "utc"), { kind: "nowhere", why: "There are the lines 10 to 5000." });
  deepEqual(jumpOf("9", extent, "utc"), { kind: "nowhere", why: "There are the lines 10 to 5000." });
  equal(jumpOf("6000", { first: undefined, last: undefined, latest }, "utc").kind, "lines");
  deepEqual(jumpOf("5m", extent, "utc"), { kind: "time", instant: "2026-11-21T11:55:00.000Z" });
  const nowhere = jumpOf("somewhere", extent, "utc");
  match(nowhere.kind === "nowhere" ? nowhere.why : "", /09:34/);
  equal(jumpOf("999999d", extent, "utc").kind, "time");
});
