import type { Environment } from "../../log/environment.ts";
import { patience } from "../../log/patience.ts";
import { type Histogram, readHistogram } from "./histogram.ts";

/**
 * Asks the server for a histogram.
 *
 * @returns why there is none, where there is none; nothing where that is told already, of the log's own filter
 * @throws only if it is aborted
 */
export async function loadHistogram(
  address: string,
  signal: AbortSignal,
  environment: Environment,
): Promise<Histogram | string> {
  const answer = patience(signal, environment);
  try {
    const response = await environment.fetch(address, {
      headers: { Accept: "application/json" },
      signal: answer.signal,
    });
    if (!response.ok) {
      await response.body?.cancel();
      return response.status === 400 ? "" : `HTTP ${response.status}`;
    }
    return readHistogram(await response.json()) ?? "the answer is no histogram";
  } catch (error) {
    signal.throwIfAborted();
    return error instanceof Error ? error.message : String(error);
  } finally {
    answer.end();
  }
}
