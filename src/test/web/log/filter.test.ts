import assert from "assert";
import { type Filter, filterOf, isSameFilter, isWhole, parametersOf } from "../../../main/web/log/filter.ts";

const all: Filter = {
  level: "WARN",
  loggers: ["org.acme", "org.acme.Shop"],
  q: "a & b=c",
  regex: "(a|b)+\\d",
  requestId: "r-1",
  userId: "u",
  run: "5",
  since: "5m",
  until: "2026-11-21T09:34:06+01:00",
};

Deno.test("a filter is the same after a way through an address", () => {
  const text = parametersOf(all).toString();
  assert.deepEqual(filterOf(new URLSearchParams(text)), all);
  assert.deepEqual([...parametersOf(all).keys()], [
    "level",
    "logger",
    "logger",
    "q",
    "regex",
    "request_id",
    "user_id",
    "run",
    "since",
    "until",
  ]);
  assert.equal(parametersOf({}).toString(), "");
});

Deno.test("other parameters stay, and those of the filter before go", () => {
  const others = new URLSearchParams("wrap=1&q=old&logger=a&logger=b");
  assert.equal(parametersOf({ q: "new" }, others).toString(), "wrap=1&q=new");
  assert.equal(others.get("q"), "old");
});

Deno.test("what is empty or cannot be is absent", () => {
  const filter = filterOf(new URLSearchParams("level=LOUD&q=+&logger=&regex="));
  assert.equal(parametersOf(filter).toString(), "");
  assert.equal(filterOf(new URLSearchParams("level=warn")).level, "WARN");
  assert.equal(filterOf(new URLSearchParams({ q: "x".repeat(5000) })).q?.length, 1000);
});

Deno.test("filters are the same that ask for the same", () => {
  assert.ok(isSameFilter({ loggers: ["b", "a", "a"] }, { loggers: ["a", "b"], q: "" }));
  assert.ok(!isSameFilter({ q: "a" }, { q: "A" }));
  assert.ok(!isSameFilter({ q: "a" }, { regex: "a" }));
});

Deno.test("only what lets every line pass has lines without holes", () => {
  assert.ok(isWhole({}));
  assert.ok(isWhole({ level: "TRACE", since: "5m", until: "1m", loggers: [] }));
  assert.ok(!isWhole({ level: "DEBUG" }));
  assert.ok(!isWhole({ run: "5" }));
});
