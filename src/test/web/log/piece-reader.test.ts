import type { Environment } from "../../../main/web/log/environment.ts";
import { pieceReader } from "../../../main/web/log/piece-reader.ts";
import { deepEqual, equal, ok } from "../assert.ts";

function body(...parts: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      parts.forEach((part) => controller.enqueue(part));
      controller.close();
    },
  });
}

function bytes(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => (i * 31) % 256);
}

/** A page that takes some milliseconds for each piece. */
async function readSlowly(from: ReadableStream<Uint8Array>, millis: number) {
  let now = 0;
  let turns = 0;
  const environment = {
    now: () => now,
    turn: () => {
      turns++;
      return Promise.resolve();
    },
  } as Environment;
  const reader = pieceReader(from, environment);
  const pieces: Uint8Array[] = [];
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    pieces.push(part.value);
    now += millis;
  }
  return { pieces, turns };
}

Deno.test("gives all bytes in order, however much comes at once", async () => {
  const parts = [bytes(1), bytes(500_000), bytes(0), bytes(32 * 1024), bytes(7)];
  const { pieces } = await readSlowly(body(...parts), 0);
  deepEqual(pieces.flatMap((piece) => [...piece]), parts.flatMap((part) => [...part]));
  ok(pieces.every((piece) => piece.length <= 32 * 1024));
});

Deno.test("lets the page do something else before it goes on for long", async () => {
  const { pieces, turns } = await readSlowly(body(bytes(20 * 32 * 1024)), 5);
  equal(pieces.length, 20);
  equal(turns, 10);
});

Deno.test("does not wait where what there is takes no time", async () => {
  const { turns } = await readSlowly(body(bytes(20 * 32 * 1024)), 0);
  equal(turns, 0);
});
