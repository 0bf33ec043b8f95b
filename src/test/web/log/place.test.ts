import assert from "assert";
import { place } from "../../../main/web/log/place.ts";
import { gap, hello } from "./samples.ts";

Deno.test("knows nothing at first, and then where it was put", () => {
  assert.equal(place(true).after, undefined);
  assert.equal(place(true, "nonsense").after, undefined);
  assert.equal(place(true, "7-3").after, "7-3");
});

Deno.test("never goes back within an incarnation", () => {
  const at = place(true, "7-10");
  at.hello(hello(4, 20));
  at.passed("7-9");
  assert.equal(at.line("7-10").isNew, false);
  assert.equal(at.after, "7-10");
  assert.equal(at.duplicates, 1);
  assert.equal(at.remaining("7-20"), 10);
  assert.equal(at.remaining("7-4"), 0);
  assert.equal(at.remaining("8-20"), undefined);
});

Deno.test("a line that was told missing, and comes after all, is not told out of order", () => {
  const at = place(true, "7-1");
  at.gap(gap(2, 5));
  assert.equal(at.line("7-5").isNew, false);
  assert.equal(at.line("7-6").isNew, true);
});

Deno.test("a hello that passes over lines without a gap leaves one", () => {
  const at = place(true, "7-1");
  assert.equal(at.hello(hello(5, 9))?.count, 4);
  assert.equal(place(false, "7-1").hello(hello(5, 9)), undefined);
});

Deno.test("remembers the last incarnations only", () => {
  const at = place(false);
  for (let epoch = 1; epoch <= 1000; epoch++) {
    at.line(`${epoch}-1`);
  }
  assert.equal(at.line("999-1").isNew, false);
  assert.equal(at.line("1-1").isNew, true);
});
