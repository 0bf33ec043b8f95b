import type { Environment } from "./environment.ts";

/** Waits for an answer, as long as some of it comes. */
export interface Patience {
  /** Is aborted where nothing comes any more, and where the answer is not wanted. */
  readonly signal: AbortSignal;

  /** Some of it has come. */
  heard(): void;

  /** It has come whole, or has failed. */
  end(): void;
}

/** A search in a long log comes before the first byte of its answer. */
const SILENT_MILLIS = 60_000;

/**
 * A request on a connection that the network has forgotten would wait for as
 * long as the browser does, which is minutes.
 */
export function patience(wanted: AbortSignal, environment: Environment): Patience {
  const abort = new AbortController();
  const unwanted = () => abort.abort(wanted.reason);
  let cancel = () => {};

  function heard(): void {
    cancel();
    cancel = environment.after(SILENT_MILLIS, () => abort.abort(new Error("the server does not answer")));
  }

  wanted.addEventListener("abort", unwanted);
  if (wanted.aborted) {
    unwanted();
  }
  heard();
  return {
    signal: abort.signal,
    heard,
    end() {
      cancel();
      wanted.removeEventListener("abort", unwanted);
    },
  };
}
