import { equal, match, ok } from "assert";
import { RUN_STATES } from "../../../main/web/app/run.ts";
import { iconOf, signOf, titleOf } from "../../../main/web/app/run-state.ts";
import { aRun } from "./runs.ts";

Deno.test("a title begins with the state's sign", () => {
  match(titleOf(aRun({ state: "succeeded" })), /^✔.? demo succeeded – Livetail$/);
  match(titleOf(aRun({ state: "timed_out" })), /demo timed out – Livetail$/);
});

Deno.test("each state has a sign and an icon of its own", () => {
  equal(new Set(RUN_STATES.map(signOf)).size, RUN_STATES.length);
  equal(new Set(RUN_STATES.map(iconOf)).size, RUN_STATES.length);
});

Deno.test("an icon is an address of plain ASCII", () => {
  for (const state of RUN_STATES) {
    ok(/^data:image\/svg\+xml,[\w%.*()'!~-]+$/.test(iconOf(state)), iconOf(state));
  }
});
