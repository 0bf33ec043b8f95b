import assert from "assert";
import type { Thrown } from "../../../main/web/log/event.ts";
import { summaryOf, traceOf } from "../../../main/web/view/trace.ts";

Deno.test("keeps the line breaks of a message where the text is for the page", () => {
  const thrown: Thrown = { exceptionType: "E", message: "a\nb", frames: [{ class: "a.B", method: "c", line: 0 }] };
  assert.equal(traceOf(thrown), "E: a\nb\n\tat a.B.c(B.java:0)");
});

Deno.test("goes through all causes in their order", () => {
  let thrown: Thrown = { exceptionType: "E0", frames: [] };
  for (let n = 1; n < 100; n++) {
    thrown = { exceptionType: `E${n}`, frames: [], causedBy: { exception: thrown } };
  }
  const lines = traceOf(thrown).split("\n");
  assert.equal(lines.length, 100);
  assert.deepEqual([lines[0], lines[1], lines[99]], ["E99", "Caused by: E98", "Caused by: E0"]);
});

Deno.test("names the file by the outermost class, as the server does", () => {
  const place = (name: string) =>
    traceOf({ exceptionType: "E", frames: [{ class: name, method: "m", line: 7 }] }).split("\n")[1];
  assert.equal(place("org.acme.Shop$Desk$1"), "\tat org.acme.Shop$Desk$1.m(Shop.java:7)");
  assert.equal(place("$Proxy12"), "\tat $Proxy12.m($Proxy12.java:7)");
});

Deno.test("says of an exception without a message what it is", () => {
  assert.equal(summaryOf({ exceptionType: "E", frames: [] }), "E");
  assert.equal(summaryOf({ exceptionType: "E", message: null, frames: [] }), "E");
  assert.equal(summaryOf({ exceptionType: "E", message: "", frames: [] }), "E: ");
});
