import { deepEqual } from "assert";
import { type Settings, settings } from "../../../../main/web/app/toolbar/settings.ts";

const valuesOf = ({ wrap, times, keys }: Settings) => ({ wrap, times, keys });

function storage(items: Record<string, string> = {}) {
  return {
    getItem: (name: string) => items[name] ?? null,
    setItem: (name: string, value: string) => void (items[name] = value),
  };
}

Deno.test("settings are there on the next page", () => {
  const kept = storage();
  const first = settings(() => kept);
  deepEqual(valuesOf(first), { wrap: false, times: "local", keys: true });
  first.wrap = true;
  first.times = "utc";
  first.keys = false;
  deepEqual(valuesOf(settings(() => kept)), { wrap: true, times: "utc", keys: false });
});

Deno.test("what no page has written counts for nothing", () => {
  const kept = storage({ "livetail.times": "martian", "livetail.wrap": "1" });
  deepEqual(valuesOf(settings(() => kept)), { wrap: false, times: "local", keys: true });
});

Deno.test("where the browser keeps nothing they hold until the page is left", () => {
  const mine = settings(() => {
    throw new DOMException("denied", "SecurityError");
  });
  mine.wrap = true;
  mine.times = "relative";
  deepEqual(valuesOf(mine), { wrap: true, times: "relative", keys: true });
});
