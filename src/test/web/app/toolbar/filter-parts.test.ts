import { deepEqual, equal } from "assert";
import { chipsOf } from "../../../../main/web/app/toolbar/chips.ts";
import { picked } from "../../../../main/web/app/toolbar/picks.ts";
import { refusalOf } from "../../../../main/web/app/toolbar/refusal.ts";
import { textOf, withText } from "../../../../main/web/app/toolbar/search-text.ts";

Deno.test("what is picked filters, and picked again it does not", () => {
  const once = picked({ q: "x" }, { kind: "requestId", value: "r-1" });
  deepEqual(once, { q: "x", requestId: "r-1" });
  equal(picked(once, { kind: "requestId", value: "r-2" }).requestId, "r-2");
  equal(picked(once, { kind: "requestId", value: "r-1" }).requestId, undefined);
});

Deno.test("a logger that is picked is the only one, since any of several lets more lines pass", () => {
  deepEqual(picked({ loggers: ["org"] }, { kind: "logger", value: "org.acme" }).loggers, ["org.acme"]);
  deepEqual(picked({ loggers: ["a", "b"] }, { kind: "logger", value: "b" }).loggers, ["a"]);
});

Deno.test("each chip takes away its own part of the filter", () => {
  const filter = {
    q: "text",
    regex: "p+",
    loggers: ["a", "b"],
    requestId: "r",
    userId: "u",
    run: "5",
    since: "2026-11-21T09:34:06Z",
    until: "2026-11-21T09:35:00.500Z",
  };
  const chips = chipsOf(filter, "utc", 0);
  deepEqual(chips.map(({ label, value }) => `${label}: ${value}`), [
    "text: text",
    "logger: a",
    "logger: b",
    "request: r",
    "user: u",
    "run: 5",
    "time: 2026-11-21 09:34:06 – 09:35:00.5",
  ]);
  deepEqual(chips[2].without, { ...filter, loggers: ["a"] });
  deepEqual(chips[6].without, { ...filter, since: undefined, until: undefined });
  deepEqual(chipsOf({ level: "WARN", q: "in its field" }, "utc", 0), []);
});

Deno.test("a range of time has words for its open ends", () => {
  const valueOf = (since?: string, until?: string) => chipsOf({ since, until }, "utc", 0)[0].value;
  equal(valueOf("2026-11-21T09:30:00Z"), "from 2026-11-21 09:30:00");
  equal(valueOf(undefined, "5m"), "until 5m ago");
  equal(valueOf("2026-11-21T23:30:00Z", "2026-11-22T00:30:00Z"), "2026-11-21 23:30:00 – 2026-11-22 00:30:00");
});

Deno.test("the field is a text or a pattern", () => {
  deepEqual(withText({ q: "a" }, "b", false), { q: "b", regex: undefined });
  deepEqual(withText({ q: "a" }, "a", true), { q: undefined, regex: "a" });
  deepEqual(withText({ q: "a", regex: "b" }, "c", true), { q: "a", regex: "c" });
  deepEqual(withText({ regex: "b" }, "  ", true), { q: undefined, regex: undefined });
  equal(textOf({ q: "a", regex: "b" }), "b");
});

Deno.test("a refusal names its parameter where the server does", () => {
  const state = (detail: string, status = 400) => ({ kind: "failed", status, detail }) as const;
  equal(refusalOf(state("'regex' is '(', but takes …"))?.parameter, "regex");
  deepEqual(refusalOf(state("nothing like it")), { parameter: undefined, detail: "nothing like it" });
  equal(refusalOf(state("gone", 404)), undefined);
  equal(refusalOf({ kind: "live" }), undefined);
});
