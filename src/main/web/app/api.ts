import type { Environment } from "../log/environment.ts";
import { readRun, readRuns, type Run } from "./run.ts";

/** What became of a request. */
export type Answered<Value> =
  | { readonly kind: "done"; readonly value: Value }
  | Refused
  | { readonly kind: "unreachable" };

/** The server said no, or something that is no answer. */
export interface Refused {
  readonly kind: "refused";
  readonly status: number;
  readonly detail: string;

  /** Which parameter of an operation is wrong. */
  readonly parameter?: string;
  readonly retryAfterSeconds?: number;
}

/** What the pages ask of the service about runs. */
export interface Api {
  runs(query: URLSearchParams): Promise<Answered<Run[]>>;
  run(id: string): Promise<Answered<Run>>;
  start(operation: string, parameters: Readonly<Record<string, string>>): Promise<Answered<Run>>;
  cancel(id: string): Promise<Answered<Run>>;
}

/** Who has not answered by then will not. What only looks is soon asked again, and is not to look current meanwhile. */
const PATIENCE_MILLIS = { GET: 10_000, POST: 30_000, DELETE: 30_000 } as const;

export function apiOf(environment: Environment): Api {
  async function ask<Value>(
    method: keyof typeof PATIENCE_MILLIS,
    address: string,
    read: (value: unknown) => Value | undefined,
    body?: string,
  ): Promise<Answered<Value>> {
    const abort = new AbortController();
    const calm = environment.after(PATIENCE_MILLIS[method], () => abort.abort());
    try {
      const response = await environment.fetch(address, {
        method,
        body,
        headers: { Accept: "application/json", ...(body === undefined ? {} : { "Content-Type": "application/json" }) },
        cache: "no-store",
        signal: abort.signal,
      });
      return await readAnswer(response, read);
    } catch {
      return { kind: "unreachable" };
    } finally {
      calm();
    }
  }

  return {
    runs: (query) => ask("GET", query.size === 0 ? "/runs" : `/runs?${query}`, readRuns),
    run: (id) => ask("GET", runAddress(id), readRun),
    start: (operation, parameters) =>
      ask("POST", `/operations/${encodeURIComponent(operation)}/runs`, readRun, JSON.stringify(parameters)),
    cancel: (id) => ask("DELETE", runAddress(id), readRun),
  };
}

/** The address of a run, and of its page. */
export function runAddress(id: string): string {
  return `/runs/${encodeURIComponent(id)}`;
}

async function readAnswer<Value>(
  response: Response,
  read: (value: unknown) => Value | undefined,
): Promise<Answered<Value>> {
  const body = parse(await response.text());
  const value = response.ok ? read(body) : undefined;
  return value === undefined ? refused(response, body) : { kind: "done", value };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refused(response: Response, body: unknown): Refused {
  const { detail, parameter } = (body ?? {}) as { readonly detail?: unknown; readonly parameter?: unknown };
  const seconds = (response.headers.get("Retry-After") ?? "").trim();
  return {
    kind: "refused",
    status: response.status,
    detail: typeof detail === "string" && detail !== "" ? detail : unexplained(response),
    parameter: typeof parameter === "string" ? parameter : undefined,
    retryAfterSeconds: /^\d{1,9}$/.test(seconds) ? Number(seconds) : undefined,
  };
}

function unexplained(response: Response): string {
  return response.ok
    // Such as the page of a proxy that wants a sign-in.
    ? "The answer is not the service's own. It may help to load this page again."
    : `HTTP ${response.status} ${response.statusText}`.trim();
}
