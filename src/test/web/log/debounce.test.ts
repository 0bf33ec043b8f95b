import assert from "assert";
import { debounce } from "../../../main/web/log/debounce.ts";
import { handDriven } from "./hand-driven.ts";

Deno.test("acts once on the last value, when none has come for a while", async () => {
  const environment = handDriven();
  const done: string[] = [];
  const input = debounce<string>(200, (value) => done.push(value), environment);
  for (const value of ["e", "er", "err"]) {
    input.push(value);
    await environment.advance(199);
  }
  assert.deepEqual(done, []);
  await environment.advance(1);
  assert.deepEqual(done, ["err"]);
  input.push("erro");
  input.flush();
  input.flush();
  await environment.advance(1_000);
  assert.deepEqual(done, ["err", "erro"]);
  input.push("error");
  input.cancel();
  await environment.advance(1_000);
  assert.equal(done.length, 2);
});
