import type { Folds } from "../log/folds.ts";
import type { Group } from "../log/groups.ts";
import type { LogSource, Stretch } from "../log/source.ts";
import { union } from "../log/stretches.ts";
import type { RowContext } from "../view/row-context.ts";
import { groupRowOf, rowOf } from "../view/row.ts";

/** What is drawn now. */
export interface Drawn {
  readonly source: LogSource | undefined;
  readonly folds: Folds;
  readonly context: RowContext;
}

/** Makes rows of what a source has: lines, gaps, and the headers of groups. */
export interface RowDrawing {
  readonly range: { readonly from: number; readonly to: number; readonly hidden: readonly Stretch[] };

  /** What a row is made from: with another one it has to be made again. */
  key(position: number): unknown;
  draw(position: number): HTMLElement;
  sample(): HTMLElement;
}

export function rowDrawing(drawn: () => Drawn): RowDrawing {
  let hidden: readonly Stretch[] = [];
  let hiddenOf: readonly [readonly Stretch[], readonly Stretch[]] | undefined;

  function hiddenNow(): readonly Stretch[] {
    const { source, folds } = drawn();
    const missing = source?.hidden ?? NOTHING;
    if (hiddenOf?.[0] !== missing || hiddenOf[1] !== folds.hidden) {
      hiddenOf = [missing, folds.hidden];
      hidden = union(missing, folds.hidden);
    }
    return hidden;
  }

  function groupAt(position: number): Group | undefined {
    const { source, folds } = drawn();
    const number = source?.numberAt(position);
    return number === undefined ? undefined : folds.groupAt(number);
  }

  return {
    get range() {
      const { source } = drawn();
      return { from: source?.from ?? 1, to: source?.to ?? 0, hidden: hiddenNow() };
    },
    key(position) {
      const { source, folds } = drawn();
      const group = groupAt(position);
      return group === undefined
        ? source?.entry(position) ?? "pending"
        : `group ${group.from} ${group.to} ${folds.isFolded(group)}`;
    },
    draw(position) {
      const { source, folds, context } = drawn();
      const group = groupAt(position);
      if (group === undefined) {
        return rowOf(source?.entry(position), source?.numberAt(position), context);
      }
      const lines = group.to === undefined ? undefined : group.to - group.from - 1;
      return groupRowOf(group.title, lines, !folds.isFolded(group), group.from, group.depth, context);
    },
    sample: () => rowOf(undefined, 1, drawn().context),
  };
}

const NOTHING: readonly Stretch[] = [];
