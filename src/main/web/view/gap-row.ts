import type { Gap } from "../log/event.ts";
import { plainText } from "../log/plain-text.ts";
import { button, element } from "./element.ts";
import { canBeLoaded, gapWords } from "./gap-words.ts";

/** What stands in the place of lines that are missing. */
export function gapRow(gap: Gap): HTMLElement {
  const row = element("div", "row gap");
  row.title = plainText(gap.message);
  row.append(element("span", "words", plainText(gapWords(gap))));
  if (canBeLoaded(gap)) {
    row.append(" ", button("more", "load", { action: "load", first: gap.first, last: gap.last }));
  }
  return row;
}
