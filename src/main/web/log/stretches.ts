import type { Stretch } from "./source.ts";

/** All that is in one of two ascending lists or in both, as stretches that are apart from one another. */
export function union(one: readonly Stretch[], other: readonly Stretch[]): readonly Stretch[] {
  if (one.length === 0 || other.length === 0) {
    return one.length === 0 ? other : one;
  }
  const out: { from: number; to: number }[] = [];
  for (const { from, to } of [...one, ...other].sort((a, b) => a.from - b.from)) {
    const last = out.at(-1);
    if (last !== undefined && from <= last.to) {
      last.to = Math.max(last.to, to);
    } else {
      out.push({ from, to });
    }
  }
  return out;
}
