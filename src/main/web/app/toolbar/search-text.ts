import type { Filter } from "../../log/filter.ts";

/** The filter with another text, or pattern, searched for. */
export function withText(filter: Filter, text: string, isPattern: boolean): Filter {
  const sought = text.trim() === "" ? undefined : text;
  // An address can ask for both; the field then has the pattern, and the text is a chip.
  const other = filter.regex === undefined ? undefined : filter.q;
  return isPattern ? { ...filter, q: other, regex: sought } : { ...filter, q: sought, regex: undefined };
}

/** What the field shows of a filter. */
export function textOf({ q, regex }: Filter): string {
  return regex ?? q ?? "";
}
