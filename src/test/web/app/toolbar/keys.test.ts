import { equal } from "assert";
import { actionOf, KEYS, type Press } from "../../../../main/web/app/toolbar/keys.ts";

const press = (key: string, more: Partial<Press> = {}): Press => ({
  key,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  isComposing: false,
  ...more,
});

Deno.test("each key does one thing, and upper case another", () => {
  equal(new Set(KEYS.map(({ key }) => key)).size, KEYS.length);
  equal(actionOf(press("n")), "next-match");
  equal(actionOf(press("N")), "previous-match");
  equal(actionOf(press("x")), undefined);
});

Deno.test("what is the browser's or a writing system's is left to them", () => {
  for (const modifier of ["ctrlKey", "altKey", "metaKey", "isComposing"] as const) {
    equal(actionOf(press("f", { [modifier]: true })), undefined);
  }
});
