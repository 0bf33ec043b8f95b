import type { LogLine } from "../log/event.ts";
import { showText } from "./coloured.ts";
import { element } from "./element.ts";
import { foldOf } from "./fold.ts";
import type { RowContext } from "./row-context.ts";
import { summaryOf, traceOf } from "./trace.ts";

const MAX_SUMMARY = 500;

/** A line's exception, folded to its first line, if it has one. What unfolds is the rest of the trace. */
export function stackOf(line: LogLine, context: RowContext): HTMLElement[] {
  const thrown = line.exception;
  if (thrown === undefined) {
    return [];
  }
  const summary = element("summary");
  const [first] = summaryOf(thrown).slice(0, MAX_SUMMARY).split("\n", 1);
  showText(summary, first, context.matcher);
  return [foldOf("stack", `${line.id} stack`, summary, context, (parent) => {
    const trace = traceOf(thrown);
    const body = element("pre");
    showText(body, trace.startsWith(`${first}\n`) ? trace.slice(first.length + 1) : trace, context.matcher);
    parent.append(body);
  })];
}
