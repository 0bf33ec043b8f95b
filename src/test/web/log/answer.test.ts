import assert from "assert";
import { withParameters } from "../../../main/web/log/address.ts";
import { readAnswer } from "../../../main/web/log/answer.ts";
import { backoff } from "../../../main/web/log/backoff.ts";
import { silence } from "../../../main/web/log/silence.ts";

const answerOf = (status: number, body: string | null = null, headers: HeadersInit = {}) =>
  readAnswer(new Response(body, { status, headers }), Date.parse("2026-11-21T09:34:06Z"));

Deno.test("waits as Retry-After says, in seconds or until a date, but not for ever", async () => {
  const cases: [string, number][] = [
    ["7", 7_000],
    ["Sat, 21 Nov 2026 09:34:16 GMT", 10_000],
    ["Sat, 21 Nov 2026 09:00:00 GMT", 0],
    ["999999999", 600_000],
    ["soon", 0],
    ["-5", 0],
  ];
  for (const [text, waitMillis] of cases) {
    assert.deepEqual(await answerOf(503, null, { "Retry-After": text }), {
      kind: "later",
      reason: "HTTP 503",
      waitMillis,
    });
  }
  for (const status of [408, 425, 429, 500, 502, 504]) {
    assert.equal((await answerOf(status)).kind, "later", `${status}`);
  }
});

Deno.test("tells what the problem says, and the status where it says nothing that can be read", async () => {
  const detailOf = async (body: string | null) => {
    const answer = await answerOf(400, body);
    return answer.kind === "failed" ? answer.detail : "";
  };
  assert.equal(await detailOf("{\"detail\":\"'level' is 'LOUD'\"}"), "'level' is 'LOUD'");
  for (const body of [null, "", "<html>", "null", "[]", '{"detail":5}', `{"detail":"${"x".repeat(1_000_000)}"}`]) {
    assert.equal(await detailOf(body), "HTTP 400");
  }
});

Deno.test("takes a page that it was led to for a sign-in", async () => {
  const page = new Response("<p>Sign in</p>", { headers: { "Content-Type": "text/html" } });
  Object.defineProperty(page, "redirected", { value: true });
  const { kind } = await readAnswer(page, 0);
  assert.equal(kind, "unauthorised");
});

Deno.test("each attempt may wait twice as long as the one before, between half a second and thirty", () => {
  assert.deepEqual([1, 2, 3, 4, 5, 6, 7, 10_000].map((attempt) => backoff(attempt, 0)), Array(8).fill(500));
  assert.deepEqual([1, 2, 3, 5, 6, 10_000].map((attempt) => Math.round(backoff(attempt, 0.9999999))), [
    1_000,
    2_000,
    4_000,
    16_000,
    30_000,
    30_000,
  ]);
  assert.equal(backoff(1, 0.5, 10_000), 10_250);
});

Deno.test("adds parameters to any address", () => {
  assert.equal(withParameters("/logs", {}), "/logs");
  assert.equal(withParameters("/logs", { after: undefined, limit: 5 }), "/logs?limit=5");
  assert.equal(
    withParameters("https://a.b/logs?q=a%26b&after=1-1", { after: "1-2" }),
    "https://a.b/logs?q=a%26b&after=1-2",
  );
});

Deno.test("is led astray neither by one slow heartbeat nor by quick ones", () => {
  const quiet = silence(15_000);
  quiet.heartbeatAfter(37_000);
  assert.equal(quiet.stale, 18_000);
  quiet.heartbeatAfter(1_000);
  assert.equal(quiet.stale, 18_000);
  quiet.heartbeatAfter(30_000);
  quiet.heartbeatAfter(31_000);
  assert.equal(quiet.stale, 36_000);
  quiet.heartbeatAfter(15_000);
  quiet.heartbeatAfter(15_000);
  assert.equal(quiet.dead, 37_500);
});
