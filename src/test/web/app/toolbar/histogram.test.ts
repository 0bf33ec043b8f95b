import { deepEqual, equal } from "assert";
import { barsOf } from "../../../../main/web/app/toolbar/bars.ts";
import { EMPTY, type Histogram, readHistogram, totalOf } from "../../../../main/web/app/toolbar/histogram.ts";
import {
  countsText,
  endsText,
  slotText,
  summaryText,
  timeText,
} from "../../../../main/web/app/toolbar/histogram-text.ts";
import {
  bucketFrom,
  bucketIn,
  leftOf,
  nextSlot,
  scaleOf,
  slotAt,
  slotOf,
  timeOf,
} from "../../../../main/web/app/toolbar/scale.ts";
import { bandOf, rangeBetween } from "../../../../main/web/app/toolbar/time-range.ts";

const begin = Date.parse("2026-11-21T09:00:00Z");
const iso = (seconds: number) => new Date(begin + seconds * 1_000).toISOString();

/** A hundred slots of 5 s; lines in the slots 0, 10 and 99. */
const answer = {
  from: "2026-11-21T09:00:00Z",
  until: iso(500),
  step: "PT5S",
  lines: 104,
  first: "7-1",
  last: "7-104",
  buckets: [
    { at: iso(0), first: "7-1", levels: { INFO: 50, DEBUG: 50 } },
    { at: iso(50), first: "7-101", levels: { ERROR: 1 } },
    { at: iso(495), first: "7-102", levels: { WARN: 1, INFO: 2 } },
  ],
};
const histogram = readHistogram(answer) as Histogram;
const scale = scaleOf(histogram, 1_000);

Deno.test("reads the server's answer, and nothing else", () => {
  equal(histogram.step, 5_000);
  deepEqual(histogram.buckets[0], { at: begin, first: "7-1", lines: 100, levels: { DEBUG: 50, INFO: 50 } });
  deepEqual(totalOf(histogram), { DEBUG: 50, INFO: 52, WARN: 1, ERROR: 1 });
  const empty = { from: null, until: null, step: null, lines: 0, first: null, last: null, buckets: [] };
  equal(readHistogram(empty), EMPTY);
  const bad = [null, [], {}, { ...answer, step: "5" }, { ...answer, until: answer.from }, { ...answer, buckets: [{}] }];
  deepEqual(bad.map(readHistogram), bad.map(() => undefined));
});

Deno.test("times are in slots over the whole width", () => {
  equal(scale.slots, 100);
  deepEqual([-5, 0, 9.9, 10, 999, 1_500].map((x) => slotAt(scale, x)), [0, 0, 0, 1, 99, 99]);
  equal(leftOf(scale, 10), 100);
  equal(timeOf(scale, 10), begin + 50_000);
  deepEqual(histogram.buckets.map((bucket) => slotOf(scale, bucket)), [0, 10, 99]);
});

Deno.test("a log that has only begun is at the right end", () => {
  const young = scaleOf({ ...histogram, until: begin + 5_000, buckets: histogram.buckets.slice(0, 1) }, 600);
  equal(young.slots, 60);
  equal(slotOf(young, histogram.buckets[0]), 59);
  equal(timeOf(young, 60), begin + 5_000);
});

Deno.test("finds the bucket that is meant", () => {
  equal(bucketIn(histogram, scale, 10)?.first, "7-101");
  equal(bucketIn(histogram, scale, 11), undefined);
  deepEqual([0, 1, 11, 99].map((slot) => bucketFrom(histogram, scale, slot)?.first), [
    "7-1",
    "7-101",
    "7-102",
    "7-102",
  ]);
  equal(bucketFrom(histogram, scale, 100)?.first, "7-102");
  equal(bucketFrom(EMPTY, scale, 0), undefined);
  deepEqual([nextSlot(histogram, scale, 0, 1), nextSlot(histogram, scale, 10, -1)], [10, 0]);
  deepEqual([nextSlot(histogram, scale, 99, 1), nextSlot(histogram, scale, 0, -1)], [99, 0]);
  deepEqual([nextSlot(histogram, scale, 100, -1), nextSlot(histogram, scale, -1, 1)], [99, 0]);
  equal(nextSlot(EMPTY, scale, 5, 1), 5);
});

Deno.test("the worst level is at the bottom, and one line among many is seen", () => {
  const bars = barsOf(histogram, scale, 48);
  const first = bars.filter(({ left }) => left === 0);
  deepEqual(first.map(({ level, top, height }) => [level, top, height]), [["INFO", 24, 24], ["DEBUG", 0, 24]]);
  deepEqual(bars.filter(({ left }) => left === 100), [{ level: "ERROR", left: 100, width: 9, top: 46, height: 2 }]);
  deepEqual(bars.filter(({ left }) => left === 990).map(({ level }) => level), ["WARN"]);
  for (const { top, height } of bars) {
    equal(top >= 0 && top + height <= 48, true);
  }
});

Deno.test("a drag selects its slots and all between them, whichever way it went", () => {
  const range = { since: iso(50), until: iso(105) };
  deepEqual(rangeBetween(scale, 10, 20, true), range);
  deepEqual(rangeBetween(scale, 20, 10, true), range);
  deepEqual(rangeBetween(scale, 10, 99, true), { since: iso(50), until: undefined });
  deepEqual(rangeBetween(scale, 10, 99, false), { since: iso(50), until: iso(500) });
});

Deno.test("a range is a band, as far as it is on the screen", () => {
  const now = begin + 500_000;
  deepEqual(bandOf({ since: iso(50), until: iso(105) }, scale, now), { left: 100, right: 210 });
  deepEqual(bandOf({ since: "100s" }, scale, now), { left: 800, right: 1_000 });
  deepEqual(bandOf({ since: "100" }, scale, now), { left: 800, right: 1_000 });
  deepEqual(bandOf({ since: iso(-60), until: iso(50) }, scale, now), { left: 0, right: 100 });
  deepEqual(bandOf({ until: iso(-60) }, scale, now), { left: 0, right: 0 });
  equal(bandOf({}, scale, now), undefined);
  equal(bandOf({ since: "nonsense" }, scale, now), undefined);
});

Deno.test("texts say as much of a time as a slot can tell apart", () => {
  equal(timeText(begin, 60_000, "utc", 0), "2026-11-21 09:00");
  equal(timeText(begin, 5_000, "utc", 0), "2026-11-21 09:00:00");
  equal(timeText(begin + 20, 10, "utc", 0), "2026-11-21 09:00:00.020");
  equal(timeText(begin, 5_000, "relative", begin + 330_000), "5 min 30 s ago");
  equal(slotText(scale, 10, "utc", 0), "09:00:50 – 09:00:55");
  equal(slotText(scale, 10, "relative", begin + 80_000), "30 s ago (5.0 s)");
  deepEqual(endsText(scale, "utc", 0), ["2026-11-21 09:00:00", "09:08:20"]);
  const overnight = { ...scale, from: Date.parse("2026-11-21T23:59:55Z") };
  equal(slotText(overnight, 0, "utc", 0), "2026-11-21 23:59:55 – 2026-11-22 00:00:00");
  equal(countsText(histogram.buckets[2].levels), "1 WARN, 2 INFO");
  equal(countsText(undefined), "no lines");
  equal(summaryText(histogram), "104 lines: 1 ERROR, 1 WARN, 52 INFO, 50 DEBUG");
  equal(summaryText(EMPTY), "no lines");
});
