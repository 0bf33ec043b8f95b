import { historyAddress, withParameters } from "../../../main/web/log/address.ts";
import assert from "assert";

Deno.test("finds what a log has now where it can be followed", () => {
  assert.equal(historyAddress("/logs/stream?q=a/stream"), "/logs?q=a/stream");
  assert.equal(historyAddress("/logs?q=a/stream"), "/logs?q=a/stream");
  assert.equal(historyAddress("/runs/7/logs/stream"), "/runs/7/logs");
  assert.equal(historyAddress("http://service/stream/logs/stream?level=WARN"), "http://service/stream/logs?level=WARN");
});

Deno.test("asks for all that a log still has, also where a slow reader wants the newest", () => {
  assert.equal(historyAddress("/logs/stream?on_slow=latest&q=x"), "/logs?on_slow=skip&q=x");
});

Deno.test("sets parameters, and keeps those that are there", () => {
  assert.equal(
    withParameters("/logs?logger=a&logger=b&after=7-1", { after: "7-2", limit: undefined }),
    "/logs?logger=a&logger=b&after=7-2",
  );
  assert.equal(withParameters("/logs", {}), "/logs");
});
