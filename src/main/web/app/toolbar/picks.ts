import type { Filter } from "../../log/filter.ts";
import type { PickKind } from "../../view/row-context.ts";

/** A part of a line that the reader has clicked. */
export interface Pick {
  readonly kind: PickKind;
  readonly value: string;
}

/** The filter with what was picked, or without it where it was picked already. */
export function picked(filter: Filter, { kind, value }: Pick): Filter {
  if (kind === "logger") {
    const loggers = filter.loggers ?? [];
    // Several loggers are any of them: one more would show more lines, and who picks wants fewer.
    return { ...filter, loggers: loggers.includes(value) ? loggers.filter((name) => name !== value) : [value] };
  }
  return { ...filter, [kind]: filter[kind] === value ? undefined : value };
}
