import assert from "assert";
import { LineError, lineParser } from "../../../main/web/log/lines.ts";
import { below, seeded } from "./random.ts";
import { ndjson } from "./samples.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);

Deno.test("gives the same objects however the bytes are cut", () => {
  const objects = [{ a: "é€😀" }, [], { b: "x".repeat(1000) }, "\n", 5, null, { c: "\u2028" }];
  const bytes = ndjson(...objects);
  for (let seed = 1; seed <= 200; seed++) {
    const random = seeded(seed);
    const parser = lineParser();
    const read: unknown[] = [];
    // The same buffer again and again, as a stream may give it.
    const buffer = new Uint8Array(64);
    for (let from = 0; from < bytes.length;) {
      const some = bytes.subarray(from, from + 1 + below(64, random));
      buffer.fill(10);
      buffer.set(some);
      read.push(...parser.push(buffer.subarray(0, some.length)));
      from += some.length;
    }
    assert.deepEqual(read, objects, `seed ${seed}`);
    assert.equal(parser.withinLine, false);
  }
});

Deno.test("keeps what has no end yet, and says so", () => {
  const parser = lineParser();
  assert.deepEqual(parser.push(bytesOf('{"a":')), []);
  assert.equal(parser.withinLine, true);
  assert.deepEqual(parser.push(bytesOf("1}\n\r\n  \n")), [{ a: 1 }]);
  assert.equal(parser.withinLine, false);
});

Deno.test("names the line that is no JSON", () => {
  const parser = lineParser();
  parser.push(bytesOf("1\n2\n"));
  assert.throws(() => parser.push(bytesOf("<html>\n")), /line 3 is no JSON: <html>/);
});

Deno.test("does not gather a line without end", () => {
  const parser = lineParser(1000);
  assert.throws(() => {
    for (let i = 0; i < 100; i++) {
      parser.push(new Uint8Array(11).fill(97));
    }
  }, LineError);
  assert.throws(() => lineParser(10).push(bytesOf(`"${"x".repeat(20)}"\n`)), /longer than 10 bytes/);
});
