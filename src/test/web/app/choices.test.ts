import { deepEqual, equal } from "assert";
import { choicesOf, isTelling } from "../../../main/web/app/choices.ts";

Deno.test("a pattern that is nothing but words has these to choose from", () => {
  deepEqual(choicesOf("true|false"), ["true", "false"]);
  deepEqual(choicesOf("a-1|b_2|C"), ["a-1", "b_2", "C"]);
});

Deno.test("any other pattern is left to the server", () => {
  for (const pattern of ["", "one", "a|b?", "(a|b)", "a|b.c", "a||b", "|a", "(?i)a|b", "[ab]|c", "a|b\n"]) {
    deepEqual(choicesOf(pattern), [], pattern);
  }
});

Deno.test("a pattern is shown where it says something", () => {
  equal(isTelling("[a-z]+"), true);
  equal(isTelling("true|false"), false);
  equal(isTelling("\\P{Cc}*"), false);
  equal(isTelling("(?s).*"), false);
});
