import { deepEqual, equal } from "assert";
import { canStartAgain, formAddress, prefillOf } from "../../../main/web/app/again.ts";
import { aRun } from "./runs.ts";

Deno.test("a run whose secrets are hidden cannot be started again as it was", () => {
  equal(canStartAgain(aRun({ parameters: { lines: "3" } })), true);
  equal(canStartAgain(aRun({ parameters: { lines: "3", password: "***" } })), false);
  equal(canStartAgain(aRun({ parameters: { url: "https://me:***@host/" } })), false);
});

Deno.test("its form is filled in as far as it is known", () => {
  const address = formAddress(aRun({ parameters: { lines: "3", text: "a&b=c +d", password: "***" } }));
  const prefill = prefillOf(new URL(address, "http://service").searchParams);
  equal(prefill?.operation, "demo");
  deepEqual([...prefill?.values ?? []], [["lines", "3"], ["text", "a&b=c +d"]]);
});

Deno.test("an address without an operation fills nothing in", () => {
  equal(prefillOf(new URLSearchParams("p.lines=3&runs_operation=demo")), undefined);
});
