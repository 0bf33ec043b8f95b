import assert from "assert";
import { folds } from "../../../main/web/log/folds.ts";
import { union } from "../../../main/web/log/stretches.ts";
import { line } from "./samples.ts";

const NESTED = [
  line(10, "::group::Build"),
  line(12, "::group::Compile"),
  line(15, "::endgroup::"),
  line(20, "::endgroup::"),
  line(30, "::group::Test"),
];

Deno.test("hides the lines that close a group, and all of what is folded", () => {
  const all = folds();
  all.add(NESTED);
  assert.deepEqual(all.hidden, [{ from: 15, to: 15 }, { from: 20, to: 20 }]);

  all.toggle(12);
  assert.deepEqual(all.hidden, [{ from: 13, to: 15 }, { from: 20, to: 20 }]);

  all.toggle(10);
  assert.deepEqual(all.hidden, [{ from: 11, to: 20 }]);
});

Deno.test("unfolds what a line is in", () => {
  const all = folds();
  all.add(NESTED);
  all.toggle(10);
  all.toggle(12);
  all.reveal(13);

  assert.deepEqual(all.hidden, [{ from: 15, to: 15 }, { from: 20, to: 20 }]);
});

Deno.test("an open group has all that comes", () => {
  const all = folds();
  assert.ok(all.add(NESTED));
  assert.equal(all.add([line(31, "a line like any other")]), false);
  assert.equal(all.groupAt(30)?.to, undefined);
  assert.ok(all.add([line(40, "::endgroup::")]));
  assert.equal(all.groupAt(30)?.to, 40);
});

Deno.test("two groups that end with one line hide it once", () => {
  const all = folds();
  all.add([
    line(1, "section_start:1:a\rA"),
    line(2, "::group::within"),
    line(5, "section_end:1:a"),
  ]);

  assert.deepEqual(all.hidden, [{ from: 5, to: 5 }]);
});

Deno.test("a union is in order and apart", () => {
  assert.deepEqual(
    union([{ from: 1, to: 3 }, { from: 10, to: 12 }], [{ from: 2, to: 5 }, { from: 20, to: 20 }]),
    [{ from: 1, to: 5 }, { from: 10, to: 12 }, { from: 20, to: 20 }],
  );
});
