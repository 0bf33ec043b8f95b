import { equal, match } from "assert";
import { tell, tellOfAttempt } from "../../../main/web/app/telling.ts";

Deno.test("a refusal is told in the server's words, and with when to try again", () => {
  equal(tell({ kind: "refused", status: 400, detail: "Too large." }), "Too large.");
  equal(
    tell({ kind: "refused", status: 429, detail: "Too many wait.", retryAfterSeconds: 1 }),
    "Too many wait. It may be worth trying in 1 second.",
  );
  equal(tellOfAttempt({ kind: "refused", status: 503, detail: "No." }), "No.");
});

Deno.test("who does not know whether something was done says so", () => {
  match(tellOfAttempt({ kind: "unreachable" }), /not known/);
  equal(tell({ kind: "unreachable" }), "The service cannot be reached.");
});
