import { equal } from "assert";
import { quantity } from "../../../main/web/log/quantity.ts";

Deno.test("one is one, and any other number is many", () => {
  equal(quantity(1, "line"), "1 line");
  equal(quantity(0, "line"), "0 lines");
  equal(quantity(2, "new match", "new matches"), "2 new matches");
});

Deno.test("thousands are told apart", () => {
  equal(quantity(1_234_567, "line"), "1,234,567 lines");
});
