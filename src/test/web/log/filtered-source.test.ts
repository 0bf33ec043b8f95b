import assert from "assert";
import { filteredSource } from "../../../main/web/log/filtered-source.ts";
import type { LogSource } from "../../../main/web/log/source.ts";
import { type HandDriven, handDriven } from "./hand-driven.ts";
import { answer, type Log } from "./history-server.ts";
import { hello, line } from "./samples.ts";

const log: Log = { first: 1, last: 100_000, passes: (number) => number % 10 === 0 };

async function opened(environment: HandDriven): Promise<{ source: LogSource; resets: () => number }> {
  let resets = 0;
  const source = filteredSource(
    "/logs?q=x",
    hello(0, 100_000),
    { changed() {}, reset: () => resets++, failed() {} },
    environment,
  );
  await serve(environment, 0);
  return { source, resets: () => resets };
}

async function serve(environment: HandDriven, from: number): Promise<void> {
  for (const request of environment.requests.slice(from)) {
    answer(request, log);
  }
  await environment.settle();
}

const idAt = (source: LogSource, position: number) => {
  const entry = source.entry(position);
  return entry?.event === undefined ? entry?.id : undefined;
};

Deno.test("begins with the newest lines, and a line keeps its position when older ones come", async () => {
  const environment = handDriven();
  const { source } = await opened(environment);
  assert.equal(idAt(source, source.to), "7-100000");
  const last = source.to;
  const before = source.from;

  source.want(source.from, source.from + 50);
  await serve(environment, 1);

  assert.equal(source.from, before - 500);
  assert.equal(idAt(source, last), "7-100000");
  assert.equal(source.numberAt(last), 100_000);
});

Deno.test("says where a line is, and where it would be", async () => {
  const environment = handDriven();
  const { source } = await opened(environment);

  assert.equal(source.positionOf("7-99990"), source.to - 1);
  assert.equal(source.positionOf("7-99985"), source.to - 1);
  assert.equal(source.positionOf("7-200000"), source.to);
  assert.equal(source.positionOf("7-50"), undefined);
});

Deno.test("shows the surroundings of a line that was out of reach", async () => {
  const environment = handDriven();
  const { source, resets } = await opened(environment);
  assert.equal(resets(), 1);
  source.show("7-50000");
  assert.equal(resets(), 2);
  await serve(environment, 1);

  const position = source.positionOf("7-50000");
  assert.ok(position !== undefined);
  assert.equal(idAt(source, position), "7-50000");
  assert.equal(idAt(source, position - 1), "7-49990");
  assert.equal(source.isAtNewest, false);
});

Deno.test("who reads what is there keeps it, and is told how much has come", async () => {
  const environment = handDriven();
  const { source } = await opened(environment);
  const first = idAt(source, source.from);
  source.hold(true);
  let number = 100_000;
  for (let i = 0; i < 30; i++) {
    source.lines(Array.from({ length: 500 }, () => line(number += 10)));
  }

  assert.equal(idAt(source, source.from), first);
  assert.equal(source.isAtNewest, false);
  assert.equal((number - 100_000) / 10, source.to - source.from + 1 - 500 + source.unseen);
});
