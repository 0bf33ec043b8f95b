import { patience } from "../../../main/web/log/patience.ts";
import { equal, ok } from "../assert.ts";
import { handDriven } from "./hand-driven.ts";

Deno.test("waits for as long as something comes, and no longer", async () => {
  const environment = handDriven();
  const answer = patience(new AbortController().signal, environment);
  for (let i = 0; i < 10; i++) {
    await environment.advance(59_000);
    equal(answer.signal.aborted, false);
    answer.heard();
  }
  await environment.advance(60_000);
  ok(answer.signal.aborted);
  equal(answer.signal.reason.message, "the server does not answer");
});

Deno.test("does not abort what is there", async () => {
  const environment = handDriven();
  const answer = patience(new AbortController().signal, environment);
  answer.end();
  await environment.advance(120_000);
  equal(answer.signal.aborted, false);
});

Deno.test("gives up what is not wanted, also where it never was", () => {
  const wanted = new AbortController();
  const before = patience(wanted.signal, handDriven());
  wanted.abort();
  ok(before.signal.aborted);
  ok(patience(wanted.signal, handDriven()).signal.aborted);
});
