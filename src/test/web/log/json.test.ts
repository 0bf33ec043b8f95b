import assert from "assert";
import { Figure, findJson, isTree } from "../../../main/web/log/json.ts";
import { below, seeded } from "./random.ts";

const found = (message: string) => {
  const part = findJson(message);
  return part && [message.slice(part.start, part.end), part.value];
};

Deno.test("finds what a message is or ends with", () => {
  assert.deepEqual(found('{"a":1}'), ['{"a":1}', { a: 1 }]);
  assert.deepEqual(found('[main] took {x}: {"a":[1,{"b":"}\\"]"}]} \n'), [
    '{"a":[1,{"b":"}\\"]"}]}',
    { a: [1, { b: '}"]' }] },
  ]);
  assert.deepEqual(found(" [1, 2]"), ["[1, 2]", [1, 2]]);
  assert.deepEqual(found('rows=[{"a":1}]'), ['[{"a":1}]', [{ a: 1 }]]);
});

Deno.test("does not take for JSON what a reader does not", () => {
  const no = ["", "}", "[INFO]", "took [5]", "{}", "[]", "x {}", "{a: 1}", '{"a":1', '{"a":1} done', '"{"}', "[,]"];
  for (const message of no) {
    assert.equal(findJson(message), undefined, message);
  }
});

Deno.test("keeps the text of a number that would be written otherwise", () => {
  const message = '[12345678901234567890,1.10,-0,1e5,{"a":1E400}] {"b":[7,-1.5,0.25,"1.10"]}';
  assert.deepEqual(findJson(message)?.value, { b: [7, -1.5, 0.25, "1.10"] });
  assert.deepEqual(findJson(message.slice(0, message.indexOf(" ")))?.value, [
    new Figure("12345678901234567890"),
    new Figure("1.10"),
    new Figure("-0"),
    new Figure("1e5"),
    { a: new Figure("1E400") },
  ]);
  assert.equal(findJson("took [1.10]"), undefined);
});

Deno.test("knows what has members", () => {
  const values = [{}, [], null, "a", 1, true, new Figure("1.10")];
  assert.deepEqual(values.map(isTree), [true, true, false, false, false, false, false]);
});

Deno.test("finds any JSON behind any text", () => {
  const random = seeded(3);
  const strings = ["", '"', "\\", '\\"', "{", "]", "a\\\\", "é", "\n"];
  const value = (depth: number): unknown => {
    switch (below(depth > 0 ? 4 : 2, random)) {
      case 0:
        return below(100, random);
      case 1:
        return strings[below(strings.length, random)];
      case 2:
        return Array.from({ length: below(3, random) }, () => value(depth - 1));
      default:
        return Object.fromEntries(strings.slice(0, below(4, random)).map((name) => [name, value(depth - 1)]));
    }
  };
  for (let i = 0; i < 2_000; i++) {
    const json = JSON.stringify({ value: value(4) });
    const before = Array.from({ length: below(5, random) }, () => strings[below(strings.length, random)]).join(" ") +
      ": ";
    assert.equal(found(before + json)?.[0], json);
  }
});

Deno.test("neither fails nor takes long, whatever it gets", () => {
  const hostile = [
    "[".repeat(200_000) + "]",
    "[".repeat(100_000) + "]".repeat(100_000),
    '{"a":' + "\\".repeat(200_000) + '"}',
    '"\\'.repeat(100_000) + "}",
    "{".repeat(200_000) + "}",
    '{"__proto__":{"polluted":1}}',
    '{"x":"' + "y".repeat(300_000) + '"}',
  ];
  for (const message of hostile) {
    findJson(message);
  }
  assert.equal(({} as { polluted?: number }).polluted, undefined);
});
