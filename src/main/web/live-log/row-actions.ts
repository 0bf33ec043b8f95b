import type { PickKind } from "../view/row-context.ts";

/** Is told what the reader does to the rows of a log, which are known by their positions. */
export interface RowActions {
  /** The row's line number was clicked; extended with the shift key. */
  mark(position: number, isExtended: boolean): void;
  pick(kind: PickKind, value: string): void;

  /** What a gap is about is to be loaded. */
  load(position: number): void;

  /** A part of a row is to be shown whole. */
  open(key: string): void;

  /** The group that this line opens is to be folded, or unfolded. */
  toggleGroup(line: number): void;

  /** The row itself was clicked. */
  choose(position: number): void;
}

/** Listens for all rows at once: they come and go by the thousand. */
export function listenToRows(
  scroller: HTMLElement,
  rows: () => ReadonlyMap<number, HTMLElement>,
  actions: RowActions,
): void {
  scroller.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : undefined;
    const row = target?.closest(".row");
    const position = [...rows()].find(([, element]) => element === row)?.[0];
    if (target === undefined || position === undefined) {
      return;
    }
    const control = target.closest<HTMLElement>("[data-pick], [data-action]");
    if (target.closest("a.number") !== null) {
      event.preventDefault();
      actions.mark(position, event.shiftKey);
    } else if (control !== null) {
      perform(control.dataset, position);
    } else if (document.getSelection()?.isCollapsed !== false) {
      actions.choose(position);
    }
  });

  function perform({ pick, value, action, key, line }: DOMStringMap, position: number): void {
    if (pick !== undefined) {
      actions.pick(pick as PickKind, value ?? "");
      return;
    }
    switch (action) {
      case "load":
        actions.load(position);
        return;
      case "open":
        actions.open(key ?? "");
        return;
      case "group":
        actions.toggleGroup(Number(line));
        return;
    }
  }
}
