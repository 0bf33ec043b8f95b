import assert from "assert";
import { excerptEnd, isBehindExcerpt, withoutLastBreaks } from "../../../main/web/view/excerpt.ts";

Deno.test("shows a message whole that is not very long", () => {
  for (const text of ["", "short", "x".repeat(4_000), "x".repeat(4_079), "\n".repeat(49)]) {
    assert.equal(excerptEnd(text), text.length);
  }
});

Deno.test("ends after 4,000 characters or 50 lines, not within a character", () => {
  assert.equal(excerptEnd("x".repeat(1_048_576)), 4_000);
  assert.equal(excerptEnd("line\n".repeat(1_000)), 249);
  assert.equal(excerptEnd("x" + "😀".repeat(4_000)), 3_999);
  assert.equal(excerptEnd("😀".repeat(4_000)), 4_000);
});

Deno.test("a match is behind it where none can be seen in it, not even its beginning", () => {
  const at = (...starts: number[]) => starts.map((start) => ({ start, end: start + 5 }));
  assert.deepEqual([at(), at(3, 4_500), at(3_999)].map((found) => isBehindExcerpt(found, 4_000)), [
    false,
    false,
    false,
  ]);
  assert.deepEqual([at(4_000), at(4_500, 5_000)].map((found) => isBehindExcerpt(found, 4_000)), [true, true]);
});

Deno.test("leaves out the line breaks at the end, however many there are", () => {
  const many = "\n".repeat(1_000_000);
  assert.equal(withoutLastBreaks(`a\nb${many}`), "a\nb");
  assert.equal(withoutLastBreaks(`${many}a`).length, many.length + 1);
  assert.equal(withoutLastBreaks(many), "");
});
