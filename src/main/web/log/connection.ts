import { readAnswer, type Refusal } from "./answer.ts";
import type { Environment } from "./environment.ts";
import { LineError, lineParser } from "./lines.ts";
import { pieceReader } from "./piece-reader.ts";

/** Is told what becomes of one request for a stream; nothing more once that is closed or over. */
export interface ConnectionListener {
  /** Parsed lines, and how long nothing had been heard before them. */
  objects(objects: readonly unknown[], silentMillis: number): void;

  /** Over, and worth another attempt, not sooner than after some milliseconds. */
  cut(reason: string, waitMillis: number): void;

  /** Over: what came cannot be read. */
  unreadable(reason: string): void;

  /** Over, and not worth another attempt. */
  refused(refusal: Refusal): void;

  /** Over: one of these functions has thrown this. */
  broken(reason: string): void;
}

export interface Connection {
  /** When the last byte came, or the request was made. */
  readonly heardAt: number;

  /** The clock was set back: what was read from it before says nothing now. */
  heardNow(): void;

  close(): void;
}

/** Requests a stream of NDJSON and reads it as it comes. */
export function connect(
  address: string,
  listener: ConnectionListener,
  environment: Environment,
): Connection {
  const abort = new AbortController();
  const { signal } = abort;
  let heardAt = environment.now();

  async function read(): Promise<void> {
    const body = await open();
    const reader = body && pieceReader(body, environment);
    const parser = lineParser();
    while (reader !== undefined && !signal.aborted) {
      const part = await settled(reader.read());
      if (signal.aborted) {
        return;
      }
      if (part.error !== undefined || part.value.done) {
        listener.cut(part.error ?? "the connection was closed", 0);
        return;
      }
      hear(part.value.value, parser.push);
    }
  }

  function hear(bytes: Uint8Array, parse: (bytes: Uint8Array) => unknown[]): void {
    const silent = environment.now() - heardAt;
    heardAt = environment.now();
    let objects: unknown[];
    try {
      objects = parse(bytes);
    } catch (error) {
      if (!(error instanceof LineError)) {
        throw error;
      }
      listener.unreadable(error.message);
      return;
    }
    listener.objects(objects, silent);
  }

  async function open(): Promise<ReadableStream<Uint8Array> | undefined> {
    const response = await settled(environment.fetch(address, {
      headers: { Accept: "application/x-ndjson" },
      cache: "no-store",
      signal,
    }));
    if (signal.aborted) {
      return undefined;
    }
    if (response.error !== undefined) {
      listener.cut(response.error, 0);
      return undefined;
    }
    const answer = await readAnswer(response.value, environment.now());
    if (signal.aborted) {
      return undefined;
    }
    switch (answer.kind) {
      case "log":
        return answer.body;
      case "later":
        listener.cut(answer.reason, answer.waitMillis);
        return undefined;
      case "unauthorised":
      case "failed":
        listener.refused(answer);
        return undefined;
    }
  }

  read().catch((error) => {
    if (!signal.aborted) {
      listener.broken(reasonOf(error));
    }
  });
  return {
    get heardAt() {
      return heardAt;
    },
    heardNow: () => heardAt = environment.now(),
    close: () => abort.abort(),
  };
}

type Settled<T> =
  | { readonly value: T; readonly error?: undefined }
  | { readonly error: string };

async function settled<T>(promise: Promise<T>): Promise<Settled<T>> {
  try {
    return { value: await promise };
  } catch (error) {
    return { error: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
