import { deepEqual, equal, rejects } from "assert";
import { EMPTY } from "../../../../main/web/app/toolbar/histogram.ts";
import { loadHistogram } from "../../../../main/web/app/toolbar/histogram-source.ts";
import { refresher } from "../../../../main/web/app/toolbar/refresher.ts";
import { handDriven } from "../../log/hand-driven.ts";

const empty = () => Response.json({ lines: 0, buckets: [] });

Deno.test("tells why there is no histogram", async () => {
  const environment = handDriven();
  const load = () => loadHistogram("/logs/histogram", new AbortController().signal, environment);
  const cases: [(answer: (response: Response) => void) => void, unknown][] = [
    [(answer) => answer(empty()), EMPTY],
    [(answer) => answer(new Response("", { status: 503 })), "HTTP 503"],
    // What is wrong with the filter is told at its field.
    [(answer) => answer(new Response("", { status: 400 })), ""],
    [(answer) => answer(Response.json({})), "the answer is no histogram"],
  ];
  for (const [act, expected] of cases) {
    const loaded = load();
    act(environment.request.answer);
    deepEqual(await loaded, expected);
  }
  const cut = load();
  environment.request.refuse("no network");
  equal(await cut, "no network");
});

Deno.test("what is aborted is no answer", async () => {
  const environment = handDriven();
  const abort = new AbortController();
  const loaded = loadHistogram("/logs/histogram", abort.signal, environment);
  abort.abort();
  await rejects(loaded, { name: "AbortError" });
});

/** A refresher and what it has asked for, answered by hand. */
function refreshing() {
  const environment = handDriven();
  const asked: { readonly signal: AbortSignal; answer(): void }[] = [];
  const refreshed = refresher((signal) => new Promise((answer) => asked.push({ signal, answer })), environment);
  return { environment, asked, refreshed };
}

Deno.test("asks again 2 s after each answer, and after 5 s where the answer was slow", async () => {
  const { environment, asked, refreshed } = refreshing();
  refreshed.go(true);
  equal(asked.length, 1);
  await environment.advance(500);
  asked[0].answer();
  await environment.advance(1_999);
  equal(asked.length, 1);
  await environment.advance(1);
  equal(asked.length, 2);
  await environment.advance(501);
  asked[1].answer();
  await environment.advance(4_999);
  equal(asked.length, 2);
  await environment.advance(1);
  equal(asked.length, 3);
});

Deno.test("asks once more at the end, and then not at all", async () => {
  const { environment, asked, refreshed } = refreshing();
  refreshed.go(true);
  refreshed.go(false);
  equal(asked[0].signal.aborted, true);
  asked[0].answer();
  asked[1].answer();
  await environment.advance(60_000);
  equal(asked.length, 2);
});

Deno.test("what is of no use any more is given up", async () => {
  const { environment, asked, refreshed } = refreshing();
  refreshed.restart();
  refreshed.go(true);
  equal(asked.length, 1);
  refreshed.restart();
  deepEqual(asked.map(({ signal }) => signal.aborted), [true, false]);
  asked[0].answer();
  await environment.advance(400);
  equal(asked.length, 2);
  asked[1].answer();
  await environment.advance(2_000);
  equal(asked.length, 3);

  asked[2].answer();
  await environment.advance(1_000);
  refreshed.restart();
  await environment.advance(1_500);
  equal(asked.length, 4);
});
