import { withParameters } from "./address.ts";
import { readAnswer } from "./answer.ts";
import type { Environment } from "./environment.ts";
import type { Gap, Hello, LogEvent, LogLine } from "./event.ts";
import { lineParser } from "./lines.ts";
import { patience } from "./patience.ts";
import { pieceReader } from "./piece-reader.ts";
import { readEvent } from "./read-event.ts";

/** A part of a log: its lines, and what is missing among them, in order. */
export type Entry = LogLine | Gap;

/** Where a log goes on behind an entry. */
export const lastIdOf = (entry: Entry): string => entry.event === "gap" ? entry.after : entry.id;

/** Which part of a log, as the server's query has it; ids are event ids. */
export interface Part {
  readonly after?: string;
  readonly before?: string;
  readonly limit?: number;
  readonly tail?: number;
  readonly since?: string;
  readonly until?: string;
}

/** Why a part could not be read. */
export class HistoryError extends Error {
  override readonly name = "HistoryError";

  /**
   * @param status of HTTP, or 0 where the connection failed
   * @param isFinal whether another attempt would fail as well
   * @param waitMillis how long the server asks to wait
   */
  constructor(
    message: string,
    readonly status: number = 0,
    readonly isFinal: boolean = false,
    readonly waitMillis: number = 0,
  ) {
    super(message);
  }
}

/**
 * Reads a part of what a log has now.
 *
 * @param address of `/logs` or `/runs/{id}/logs`, with the filter in its query
 * @throws HistoryError if it cannot be read whole
 */
export async function readHistory(
  address: string,
  part: Part,
  signal: AbortSignal,
  environment: Environment,
): Promise<Entry[]> {
  const entries: Entry[] = [];
  const isWhole = await readEvents(withParameters(address, { ...part }), signal, environment, (event) => {
    if (event.event === undefined || event.event === "gap") {
      entries.push(event);
    }
    return event.event === "end";
  });
  if (!isWhole) {
    // Without the last word there is no telling what was cut off.
    throw new HistoryError("the answer was cut");
  }
  return entries;
}

/**
 * Reads where a log begins and ends now.
 *
 * @throws HistoryError if that cannot be told
 */
export async function readExtent(address: string, signal: AbortSignal, environment: Environment): Promise<Hello> {
  let hello: Hello | undefined;
  await readEvents(address, signal, environment, (event) => {
    hello = event.event === "hello" ? event : undefined;
    return true;
  });
  if (hello === undefined) {
    throw new HistoryError("the answer does not say where the log is", 200, true);
  }
  return hello;
}

/** Whether there was one that was the last that is wanted. */
async function readEvents(
  address: string,
  signal: AbortSignal,
  environment: Environment,
  isLast: (event: LogEvent) => boolean,
): Promise<boolean> {
  const answer = patience(signal, environment);
  try {
    const reader = pieceReader(await open(address, answer.signal, environment), environment);
    const parser = lineParser();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      answer.heard();
      for (const object of parser.push(part.value)) {
        const event = readEvent(object);
        if (event === undefined) {
          throw new HistoryError("the answer is no log", 200, true);
        }
        if (event !== "unknown" && isLast(event)) {
          await reader.cancel();
          return true;
        }
      }
    }
    return false;
  } catch (error) {
    throw error instanceof HistoryError
      ? error
      : new HistoryError(error instanceof Error ? error.message : String(error));
  } finally {
    answer.end();
  }
}

async function open(
  address: string,
  signal: AbortSignal,
  environment: Environment,
): Promise<ReadableStream<Uint8Array>> {
  const response = await environment.fetch(address, { headers: { Accept: "application/x-ndjson" }, signal });
  const answer = await readAnswer(response, environment.now());
  switch (answer.kind) {
    case "log":
      return answer.body;
    case "later":
      throw new HistoryError(answer.reason, response.status, false, answer.waitMillis);
    case "unauthorised":
    case "failed":
      throw new HistoryError(answer.detail, answer.status, true);
  }
}
