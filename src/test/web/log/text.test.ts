import assert from "assert";
import { plainText } from "../../../main/web/log/plain-text.ts";
import { segmentsOf } from "../../../main/web/log/text.ts";
import { below, seeded } from "./random.ts";

Deno.test("parts a message where its colours and matches begin and end", () => {
  const styles = [{ start: 0, end: 5, style: "bold red" }, { start: 5, end: 7, style: "on-bright-blue" }];
  assert.deepEqual(segmentsOf("ERROR in shop", styles, [{ start: 3, end: 8 }]), [
    { text: "ERR", classes: ["bold", "red"] },
    { text: "OR", classes: ["bold", "red", "match"] },
    { text: " i", classes: ["on-bright-blue", "match"] },
    { text: "n", classes: ["match"] },
    { text: " shop", classes: [] },
  ]);
  assert.deepEqual(segmentsOf(""), []);
});

Deno.test("passes over a range that begins within another, or before it", () => {
  const styles = [{ start: 1, end: 3, style: "red" }, { start: 2, end: 4, style: "blue" }];
  assert.deepEqual(segmentsOf("abcd", [...styles, { start: 0, end: 1, style: "green" }]), [
    { text: "a", classes: [] },
    { text: "bc", classes: ["red"] },
    { text: "d", classes: [] },
  ]);
});

Deno.test("takes no class that is no colour", () => {
  const style = "red hidden match <b> constructor";
  assert.deepEqual(segmentsOf("a", [{ start: 0, end: 1, style }]), [{ text: "a", classes: ["red"] }]);
});

Deno.test("loses no character, whatever it is told of ranges", () => {
  const random = seeded(9);
  const ranges = () =>
    Array.from({ length: below(6, random) }, () => ({
      start: below(30, random) - 3,
      end: below(30, random) - 3,
      style: "red",
    }));
  for (let i = 0; i < 2_000; i++) {
    const message = "some message of a log".slice(below(20, random));
    const segments = segmentsOf(message, ranges(), ranges());
    assert.equal(segments.map((segment) => segment.text).join(""), message);
    assert.ok(segments.every((segment) => segment.text !== ""));
  }
  const many = Array.from({ length: 100_000 }, (_, n) => ({ start: 2 * n, end: 2 * n + 1, style: "red" }));
  const long = "x".repeat(200_000);
  const segments = segmentsOf(long, many);
  assert.ok(segments.length < 2_100);
  assert.equal(segments.map((segment) => segment.text).join(""), long);
});

Deno.test("shows what cannot be seen, and no more than that", () => {
  assert.equal(plainText("a\u0007b\u202ec\u2028d\re"), "a\\u0007b\\u202ec\\u2028d\\re");
  assert.equal(plainText("tab\tline\nü😀漢\u200d"), "tab\tline\nü😀漢\u200d");
});
