import { deepEqual, equal } from "assert";
import { hasText, isNoFilter, runFilterOf, runsQuery, withRunFilter } from "../../../main/web/app/run-filter.ts";
import { aRun } from "./runs.ts";

Deno.test("the filter of the runs stands in the address beside that of the log", () => {
  const query = withRunFilter({ operation: "demo", state: "failed", text: "a b" }, new URLSearchParams("q=x&state=y"));
  equal(query.toString(), "q=x&state=y&runs_operation=demo&runs_state=failed&runs_text=a+b");
  deepEqual(runFilterOf(query), { operation: "demo", state: "failed", text: "a b" });
  equal(withRunFilter({}, query).toString(), "q=x&state=y");
});

Deno.test("what is no filter asks for nothing", () => {
  const filter = runFilterOf(new URLSearchParams("runs_state=bored&runs_operation="));
  deepEqual(filter, { operation: undefined, state: undefined, text: undefined });
  equal(isNoFilter(filter), true);
  equal(isNoFilter({ text: "x" }), false);
});

Deno.test("the server is asked for what it knows of", () => {
  equal(
    runsQuery({ operation: "a b", state: "timed_out", text: "x" }, 51).toString(),
    "operation=a+b&state=timed_out&limit=51",
  );
  equal(runsQuery({}, 51).toString(), "limit=51");
});

Deno.test("a text is looked for in all that tells a run from another", () => {
  const run = aRun({ parameters: { file: "Report.csv" }, requestedBy: { user_id: "alice", request_id: "order-17" } });
  for (const text of ["C0FFEE", "report", "file=rep", "Alice", "order-17", "demo", " demo ", "", undefined]) {
    equal(hasText(run, text), true, text);
  }
  equal(hasText(run, "bob"), false);
  equal(hasText(aRun({ outcome: { kind: "exited", text: "exited with code 3" } }), "code 3"), true);
});
