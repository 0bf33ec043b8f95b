import assert from "assert";
import { shortLogger } from "../../../main/web/view/logger-name.ts";

Deno.test("shortens packages from the left, and no more of them than must be", () => {
  const name = "org.acme.importer.Importer";
  assert.equal(shortLogger(name, 26), name);
  assert.equal(shortLogger(name, 25), "o.acme.importer.Importer");
  assert.equal(shortLogger(name, 22), "o.a.importer.Importer");
  assert.equal(shortLogger(name, 3), "o.a.i.Importer");
});

Deno.test("leaves a name alone that has no packages, or empty ones", () => {
  assert.equal(shortLogger("x".repeat(50), 24), "x".repeat(50));
  assert.equal(shortLogger("..a..VeryLongNameOfALoggerIndeed.", 5), "..a..V.");
});
