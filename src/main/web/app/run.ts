/** A run as `GET /runs/{id}` has it. What the server does not know of it is absent. */
export interface Run {
  readonly id: string;
  readonly operation: string;
  readonly state: RunState;
  readonly createdAt: string;
  readonly startedAt?: string;
  readonly endedAt?: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly requestedBy: Readonly<Record<string, string>>;
  readonly outcome?: Outcome;
  readonly progress?: Progress;
  readonly lines: number;
  readonly linesRefused: number;
}

export const RUN_STATES = ["queued", "running", "succeeded", "failed", "cancelled", "timed_out", "lost"] as const;

export type RunState = (typeof RUN_STATES)[number];

/** How it ended: `text` in a line, and what there is besides, by its kind. */
export interface Outcome {
  readonly kind: string;
  readonly text: string;
  readonly type?: string;
  readonly message?: string;
}

/** So many of so many. */
export interface Progress {
  readonly done: number;
  readonly total: number;
}

type Members = Readonly<Record<string, unknown>>;

/** The run that a parsed object is; nothing if it is none. */
export function readRun(value: unknown): Run | undefined {
  return isObject(value) &&
      [value.id, value.operation, value.createdAt].every(isText) &&
      (RUN_STATES as readonly unknown[]).includes(value.state) &&
      [value.startedAt, value.endedAt].every(orAbsent(isText)) &&
      isTexts(value.parameters) && isTexts(value.requestedBy) &&
      orAbsent(isOutcome)(value.outcome) && orAbsent(isProgress)(value.progress) &&
      isNumber(value.lines) && isNumber(value.linesRefused)
    ? value as unknown as Run
    : undefined;
}

/** The runs that a parsed array has; nothing if it is none. */
export function readRuns(value: unknown): Run[] | undefined {
  if (!Array.isArray(value)) {
    return undefined;
  }
  const runs = value.map(readRun);
  return runs.every((run) => run !== undefined) ? runs : undefined;
}

/** Whether anything about it may still change. */
export function isGoing(run: Run): boolean {
  return run.state === "queued" || run.state === "running";
}

/** The last digits: the first are the time, which neighbours share. */
export function shortId(id: string): string {
  return id.slice(-8);
}

/** How long it has been at work, in milliseconds; nothing if it never was. */
export function durationOf(run: Run, now: number): number | undefined {
  if (run.startedAt === undefined) {
    return undefined;
  }
  const end = run.endedAt === undefined ? now : Date.parse(run.endedAt);
  const millis = end - Date.parse(run.startedAt);
  // A clock that is behind the server's is no reason to count backwards.
  return Number.isNaN(millis) ? undefined : Math.max(0, millis);
}

/** Which part is done, from 0 to 1; nothing where the run has not said it. */
export function shareDone(run: Run): number | undefined {
  const { done, total } = run.progress ?? { done: 0, total: 0 };
  return total > 0 ? Math.min(1, Math.max(0, done / total)) : undefined;
}

/** The same as text, rounded down: what is not done is not done. */
export function percentOf(run: Run): string {
  const share = shareDone(run);
  return share === undefined ? "" : `${Math.floor(share * 100)} %`;
}

/** Who asked for it, as far as the server knows. */
export function requesterOf(run: Run): string | undefined {
  return run.requestedBy.user_id;
}

function isObject(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown): boolean {
  return typeof value === "string";
}

function isNumber(value: unknown): boolean {
  return Number.isFinite(value);
}

function isTexts(value: unknown): boolean {
  return isObject(value) && Object.values(value).every(isText);
}

function isOutcome(value: unknown): boolean {
  return isObject(value) && isText(value.kind) && isText(value.text) &&
    orAbsent(isText)(value.type) && orAbsent(isText)(value.message);
}

function isProgress(value: unknown): boolean {
  return isObject(value) && isNumber(value.done) && isNumber(value.total);
}

function orAbsent(check: (value: unknown) => boolean): (value: unknown) => boolean {
  return (value) => value === undefined || check(value);
}
