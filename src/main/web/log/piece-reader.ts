import type { Environment } from "./environment.ts";

/** Reads a body as its own reader does, but leaves the page time for everything else. */
export interface PieceReader {
  read(): Promise<{ readonly done: false; readonly value: Uint8Array } | { readonly done: true }>;
  cancel(): Promise<void>;
}

/** Some dozens of lines: parsed and handed on in one or two milliseconds. */
const PIECE_BYTES = 32 * 1024;

/** Half a frame: whoever scrolls or types waits no longer. */
const TURN_MILLIS = 8;

/**
 * What has piled up while a page was busy comes in one piece, and what comes
 * behind it is there at once too: all of that would be one long task.
 */
export function pieceReader(body: ReadableStream<Uint8Array>, environment: Environment): PieceReader {
  const reader = body.getReader();
  let rest: Uint8Array = new Uint8Array();
  let turnAt = environment.now() + TURN_MILLIS;
  return {
    async read() {
      if (environment.now() >= turnAt) {
        await environment.turn();
        turnAt = environment.now() + TURN_MILLIS;
      }
      if (rest.length === 0) {
        const part = await reader.read();
        if (part.done) {
          return { done: true };
        }
        rest = part.value;
      }
      const value = rest.subarray(0, PIECE_BYTES);
      rest = rest.subarray(PIECE_BYTES);
      return { done: false, value };
    },
    cancel: () => reader.cancel(),
  };
}
