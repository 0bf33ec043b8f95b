import assert from "assert";
import { canBeLoaded, gapWords } from "../../../main/web/view/gap-words.ts";
import { gap } from "../log/samples.ts";

Deno.test("says how many lines are missing, and why", () => {
  assert.equal(gapWords(gap(1, 1_234)), "1,234 lines are missing: newer lines took their place");
  assert.equal(
    gapWords(gap(1, 1, { reason: "unexplained" })),
    "1 line is missing: they did not arrive, and nobody said why",
  );
  assert.equal(
    gapWords(gap(1, 1, { last: null, count: null, reason: "gone" })),
    "Lines are missing, nobody knows how many: this process does not have that log",
  );
});

Deno.test("takes the server's word for a reason that it does not know", () => {
  assert.equal(gapWords(gap(1, 2, { reason: "constructor", message: "eaten" })), "eaten");
});

Deno.test("offers to load what the log may still have, where it is known what that is", () => {
  const reasons = ["evicted", "skipped", "restarted", "unknown", "gone", "unexplained"];
  assert.deepEqual(reasons.filter((reason) => canBeLoaded(gap(1, 2, { reason }))), ["skipped", "unexplained"]);
  assert.equal(canBeLoaded(gap(1, 2, { reason: "skipped", last: null, count: null })), false);
});
