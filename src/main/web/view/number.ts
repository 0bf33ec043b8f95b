import { element } from "./element.ts";

/** A line's number, which is its permalink; a row that has one is `numbered`, so that it has room for it. */
export function addNumber(row: HTMLElement, meta: HTMLElement, number: number | undefined): void {
  if (number === undefined) {
    return;
  }
  const link = element("a", "number", String(number));
  link.href = `#L${number}`;
  link.tabIndex = -1;
  row.classList.add("numbered");
  meta.append(link, " ");
}
