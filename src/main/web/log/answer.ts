/** What the answer to a request for a log means. */
export type Answer =
  | { readonly kind: "log"; readonly body: ReadableStream<Uint8Array> }
  /** Worth another attempt, not sooner than after some milliseconds. */
  | { readonly kind: "later"; readonly reason: string; readonly waitMillis: number }
  | Refusal;

/** Not worth another attempt until something else changes. */
export interface Refusal {
  readonly kind: "unauthorised" | "failed";
  readonly status: number;
  readonly detail: string;
}

const MAX_PROBLEM_BYTES = 16_384;
const MAX_WAIT_MILLIS = 600_000;

/** 408 Request Timeout, 425 Too Early, 429 Too Many Requests: they say "not now", not "never". */
const NOT_NOW: readonly number[] = [408, 425, 429];

/** Reads an answer. Never fails: what cannot be read of a problem is said by its status. */
export async function readAnswer(response: Response, now: number): Promise<Answer> {
  const type = response.headers.get("Content-Type") ?? "";
  if (response.status === 200 && response.body !== null && type.includes("ndjson")) {
    return { kind: "log", body: response.body };
  }
  const status = response.status;
  const detail = await detailOf(response, type);
  if (status === 401 || status === 403 || (response.ok && response.redirected)) {
    // A proxy that wants a sign-in answers with its own page instead of the log.
    return { kind: "unauthorised", status, detail };
  }
  if (status >= 500 || NOT_NOW.includes(status)) {
    return { kind: "later", reason: detail, waitMillis: waitOf(response, now) };
  }
  return { kind: "failed", status, detail };
}

async function detailOf(response: Response, type: string): Promise<string> {
  if (response.ok) {
    await response.body?.cancel().catch(() => undefined);
    return `the answer is no log but ${type === "" ? "of no type" : type}`;
  }
  const standard = `HTTP ${response.status} ${response.statusText}`.trim();
  try {
    const problem: unknown = JSON.parse(await beginningOf(response));
    const detail = (problem as { detail?: unknown } | null)?.detail;
    return typeof detail === "string" && detail !== "" ? detail : standard;
  } catch {
    return standard;
  }
}

async function beginningOf(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
    bytes += part.value.length;
    if (bytes > MAX_PROBLEM_BYTES) {
      await reader?.cancel();
      return "";
    }
    text += decoder.decode(part.value, { stream: true });
  }
  return text;
}

/** `Retry-After` (RFC 9110, 10.2.3): seconds, or a date. */
function waitOf(response: Response, now: number): number {
  const text = (response.headers.get("Retry-After") ?? "").trim();
  const millis = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isNaN(millis) ? 0 : Math.min(Math.max(millis, 0), MAX_WAIT_MILLIS);
}
