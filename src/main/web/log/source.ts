import type { Gap, LogLine } from "./event.ts";
import type { Entry, HistoryError } from "./history.ts";

/** From a position to another, both included. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * A log as a list to be looked at: of any length, growing, and only in parts
 * in memory. An entry keeps its position, which may be negative, as long as
 * the list is not reset.
 */
export interface LogSource {
  /** The first position, and the last; one less than the first where the list is empty. */
  readonly from: number;
  readonly to: number;

  /** Positions that say nothing of their own: a gap is one row, however many lines it is about. */
  readonly hidden: readonly Stretch[];

  /** The incarnation that the log is in now. */
  readonly epoch: number;

  /** Whether the newest line is within reach. */
  readonly isAtNewest: boolean;

  /** How many live lines there are beyond the last position. */
  readonly unseen: number;

  /** An entry, or nothing where it has to be loaded first. */
  entry(position: number): Entry | undefined;

  /** A line's number in its log. */
  numberAt(position: number): number | undefined;

  /** The id of what is there: of a gap, that of the last line it is about. */
  idAt(position: number): string | undefined;

  /** Where a line is, or the first behind it that the filter lets pass; nothing where that is out of reach. */
  positionOf(id: string): number | undefined;

  /** What is looked at is loaded, and stays. */
  want(from: number, to: number): void;

  /** Makes the surroundings of a line reachable, or the newest lines: the list may be reset. */
  show(id: string | undefined): void;

  /** Whether someone is reading what is there: it does not make room for live lines. */
  hold(isHeld: boolean): void;

  /** What the live stream of the same filter tells, in order. */
  lines(lines: readonly LogLine[]): void;
  gap(gap: Gap): void;

  /** Loads what a gap is about, where history still has it. */
  load(gap: Gap): void;

  /** Tries again what could not be loaded. */
  retry(): void;
  close(): void;
}

export interface SourceListener {
  changed(): void;

  /** All positions mean something else from here on. */
  reset(): void;
  failed(error: HistoryError): void;
}
