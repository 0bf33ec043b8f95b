import type { LogLine } from "./event.ts";
import { parseEventId } from "./event-id.ts";
import { type Group, groups } from "./groups.ts";
import type { Stretch } from "./source.ts";

/** The groups of a run's log, and which of them are folded. Lines are known by their numbers. */
export interface Folds {
  /** What the folded groups hide, their closing lines, and those of open ones, in order. */
  readonly hidden: readonly Stretch[];

  /** The group that a line opens. */
  groupAt(number: number): Group | undefined;
  isFolded(group: Group): boolean;
  toggle(number: number): void;

  /** Unfolds what a line is in, so that it is seen. */
  reveal(number: number): void;

  /** Lines in order, of which those that open or close a group matter. Whether one did. */
  add(lines: readonly LogLine[]): boolean;
}

/** What lines that open or close a group have, for the server's search. */
export const GROUP_MARKER = "^(::(end)?group::|##\\[(end)?group\\]|section_(start|end):)";

export function folds(): Folds {
  const all = groups();
  /** By the line that opens a group; what is absent is as whoever wrote it wants it. */
  const chosen = new Map<number, boolean>();
  let byLine = new Map<number, Group>();
  let hidden: readonly Stretch[] | undefined;

  function index(some: readonly Group[]): void {
    for (const group of some) {
      byLine.set(group.from, group);
      index(group.groups);
    }
  }

  const isFolded = (group: Group) => chosen.get(group.from) ?? group.folded;

  function collect(some: readonly Group[], out: Stretch[]): void {
    for (const group of some) {
      if (group.to !== undefined && isFolded(group)) {
        out.push({ from: group.from + 1, to: group.to });
      } else {
        collect(group.groups, out);
        // What is open within it ends with the same line.
        if (group.to !== undefined && out.at(-1)?.to !== group.to) {
          out.push({ from: group.to, to: group.to });
        }
      }
    }
  }

  return {
    get hidden() {
      if (hidden === undefined) {
        const out: Stretch[] = [];
        collect(all.groups, out);
        hidden = out;
      }
      return hidden;
    },
    groupAt: (number) => byLine.get(number),
    isFolded,
    toggle(number) {
      const group = byLine.get(number);
      if (group !== undefined) {
        chosen.set(number, !isFolded(group));
        hidden = undefined;
      }
    },
    reveal(number) {
      for (const group of all.around(number)) {
        if (group.from !== number && isFolded(group)) {
          chosen.set(group.from, false);
          hidden = undefined;
        }
      }
    },
    add(lines) {
      let isChanged = false;
      for (const line of lines) {
        const number = parseEventId(line.id)?.sequence;
        isChanged = (number !== undefined && all.add(number, line.message)) || isChanged;
      }
      if (isChanged) {
        byLine = new Map();
        index(all.groups);
        hidden = undefined;
      }
      return isChanged;
    },
  };
}
