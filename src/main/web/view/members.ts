import type { Json, Tree } from "../log/json.ts";

function isArray(tree: Tree): tree is readonly Json[] {
  return Array.isArray(tree);
}

/** How many values are in it. */
export function countOf(tree: Tree): number {
  return isArray(tree) ? tree.length : Object.keys(tree).length;
}

/** What it is and how much is in it: `[3]`, `{3}`. */
export function sizeOf(tree: Tree): string {
  return isArray(tree) ? `[${countOf(tree)}]` : `{${countOf(tree)}}`;
}

/** Its values with their names, or their places in an array, from one place to before another. */
export function membersOf(tree: Tree, from: number, to: number): (readonly [string, Json])[] {
  return isArray(tree)
    ? tree.slice(from, to).map((value, at) => [String(from + at), value])
    : Object.keys(tree).slice(from, to).map((name) => [JSON.stringify(name), tree[name]]);
}
