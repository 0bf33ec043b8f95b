import type { Instruction } from "./pattern.ts";
import type { Range } from "./text.ts";

/** So much work is done for one text; what is behind is not searched. Some milliseconds. */
const MAX_STEPS = 1_000_000;

/**
 * Where a text matches, leftmost first, without overlap and without empty matches.
 *
 * All ways through the pattern go along the text side by side (Thompson's construction, as RE2 does it), so no pattern and
 * no text make it try the same again: a browser's own expressions can take for ever for `(a+)+$`.
 */
export function searchPattern(program: readonly Instruction[], text: string, maxMatches: number): Range[] {
  const found: Range[] = [];
  const budget = { steps: MAX_STEPS };
  let from = 0;
  while (found.length < maxMatches && from <= text.length) {
    const match = searchFrom(program, text, from, budget);
    if (match === undefined) {
      break;
    }
    if (match.end > match.start) {
      found.push(match);
      from = match.end;
    } else {
      from = match.end + sizeOf(codeAt(text, match.end));
    }
  }
  return found;
}

/** The ways that have come so far, preferred ones first; none is there twice. */
interface Ways {
  readonly at: number[];
  readonly starts: number[];
  readonly has: Uint8Array;
}

function searchFrom(
  program: readonly Instruction[],
  text: string,
  from: number,
  budget: { steps: number },
): Range | undefined {
  let now = waysOf(program.length);
  let then = waysOf(program.length);
  let best: Range | undefined;
  for (let position = from;; position += sizeOf(codeAt(text, position))) {
    const code = codeAt(text, position);
    if (best === undefined) {
      add(now, 0, position, codeBefore(text, position), code);
    }
    const after = codeAt(text, position + sizeOf(code));
    for (let i = 0; i < now.at.length; i++) {
      const instruction = program[now.at[i]];
      if (instruction.op === "match") {
        // What comes later in the list is what is preferred less.
        best = { start: now.starts[i], end: position };
        break;
      }
      if (instruction.op === "character" && code >= 0 && instruction.takes(code)) {
        add(then, now.at[i] + 1, now.starts[i], code, after);
      }
    }
    budget.steps -= now.at.length + 1;
    if (code < 0 || budget.steps < 0 || (best !== undefined && then.at.length === 0)) {
      return budget.steps < 0 ? undefined : best;
    }
    clear(now);
    [now, then] = [then, now];
  }

  function add(ways: Ways, first: number, start: number, before: number, after: number): void {
    const todo = [first];
    for (let at = todo.pop(); at !== undefined; at = todo.pop()) {
      if (ways.has[at] === 1) {
        continue;
      }
      ways.has[at] = 1;
      budget.steps--;
      const instruction = program[at];
      switch (instruction.op) {
        case "split":
          todo.push(instruction.second, instruction.first);
          break;
        case "assertion":
          if (instruction.holds(before, after)) {
            todo.push(at + 1);
          }
          break;
        case "character":
        case "match":
          ways.at.push(at);
          ways.starts.push(start);
          break;
      }
    }
  }
}

function waysOf(size: number): Ways {
  return { at: [], starts: [], has: new Uint8Array(size) };
}

function clear(ways: Ways): void {
  ways.at.length = 0;
  ways.starts.length = 0;
  ways.has.fill(0);
}

/** The code point here, -1 at the end. */
const codeAt = (text: string, position: number) => text.codePointAt(position) ?? -1;

const sizeOf = (code: number) => code > 0xffff ? 2 : 1;

function codeBefore(text: string, position: number): number {
  const pair = position >= 2 ? text.codePointAt(position - 2) ?? -1 : -1;
  return pair > 0xffff ? pair : position >= 1 ? text.charCodeAt(position - 1) : -1;
}
