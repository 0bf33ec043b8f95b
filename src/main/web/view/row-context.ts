import type { Matcher } from "../log/matches.ts";
import type { TimeStyle } from "../log/time.ts";

/** What a row looks like besides what it says. */
export interface RowContext {
  readonly times: TimeStyle;

  /** Milliseconds since 1970, for times that are relative. */
  readonly now: number;

  /** What is highlighted. */
  readonly matcher: Matcher | undefined;

  /** Whether the reader has unfolded this part of a row, or folded what is open at first. */
  isOpen(key: string): boolean;
}

/** A part of a line that lines can be filtered by. */
export type PickKind = "logger" | "requestId" | "userId" | "run";
