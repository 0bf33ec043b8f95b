import { deepEqual, equal } from "assert";
import type { AddressBar } from "../../../../main/web/app/toolbar/address-bar.ts";
import { pageParameters } from "../../../../main/web/app/toolbar/query.ts";
import { queryStore } from "../../../../main/web/app/toolbar/query-store.ts";

/** A browser's history without the browser. */
function handDrivenBar(search: string, hash = "") {
  const entries = [{ search, hash }];
  let at = 0;
  let moved = () => {};
  const bar: AddressBar = {
    get search() {
      return entries[at].search;
    },
    get hash() {
      return entries[at].hash;
    },
    go(search, hash, entry) {
      at += entry === "new" ? 1 : 0;
      entries.splice(at, Infinity, { search, hash });
    },
    onMove: (listener) => moved = listener,
  };
  return {
    bar,
    entries,
    back() {
      at--;
      moved();
    },
  };
}

Deno.test("a new entry is one that back returns from, and typing makes none", () => {
  const { bar, entries, back } = handDrivenBar("?runs_state=failed", "#L5");
  const store = queryStore(bar);
  const seen: string[] = [];
  store.onChange((query) => seen.push(pageParameters(query).toString()));

  store.set({ ...store.query, filter: { q: "e" } }, "same");
  store.set({ ...store.query, filter: { q: "er" } }, "same");
  equal(entries.length, 1);
  store.set({ ...store.query, filter: { q: "er", requestId: "r" } }, "new");
  deepEqual(entries.map(({ search }) => search), ["?runs_state=failed&q=er", "?runs_state=failed&q=er&request_id=r"]);
  equal(bar.hash, "#L5");
  back();
  deepEqual(seen, ["q=e", "q=er", "q=er&request_id=r", "q=er"]);
});

Deno.test("what asks for the same changes nothing", () => {
  const { bar, entries, back } = handDrivenBar("?q=x&logger=b&logger=a");
  const store = queryStore(bar);
  let changes = 0;
  store.onChange(() => changes++);
  store.set({ filter: { q: "x", loggers: ["a", "b", "a"], regex: " " }, onlyMatches: true }, "new");
  deepEqual([changes, entries.length], [0, 1]);
  store.set({ filter: {}, onlyMatches: true }, "new");
  deepEqual([changes, entries.length, bar.search], [1, 2, ""]);
  bar.go("", "#L5", "new");
  back();
  equal(changes, 1);
});
