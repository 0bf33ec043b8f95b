/** Lines by their numbers, both ends included. */
export interface LineRange {
  readonly from: number;
  readonly to: number;
}

const PATTERN = /^#?L?(\d{1,15})(?:-L?(\d{1,15}))?$/i;

/** The lines that `#L123`, `#L123-L140`, or the same without `#` and `L` names. */
export function lineRangeOf(text: string): LineRange | undefined {
  const parts = PATTERN.exec(text.trim());
  if (parts === null) {
    return undefined;
  }
  const from = Number(parts[1]);
  const to = Number(parts[2] ?? parts[1]);
  return from < 1 || to < 1 ? undefined : { from: Math.min(from, to), to: Math.max(from, to) };
}

/** Whether a fragment names lines; any other is not ours. */
export function isPermalink(hash: string): boolean {
  return /^#L/i.test(hash) && lineRangeOf(hash) !== undefined;
}

/** `#L123`, `#L123-L140` */
export function permalinkOf({ from, to }: LineRange): string {
  return from === to ? `#L${from}` : `#L${from}-L${to}`;
}
