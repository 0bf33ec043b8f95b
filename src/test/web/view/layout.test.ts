import assert from "assert";
import { type Layout, layout } from "../../../main/web/view/layout.ts";

const ROW = 20;

function rowsOf(height: number): Layout {
  const rows = layout();
  rows.setRowHeight(height);
  return rows;
}

Deno.test("rows that were not measured are of one height", () => {
  const rows = rowsOf(ROW);
  rows.setRange(1, 1_000_000);

  assert.equal(rows.total, 1_000_000 * ROW);
  assert.equal(rows.offsetOf(500_001), 500_000 * ROW);
  assert.equal(rows.positionAt(500_000 * ROW + 19), 500_001);
});

Deno.test("a measured row moves those behind it", () => {
  const rows = rowsOf(ROW);
  rows.setRange(1, 10);
  rows.setHeight(3, 120);

  assert.equal(rows.offsetOf(3), 40);
  assert.equal(rows.offsetOf(4), 160);
  assert.equal(rows.positionAt(159), 3);
  assert.equal(rows.positionAt(160), 4);

  rows.setHeight(3, ROW);
  assert.equal(rows.total, 10 * ROW);
});

Deno.test("hidden rows take no room and are nowhere", () => {
  const rows = rowsOf(ROW);
  rows.setRange(1, 10);
  rows.setHeight(4, 100);
  rows.hide([{ from: 1, to: 2 }, { from: 4, to: 6 }, { from: 10, to: 10 }]);

  assert.equal(rows.total, 4 * ROW);
  assert.equal(rows.offsetOf(3), 0);
  assert.equal(rows.positionAt(0), 3);
  assert.equal(rows.positionAt(ROW), 7);
  assert.equal(rows.positionAt(1_000), 9);
  assert.equal(rows.shownFrom(4), 7);
  assert.equal(rows.shownUpTo(6), 3);
  assert.equal(rows.shownUpTo(2), undefined);
  assert.equal(rows.shownFrom(10), undefined);
});

Deno.test("rows come and go in front without the others being measured anew", () => {
  const rows = rowsOf(ROW);
  rows.setRange(0, 9);
  rows.setHeight(5, 50);
  rows.setRange(-100, 9);
  assert.equal(rows.offsetOf(6), 105 * ROW + 50);

  rows.setRange(6, 9);
  assert.equal(rows.total, 4 * ROW);
  rows.setRange(0, 9);
  assert.equal(rows.total, 10 * ROW);
});

Deno.test("each offset is in the row that it is said to be in, whatever was measured and hidden", () => {
  let seed = 7;
  const random = (bound: number) => (seed = (seed * 48_271) % 2_147_483_647) % bound;
  for (let round = 0; round < 10; round++) {
    const from = random(5_000) - 2_500;
    const to = from + 1 + random(4_000);
    const heights = new Map<number, number>();
    const rows = rowsOf(ROW);
    rows.setRange(from, to);
    for (let i = 0; i < 200; i++) {
      const position = from + random(to - from + 1);
      heights.set(position, ROW + random(200));
      rows.setHeight(position, heights.get(position) ?? 0);
    }
    const stretches = [];
    for (let at = from + random(50); at <= to; at += 2 + random(300)) {
      stretches.push({ from: at, to: Math.min(to, at + random(100)) });
      at = stretches[stretches.length - 1].to;
    }
    rows.hide(stretches);
    let offset = 0;
    for (let position = from; position <= to; position++) {
      assert.equal(rows.offsetOf(position), offset);
      if (!stretches.some((one) => one.from <= position && position <= one.to)) {
        const height = heights.get(position) ?? ROW;
        assert.equal(rows.positionAt(offset), position);
        assert.equal(rows.positionAt(offset + height - 1), position);
        offset += height;
      }
    }
    assert.equal(rows.total, offset);
  }
});
