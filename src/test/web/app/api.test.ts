import { deepEqual, equal } from "assert";
import { apiOf } from "../../../main/web/app/api.ts";
import { handDriven } from "../log/hand-driven.ts";
import { aRun } from "./runs.ts";

Deno.test("a run is started with its parameters as JSON", async () => {
  const server = handDriven();
  const seen: RequestInit[] = [];
  const answer = await apiOf({
    ...server,
    fetch: (address, init) => {
      equal(address, "/operations/a%2Fb/runs");
      seen.push(init);
      return Promise.resolve(Response.json(aRun(), { status: 201 }));
    },
  }).start("a/b", { lines: "3" });
  deepEqual(answer, { kind: "done", value: aRun() });
  equal(seen[0].method, "POST");
  equal(seen[0].body, '{"lines":"3"}');
  deepEqual(seen[0].headers, { Accept: "application/json", "Content-Type": "application/json" });
});

Deno.test("the list is asked for with its query", async () => {
  const server = handDriven();
  const answer = apiOf(server).runs(new URLSearchParams("limit=3"));
  equal(server.request.address, "/runs?limit=3");
  server.request.answer(Response.json([aRun()]));
  deepEqual(await answer, { kind: "done", value: [aRun()] });
});

Deno.test("a problem names its parameter and when to try again", async () => {
  const server = handDriven();
  const answer = apiOf(server).run("x");
  server.request.answer(
    Response.json({ detail: "Wrong.", parameter: "lines" }, { status: 400, headers: { "Retry-After": "7" } }),
  );
  deepEqual(await answer, { kind: "refused", status: 400, detail: "Wrong.", parameter: "lines", retryAfterSeconds: 7 });
});

Deno.test("an answer that is not the service's own is no run", async () => {
  const server = handDriven();
  const signIn = apiOf(server).run("x");
  server.request.answer(new Response("<html>Sign in</html>"));
  equal((await signIn).kind, "refused");
  const gateway = apiOf(server).run("x");
  server.request.answer(new Response("<html>", { status: 502, statusText: "Bad Gateway" }));
  deepEqual(await gateway, {
    kind: "refused",
    status: 502,
    detail: "HTTP 502 Bad Gateway",
    parameter: undefined,
    retryAfterSeconds: undefined,
  });
});

Deno.test("who does not answer is not waited for without end", async () => {
  const server = handDriven();
  const { run, cancel } = apiOf(server);
  const done: string[] = [];
  run("x").then(({ kind }) => done.push(`run ${kind}`));
  cancel("x").then(({ kind }) => done.push(`cancel ${kind}`));
  await server.advance(9_999);
  deepEqual(done, []);
  await server.advance(1);
  deepEqual(done, ["run unreachable"]);
  await server.advance(20_000);
  deepEqual(done, ["run unreachable", "cancel unreachable"]);
  const refused = apiOf(server).cancel("x");
  server.request.refuse("connection refused");
  deepEqual(await refused, { kind: "unreachable" });
});
