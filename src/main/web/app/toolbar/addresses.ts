import { type Filter, parametersOf } from "../../log/filter.ts";
import { filteredBy, type Query } from "./query.ts";

/** The stream of `src` with another filter; what else is in its query stays. */
export function streamAddress(src: string, query: Query): string {
  const [path, others] = src.split("?", 2);
  return withQuery(path, parametersOf(filteredBy(query), new URLSearchParams(others)));
}

/**
 * How much was logged when, of the whole time: a range that the reader has selected is a part of what is drawn.
 *
 * @param log `/logs` or `/runs/{id}/logs`
 */
export function histogramAddress(log: string, query: Query, buckets: number): string {
  const filter = { ...filteredBy(query), since: undefined, until: undefined };
  return withQuery(`${log}/histogram`, parametersOf(filter, new URLSearchParams({ buckets: String(buckets) })));
}

/** A file with the lines that the filter lets pass. */
export function downloadAddress(log: string, filter: Filter): string {
  return withQuery(log, parametersOf(filter, new URLSearchParams({ download: "true", format: "text" })));
}

function withQuery(path: string, parameters: URLSearchParams): string {
  return parameters.size === 0 ? path : `${path}?${parameters}`;
}
