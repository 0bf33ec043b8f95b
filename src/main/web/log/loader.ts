import { backoff } from "./backoff.ts";
import type { Environment } from "./environment.ts";
import { HistoryError } from "./history.ts";

/** Loads what is wanted, piece by piece. */
export interface Loader<Key> {
  /**
   * What is wanted now, most urgent first: of what is loading, anything else
   * is aborted; of what is not, as much is begun as may be at once.
   */
  want(keys: readonly Key[]): void;

  /** Tries again what the server has refused. */
  retry(): void;

  close(): void;
}

export interface LoaderOptions<Key> {
  readonly load: (key: Key, signal: AbortSignal) => Promise<void>;

  /**
   * Is told of each failure. What is not final is tried again by itself, as long as it is wanted: the next time at
   * `retryAt`.
   */
  readonly failed: (key: Key, error: HistoryError, attempt: number, retryAt: number) => void;
  readonly environment: Environment;
}

/** A browser has six connections to a host, and each live tab holds one. */
const MAX_LOADING = 2;

/** Keys are compared as those of a map. */
export function loader<Key>(options: LoaderOptions<Key>): Loader<Key> {
  const { environment } = options;
  const loading = new Map<Key, AbortController>();
  const failures = new Map<Key, { readonly attempt: number; readonly until: number }>();
  let wanted: readonly Key[] = [];
  let cancelWait = () => {};
  let isClosed = false;

  function begin(): void {
    cancelWait();
    const now = environment.now();
    for (const key of wanted) {
      const isWaiting = (failures.get(key)?.until ?? 0) > now;
      if (loading.size < MAX_LOADING && !loading.has(key) && !isWaiting) {
        load(key);
      }
    }
    const next = Math.min(...wanted.map((key) => failures.get(key)?.until ?? 0).filter((until) => until > now));
    if (Number.isFinite(next) && !isClosed) {
      cancelWait = environment.after(next - now, begin);
    }
  }

  function load(key: Key): void {
    const abort = new AbortController();
    loading.set(key, abort);
    options.load(key, abort.signal).then(
      () => failures.delete(key),
      (error) => {
        if (!abort.signal.aborted) {
          remember(key, error instanceof HistoryError ? error : new HistoryError(String(error), 0, true));
        }
      },
    ).finally(() => {
      if (!abort.signal.aborted) {
        loading.delete(key);
        wanted = wanted.filter((one) => one !== key || failures.has(key));
        begin();
      }
    });
  }

  function remember(key: Key, error: HistoryError): void {
    const attempt = (failures.get(key)?.attempt ?? 0) + 1;
    const wait = error.isFinal ? Infinity : backoff(attempt, environment.random(), error.waitMillis);
    const until = environment.now() + wait;
    failures.set(key, { attempt, until });
    options.failed(key, error, attempt, until);
  }

  function want(keys: readonly Key[]): void {
    wanted = isClosed ? [] : keys;
    for (const [key, abort] of loading) {
      if (!wanted.includes(key)) {
        abort.abort();
        loading.delete(key);
      }
    }
    begin();
  }

  return {
    want,
    retry() {
      failures.clear();
      begin();
    },
    close() {
      isClosed = true;
      want([]);
    },
  };
}
