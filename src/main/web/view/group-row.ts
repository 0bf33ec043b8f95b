import { quantity } from "../log/quantity.ts";
import { showText } from "./coloured.ts";
import { button, element } from "./element.ts";
import { addNumber } from "./number.ts";
import type { RowContext } from "./row-context.ts";

/**
 * The header of lines that fold.
 *
 * @param lines how many they are, while that is not known nothing
 * @param number of the line that opens the group
 * @param depth how many groups it is in
 */
export function groupRowOf(
  title: string,
  lines: number | undefined,
  isOpen: boolean,
  number: number,
  depth: number,
  context: RowContext,
): HTMLElement {
  const row = element("div", "row group");
  row.style.setProperty("--depth", String(depth));
  const meta = element("span", "meta");
  addNumber(row, meta, number);
  const header = button("fold", "", { action: "group", line: String(number) });
  header.ariaExpanded = String(isOpen);
  const name = element("span", "message");
  showText(name, title, context.matcher);
  header.append(name);
  if (lines !== undefined) {
    header.append(" ", element("span", "count", quantity(lines, "line")));
  }
  row.append(meta, header);
  return row;
}
