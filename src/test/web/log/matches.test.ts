import assert from "assert";
import type { Filter } from "../../../main/web/log/filter.ts";
import { matcherOf } from "../../../main/web/log/matches.ts";
import { below, seeded } from "./random.ts";

const found = (filter: Filter, text: string) => matcherOf(filter)(text).map(({ start, end }) => text.slice(start, end));

Deno.test("finds text whatever its case, without overlap", () => {
  assert.deepEqual(found({ q: "err" }, "Error: ERR err"), ["Err", "ERR", "err"]);
  assert.deepEqual(found({ q: "aa" }, "aaaaa"), ["aa", "aa"]);
  assert.deepEqual(found({ q: "aab" }, "aaab"), ["aab"]);
  assert.deepEqual(found({ q: "größe" }, "GRÖßE ΣΑΣ"), ["GRÖßE"]);
  assert.deepEqual(found({ q: "σας" }, "ß GRÖSSE ΣΑΣ 😀"), ["ΣΑΣ"]);
  assert.deepEqual(found({ q: "ᾳ" }, "ᾼ"), ["ᾼ"]);
  assert.deepEqual(found({ q: "" }, "x"), []);
  assert.deepEqual(found({}, "x"), []);
});

Deno.test("finds what an expression matches, as a browser's own does", () => {
  const cases = [
    ["took \\d+ms", "took 15ms, took ms, took 7ms"],
    ["a|ab", "abab"],
    ["(?:ab|a)(c|bcd)?", "abcd acd"],
    ["x*", "axxb"],
    ["a+?b", "aaab"],
    ["[a-c\\d]{2,3}", "ab1 2 abcd"],
    ["[^\\s,]+$", "one, two three"],
    ["^\\w+", "word other"],
    ["\\bcat\\b", "cat concat cat."],
    ["(a*)*b", "aaab b"],
    ["\\x41\\.\\t", "A.\t"],
    [".", "a\n😀b"],
    ["a{0}b", "ab"],
    ["[]a]+", "a]b"],
    ["a{,2}", "a{,2}"],
    ["()", "abc"],
  ];
  for (const [regex, text] of cases) {
    const own = regex === "[]a]+" ? /[\]a]+/gu : regex === "a{,2}" ? /a\{,2\}/gu : new RegExp(regex, "gu");
    assert.deepEqual(found({ regex }, text), (text.match(own) ?? []).filter((one) => one !== ""), regex);
  }
  assert.deepEqual(found({ regex: "(?i)ERR[a-z]" }, "Error ERRO"), ["Erro", "ERRO"]);
  assert.deepEqual(found({ regex: "(?P<name>b)c" }, "abc"), ["bc"]);
});

Deno.test("random expressions match what a browser's own match", () => {
  const random = seeded(5);
  const pick = (parts: readonly string[]) => parts[below(parts.length, random)];
  const expression = (depth: number): string => {
    let text = "";
    for (let parts = 1 + below(3, random); parts > 0; parts--) {
      // The two differ in what an empty turn of a loop means: so a group matches something.
      const isGroup = depth > 0 && random() < 0.4;
      const isInGroup = depth < 2;
      const single = isGroup ? `(${expression(depth - 1)})` : pick(["a", "b", "c", ".", "[ab]", "[^a]"]);
      text += single + pick(isInGroup ? ["", "", "+", "+?", "{1,2}"] : ["", "*", "?", "*?", "+?", "{0,2}", "\\b"]);
    }
    return random() < 0.3 ? `${text}|${pick(["a", "bc"])}` : text;
  };
  for (let i = 0; i < 5_000; i++) {
    const regex = expression(2);
    const text = Array.from({ length: below(12, random) }, () => pick(["a", "b", "c", " "])).join("");
    const own = (text.match(new RegExp(regex, "g")) ?? []).filter((one) => one !== "");
    assert.deepEqual(found({ regex }, text), own, `${regex} in ${text}`);
  }
});

Deno.test("highlights nothing where it cannot read the expression", () => {
  for (
    const regex of ["(", ")", "a)", "[", "[z-a]", "a**", "*", "\\", "(?=a)", "\\1", "\\pL", "[[:alpha:]]", "a{2,1}"]
  ) {
    assert.deepEqual(found({ regex }, "aaa"), [], regex);
  }
  assert.deepEqual(found({ regex: "((((a{99}){99}){99}){99})" }, "aaa"), []);
  assert.deepEqual(found({ regex: "(".repeat(500) + "a" + ")".repeat(500) }, "a"), ["a"]);
});

Deno.test("does bounded work for any text and expression", () => {
  const text = "a".repeat(1_000_000);
  for (const regex of ["(a+)+$", "(a|a)*b", "(a*)*(a*)*c", ".*.*.*=", "(a{1,30}){1,30}b"]) {
    matcherOf({ regex })(text);
  }
  assert.equal(matcherOf({ q: "a".repeat(999) + "b" })(text).length, 0);
  assert.equal(matcherOf({ q: "a" })(text).length, 500);
});

Deno.test("marks what both search for once", () => {
  assert.deepEqual(matcherOf({ q: "bcd", regex: "ab|de|g" })("abcdefg"), [{ start: 0, end: 5 }, { start: 6, end: 7 }]);
});
