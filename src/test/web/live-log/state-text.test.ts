import assert from "assert";
import { stateText } from "../../../main/web/live-log/state-text.ts";

Deno.test("counts down to the next attempt, and says why", () => {
  const state = { kind: "reconnecting", at: 10_000, attempt: 2, reason: "network error" } as const;
  assert.equal(stateText(state, 7_500).detail, "in 3 s: network error");
  assert.equal(stateText(state, 10_000).detail, "now: network error");
  assert.equal(stateText(state, 10_000).action, "Try now");
});

Deno.test("says for how long nothing was heard", () => {
  assert.equal(stateText({ kind: "stale", since: 1_000 }, 19_000).detail, "nothing was heard for 18 s");
});

Deno.test("does not call a part of a log ended", () => {
  const end = { event: "end", state: "part", message: "only what was logged until then" } as const;
  assert.equal(stateText({ kind: "ended", end }, 0).name, "part of the log");
});
