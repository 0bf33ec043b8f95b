import type { FollowState } from "../../log/follow-state.ts";

/** What the server does not take of a query. */
export interface Refusal {
  /** The parameter that it names, if it names one. */
  readonly parameter: string | undefined;
  readonly detail: string;
}

/** The refusal that a log's state tells of. */
export function refusalOf(state: FollowState): Refusal | undefined {
  return state.kind === "failed" && state.status === 400
    ? { parameter: /^'(\w{1,40})'/.exec(state.detail)?.[1], detail: state.detail }
    : undefined;
}
