import type { LogLine } from "../log/event.ts";
import { Figure, findJson, isTree, type Json, type Tree } from "../log/json.ts";
import { showText } from "./coloured.ts";
import { button, element } from "./element.ts";
import { foldOf } from "./fold.ts";
import { countOf, membersOf, sizeOf } from "./members.ts";
import type { RowContext } from "./row-context.ts";

/** So many are shown at once: a page holds a few thousand nodes, and a message can hold a hundred thousand values. */
const MAX_MEMBERS = 200;

const NUMBER = new Intl.NumberFormat("en");

/** The JSON in a line's message as a tree, folded, if there is any. */
export function treeOf(line: LogLine, context: RowContext): HTMLElement[] {
  const json = findJson(line.message);
  if (json === undefined) {
    return [];
  }
  const key = `${line.id} json`;
  const summary = element("summary");
  summary.ariaLabel = summary.title = `JSON ${sizeOf(json.value)}`;
  return [foldOf("json", key, summary, context, (parent) => showMembers(parent, json.value, key, context))];
}

/** A member's key is its place, which is short whatever its name is. */
function showMembers(parent: HTMLElement, tree: Tree, key: string, context: RowContext): void {
  const list = element("ul", "members");
  const count = countOf(tree);
  let shown = Math.min(count, MAX_MEMBERS);
  while (shown < count && context.isOpen(`${key} ${shown}`)) {
    shown = Math.min(count, shown + MAX_MEMBERS);
  }
  membersOf(tree, 0, shown).forEach(([name, value], at) => list.append(memberOf(name, value, `${key}/${at}`, context)));
  if (shown < count) {
    const rest = element("li");
    rest.append(button("more", `${NUMBER.format(count - shown)} more`, { action: "open", key: `${key} ${shown}` }));
    list.append(rest);
  }
  parent.append(list);
}

function memberOf(name: string, value: Json, key: string, context: RowContext): HTMLElement {
  const member = element("li");
  const label = element("span", "name");
  showText(label, name, context.matcher);
  if (isTree(value) && countOf(value) > 0) {
    const summary = element("summary");
    summary.append(label, ": ", element("span", "size", sizeOf(value)));
    member.append(foldOf("member", key, summary, context, (parent) => showMembers(parent, value, key, context)));
  } else {
    const text = element("span", kindOf(value));
    showText(text, value instanceof Figure ? value.text : JSON.stringify(value), context.matcher);
    member.append(label, ": ", text);
  }
  return member;
}

function kindOf(value: Json): string {
  if (typeof value === "number" || value instanceof Figure) {
    return "figure";
  }
  return typeof value === "string" ? "string" : "literal";
}
