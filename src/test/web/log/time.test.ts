import assert from "assert";
import { formatAgo, formatDuration, formatTime } from "../../../main/web/log/time.ts";

const timestamp = "2026-11-21T09:34:06.123456Z";
const millis = Date.parse(timestamp);

Deno.test("shows a time in UTC, here, and as how long ago", () => {
  assert.equal(formatTime(timestamp, "utc", 0), "2026-11-21 09:34:06.123456");
  assert.equal(formatTime("2026-11-21T09:34:06Z", "utc", 0), "2026-11-21 09:34:06.000000");
  assert.equal(formatTime(timestamp, "relative", millis + 12_400), "12 s ago");
  const local = formatTime(timestamp, "local", 0);
  const shown = new Date(local.slice(0, 19).replace(" ", "T"));
  assert.equal(shown.getTime(), Math.floor(millis / 1000) * 1000);
  assert.equal(local.slice(19), ".123456");
});

Deno.test("returns what is no time as it is", () => {
  for (const text of ["", "yesterday", "2026-13-45T99:99:99Z", "2026-11-21"]) {
    assert.equal(formatTime(text, "local", 0), text);
  }
});

Deno.test("tells how long ago in the largest unit", () => {
  assert.deepEqual([0, -900, 1_000, 59_999, 60_000, 7_200_000, 200_000_000, -3_000, NaN].map(formatAgo), [
    "just now",
    "just now",
    "1 s ago",
    "59 s ago",
    "1 min ago",
    "2 h ago",
    "2 d ago",
    "in 3 s",
    "",
  ]);
});

Deno.test("tells a duration in its two largest units", () => {
  const cases: [number, string][] = [
    [0, "0 ms"],
    [999.9, "999 ms"],
    [1_000, "1.0 s"],
    [1_590, "1.5 s"],
    [10_000, "10 s"],
    [60_000, "1 min"],
    [123_456, "2 min 3 s"],
    [3_600_000, "1 h"],
    [3_900_000, "1 h 5 min"],
    [3_605_000, "1 h"],
    [273_600_000, "3 d 4 h"],
    [-5, "0 ms"],
    [NaN, "0 ms"],
    [Infinity, "0 ms"],
  ];
  for (const [duration, text] of cases) {
    assert.equal(formatDuration(duration), text);
  }
});
