import assert from "assert";
import { countOf, membersOf, sizeOf } from "../../../main/web/view/members.ts";

Deno.test("gives the members of an object with their names, and of an array with their places", () => {
  const object = JSON.parse('{"a":1,"__proto__":{"b":2},"":null}');
  assert.deepEqual(membersOf(object, 0, 3).map(([name, value]) => [name, JSON.stringify(value)]), [
    ['"a"', "1"],
    ['"__proto__"', '{"b":2}'],
    ['""', "null"],
  ]);
  assert.deepEqual(membersOf(["x", "y", "z"], 1, 3), [["1", "y"], ["2", "z"]]);
  assert.deepEqual(membersOf(["x"], 0, 200), [["0", "x"]]);
});

Deno.test("says how many there are", () => {
  assert.deepEqual([sizeOf([1, 2]), sizeOf({ a: 1 }), sizeOf([])], ["[2]", "{1}", "[0]"]);
  assert.equal(countOf({ a: 1, b: 2 }), 2);
});
