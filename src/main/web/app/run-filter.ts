import { type Run, RUN_STATES, type RunState } from "./run.ts";

/** Which runs of the list are wanted. What is absent is not asked for. */
export interface RunFilter {
  readonly operation?: string;
  readonly state?: RunState;

  /** In the id, who started it, or a parameter. */
  readonly text?: string;
}

/** What the page's address has of it. The log's filter stands there too, under names of its own. */
const NAMES = { operation: "runs_operation", state: "runs_state", text: "runs_text" } as const;

const NONE = "";

export function runFilterOf(parameters: URLSearchParams): RunFilter {
  const state = parameters.get(NAMES.state);
  return {
    operation: parameters.get(NAMES.operation) || undefined,
    state: RUN_STATES.find((one) => one === state),
    text: parameters.get(NAMES.text) || undefined,
  };
}

/** The parameters of the filter, and with them the others as they are. */
export function withRunFilter(filter: RunFilter, others: URLSearchParams): URLSearchParams {
  const parameters = new URLSearchParams(others);
  for (const member of ["operation", "state", "text"] as const) {
    parameters.delete(NAMES[member]);
    if ((filter[member] ?? NONE) !== NONE) {
      parameters.set(NAMES[member], filter[member] as string);
    }
  }
  return parameters;
}

/** What the server is asked for: it knows of operations and states, and how many runs are wanted at the most. */
export function runsQuery(filter: RunFilter, limit: number): URLSearchParams {
  const query = new URLSearchParams();
  if (filter.operation !== undefined) {
    query.set("operation", filter.operation);
  }
  if (filter.state !== undefined) {
    query.set("state", filter.state);
  }
  query.set("limit", String(limit));
  return query;
}

/** Whether the run has the text anywhere that is shown of it. */
export function hasText(run: Run, text: string | undefined): boolean {
  const wanted = (text ?? NONE).trim().toLowerCase();
  return [
    run.id,
    run.operation,
    run.outcome?.text ?? NONE,
    ...Object.values(run.requestedBy),
    ...Object.entries(run.parameters).map(([name, value]) => `${name}=${value}`),
  ].some((part) => part.toLowerCase().includes(wanted));
}

export function isNoFilter(filter: RunFilter): boolean {
  return filter.operation === undefined && filter.state === undefined && filter.text === undefined;
}
