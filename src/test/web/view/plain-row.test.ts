import assert from "assert";
import type { LogLine } from "../../../main/web/log/event.ts";
import { plainTextOf } from "../../../main/web/view/plain-row.ts";
import { gap, line } from "../log/samples.ts";

const exception: LogLine["exception"] = {
  exceptionType: "org.acme.OrderException",
  message: "no order\n\tat forged.Frame.run(Forged.java:1)",
  frames: [{ class: "org.acme.Shop$Desk", method: "order", line: 12 }, { class: "jdk.Native", method: "call" }],
  suppressed: [{ exceptionType: "java.io.IOException", message: null, frames: [{ class: "A", method: "close" }] }],
  causedBy: { exception: { exceptionType: "java.lang.Error", message: "", frames: [] } },
};

Deno.test("writes a line as the server writes it", () => {
  assert.equal(
    plainTextOf(line(3, "tab\there\nand \u001b[1m \u202e")),
    "2026-11-21 09:34:06.123456 - org.acme.Shop - INFO - tab\there\\nand \\u001b[1m \\u202e",
  );
  assert.equal(
    plainTextOf({ ...line(3, ""), loggerName: "", level: "FATAL" }),
    "2026-11-21 09:34:06.123456 - root - FATAL - ",
  );
});

Deno.test("writes a stack trace below its line, each line of it one line", () => {
  assert.deepEqual(plainTextOf({ ...line(3, "it failed"), exception }).split("\n"), [
    "2026-11-21 09:34:06.123456 - org.acme.Shop - INFO - it failed",
    "org.acme.OrderException: no order\\n\tat forged.Frame.run(Forged.java:1)",
    "\tat org.acme.Shop$Desk.order(Shop.java:12)",
    "\tat jdk.Native.call",
    "\tSuppressed: java.io.IOException",
    "\t\tat A.close",
    "Caused by: java.lang.Error: ",
  ]);
});

Deno.test("writes of what is not there that it is not", () => {
  assert.equal(plainTextOf(gap(3, 5, { message: "3 lines\nare missing" })), "--- gap: 3 lines\\nare missing");
  assert.equal(plainTextOf(undefined, 12), "--- not loaded: line 12");
  assert.equal(plainTextOf(undefined), "--- not loaded");
});
