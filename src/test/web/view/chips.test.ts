import assert from "assert";
import { shortId } from "../../../main/web/view/chips.ts";

Deno.test("shows the end of a long id, which tells it from others of its time", () => {
  assert.equal(shortId("order-17"), "order-17");
  assert.equal(shortId("01936f2e-5c1b-7a0e-9d2c-3f2a91c0d4e5"), "…91c0d4e5");
  assert.equal(shortId("a\nb\u202e"), "a\\nb\\u202e");
});
