import type { FollowState } from "../log/follow-state.ts";

/** How a live log is doing. */
export interface LogStatus {
  readonly state: FollowState;

  /** Whether it stays at its newest line. */
  readonly following: boolean;

  /** How many lines have come since it does not. */
  readonly unseen: number;

  /** The numbers of the first line and the last, where nothing is filtered. */
  readonly first: number | undefined;
  readonly last: number | undefined;

  readonly linesPerSecond: number;

  /** Errors among the live lines since it was opened. */
  readonly errors: number;
}
