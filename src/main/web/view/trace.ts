import type { Frame, Thrown } from "../log/event.ts";

/** What an exception says of itself, as `Throwable.toString()` has it. */
export function summaryOf(thrown: Thrown): string {
  return typeof thrown.message === "string" ? `${thrown.exceptionType}: ${thrown.message}` : thrown.exceptionType;
}

/**
 * The exception, its stack, what was suppressed and its causes, as Java developers know them and as the server writes them.
 *
 * @param escaped what becomes of each text in it
 */
export function traceOf(thrown: Thrown, escaped: (text: string) => string = (text) => text): string {
  const lines: string[] = [];
  append(thrown, "", "");
  return lines.join("\n");

  function append(thrown: Thrown, caption: string, indent: string): void {
    lines.push(indent + caption + escaped(summaryOf(thrown)));
    for (const frame of thrown.frames) {
      lines.push(`${indent}\tat ${escaped(placeOf(frame))}`);
    }
    for (const suppressed of thrown.suppressed ?? []) {
      append(suppressed, "Suppressed: ", `${indent}\t`);
    }
    if (thrown.causedBy !== undefined) {
      append(thrown.causedBy.exception, "Caused by: ", indent);
    }
  }
}

function placeOf(frame: Frame): string {
  const call = `${frame.class}.${frame.method}`;
  return frame.line === undefined || frame.line < 0 ? call : `${call}(${sourceOf(frame.class)}:${frame.line})`;
}

/** Frames tell no file; the outermost class is in the one of its name. */
function sourceOf(className: string): string {
  const simple = className.slice(className.lastIndexOf(".") + 1);
  const nested = simple.indexOf("$");
  return `${nested > 0 ? simple.slice(0, nested) : simple}.java`;
}
