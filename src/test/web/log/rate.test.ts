import assert from "assert";
import { rate } from "../../../main/web/log/rate.ts";

Deno.test("counts what its window holds, and lets go of the rest", () => {
  const lately = rate(10_000);
  assert.deepEqual(lately.at(0), { linesPerSecond: 0, errors: 0 });
  for (let now = 100_000; now < 120_000; now += 100) {
    lately.add(now, 50, now < 105_000 ? 1 : 0);
  }
  assert.deepEqual(lately.at(119_999), { linesPerSecond: 500, errors: 0 });
  lately.add(120_000, 1, 1);
  assert.equal(lately.at(120_000).errors, 1);
  assert.deepEqual(lately.at(140_000), { linesPerSecond: 0, errors: 0 });
});

Deno.test("does not divide the first lines by a window that has not passed", () => {
  const lately = rate(10_000);
  lately.add(50_000, 300, 0);
  assert.equal(lately.at(50_000).linesPerSecond, 300);
  assert.equal(lately.at(53_000).linesPerSecond, 100);
  assert.equal(lately.at(58_000).linesPerSecond, 38);
});

Deno.test("tells slow logs apart", () => {
  const lately = rate(10_000);
  lately.add(0, 1, 0);
  lately.add(9_000, 3, 0);
  assert.equal(lately.at(9_400).linesPerSecond, 0.4);
});
