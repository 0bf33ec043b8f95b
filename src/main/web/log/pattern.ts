/** One step of a compiled pattern. */
export type Instruction =
  | { readonly op: "character"; readonly takes: Takes }
  | { readonly op: "assertion"; readonly holds: Holds }
  /** Goes on at both; `first` is preferred. */
  | { readonly op: "split"; first: number; second: number }
  | { readonly op: "match" };

/** Whether a code point is one of a set. */
export type Takes = (codePoint: number) => boolean;

/** Whether something holds between two code points, of which either is -1 at an end of the text. */
export type Holds = (before: number, after: number) => boolean;

type Node = (program: Instruction[]) => void;

const MAX_INSTRUCTIONS = 2_000;
const MAX_REPEAT = 1_000;

/**
 * Compiles a regular expression of RE2's syntax, as the server's parameter `regex` takes it.
 *
 * @returns nothing where it is none, or uses what is rare (Unicode and POSIX classes, flags but for a leading `(?i)`)
 */
export function compilePattern(pattern: string): Instruction[] | undefined {
  try {
    const program: Instruction[] = [];
    parse(pattern)(program);
    emit(program, { op: "match" });
    return program;
  } catch (error) {
    if (error instanceof Unsupported) {
      return undefined;
    }
    throw error;
  }
}

class Unsupported extends Error {}

function emit(program: Instruction[], instruction: Instruction): void {
  if (program.length === MAX_INSTRUCTIONS) {
    throw new Unsupported();
  }
  program.push(instruction);
}

function parse(pattern: string): Node {
  const ignoresCase = pattern.startsWith("(?i)");
  const source = [...pattern.slice(ignoresCase ? 4 : 0)];
  let at = 0;

  const peek = (): string | undefined => source[at];
  function take(text: string): boolean {
    if (!text.split("").every((c, i) => source[at + i] === c)) {
      return false;
    }
    at += text.length;
    return true;
  }
  function next(): string {
    if (at >= source.length) {
      throw new Unsupported();
    }
    return source[at++];
  }

  function alternatives(): Node {
    const branches = [sequence()];
    while (take("|")) {
      branches.push(sequence());
    }
    return branches.reduceRight((rest, branch) => either(branch, rest));
  }

  function sequence(): Node {
    const parts: Node[] = [];
    while (at < source.length && peek() !== "|" && peek() !== ")") {
      parts.push(repeated());
    }
    return (program) => parts.forEach((part) => part(program));
  }

  function repeated(): Node {
    const part = single();
    const bounds = repetition();
    if (bounds === undefined) {
      return part;
    }
    const isLazy = take("?");
    if (repetition() !== undefined) {
      throw new Unsupported();
    }
    return repeat(part, bounds[0], bounds[1], isLazy);
  }

  function repetition(): readonly [number, number] | undefined {
    if (take("*")) {
      return [0, Infinity];
    }
    if (take("+")) {
      return [1, Infinity];
    }
    if (take("?")) {
      return [0, 1];
    }
    const counts = peek() === "{" ? /^\{(\d{1,4})(,(\d{0,4}))?\}/.exec(source.slice(at, at + 11).join("")) : null;
    if (counts === null) {
      return undefined;
    }
    at += counts[0].length;
    const least = Number(counts[1]);
    const most = counts[2] === undefined ? least : counts[3] === "" ? Infinity : Number(counts[3]);
    if (least > MAX_REPEAT || (most !== Infinity && most > MAX_REPEAT) || most < least) {
      throw new Unsupported();
    }
    return [least, most];
  }

  function single(): Node {
    const c = next();
    switch (c) {
      case "(":
        return group();
      case "[":
        return character(folded(set()));
      case ".":
        return character((code) => code !== 10);
      case "^":
        return assertion((before) => before < 0);
      case "$":
        return assertion((_, after) => after < 0);
      case "\\":
        return escape();
      case "*":
      case "+":
      case "?":
      case ")":
        throw new Unsupported();
      default:
        return character(folded(only(c)));
    }
  }

  function group(): Node {
    if (peek() === "?" && !take("?:")) {
      const name = /^\?P?<\w{1,100}>/.exec(source.slice(at, at + 105).join(""));
      if (name === null) {
        throw new Unsupported();
      }
      at += name[0].length;
    }
    const inner = alternatives();
    if (!take(")")) {
      throw new Unsupported();
    }
    return inner;
  }

  function escape(): Node {
    const c = next();
    switch (c) {
      case "b":
        return assertion((before, after) => isWord(before) !== isWord(after));
      case "B":
        return assertion((before, after) => isWord(before) === isWord(after));
      case "A":
        return assertion((before) => before < 0);
      case "z":
        return assertion((_, after) => after < 0);
      default:
        return character(classOf(c) ?? folded(only(literal(c))));
    }
  }

  /** The character that follows a backslash, where it means one. */
  function literal(c: string): string {
    if (Object.hasOwn(CONTROLS, c)) {
      return CONTROLS[c];
    }
    if (c === "x") {
      const code = /^(?:\{([0-9a-fA-F]{1,6})\}|([0-9a-fA-F]{2}))/.exec(source.slice(at, at + 8).join(""));
      const value = parseInt(code?.[1] ?? code?.[2] ?? "", 16);
      if (code === null || value > 0x10ffff) {
        throw new Unsupported();
      }
      at += code[0].length;
      return String.fromCodePoint(value);
    }
    if (/[0-9A-Za-z]/.test(c)) {
      throw new Unsupported();
    }
    return c;
  }

  function set(): Takes {
    const isNegated = take("^");
    const members: Takes[] = [];
    do {
      const c = next();
      if (c === "[" && peek() === ":") {
        throw new Unsupported();
      }
      const some = c === "\\" ? escapedMember() : c;
      if (typeof some !== "string") {
        members.push(some);
      } else if (peek() === "-" && source[at + 1] !== "]") {
        at++;
        const last = next();
        const upTo = last === "\\" ? escapedMember() : last;
        if (typeof upTo !== "string" || codeOf(upTo) < codeOf(some)) {
          throw new Unsupported();
        }
        members.push((code) => code >= codeOf(some) && code <= codeOf(upTo));
      } else {
        members.push(only(some));
      }
    } while (peek() !== "]");
    at++;
    const isMember = folded((code) => members.some((takes) => takes(code)));
    return (code) => isMember(code) !== isNegated;
  }

  function escapedMember(): Takes | string {
    const c = next();
    return classOf(c) ?? literal(c);
  }

  function folded(takes: Takes): Takes {
    return ignoresCase ? (code) => takes(code) || otherCases(code).some(takes) : takes;
  }

  const whole = alternatives();
  if (at < source.length) {
    throw new Unsupported();
  }
  return whole;
}

const CONTROLS: Readonly<Record<string, string>> = { t: "\t", n: "\n", r: "\r", f: "\f", v: "\v", a: "\x07" };

const codeOf = (c: string) => c.codePointAt(0) ?? 0;
const only = (c: string): Takes => (code) => code === codeOf(c);
const isDigit: Takes = (code) => code >= 48 && code <= 57;
const isSpace: Takes = (code) => code === 32 || code === 9 || code === 10 || code === 12 || code === 13;
const isWord: Takes = (code) =>
  isDigit(code) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95;
const not = (takes: Takes): Takes => (code) => !takes(code);

function classOf(c: string): Takes | undefined {
  switch (c) {
    case "d":
      return isDigit;
    case "D":
      return not(isDigit);
    case "s":
      return isSpace;
    case "S":
      return not(isSpace);
    case "w":
      return isWord;
    case "W":
      return not(isWord);
    default:
      return undefined;
  }
}

function otherCases(code: number): number[] {
  const c = String.fromCodePoint(code);
  return [c.toLowerCase(), c.toUpperCase()].map(codeOf);
}

const character = (takes: Takes): Node => (program) => emit(program, { op: "character", takes });
const assertion = (holds: Holds): Node => (program) => emit(program, { op: "assertion", holds });

/** Emits a split, whose second way is behind what `first` emits. */
function around(program: Instruction[], isLazy: boolean, first: () => void): void {
  const split = { op: "split" as const, first: program.length + 1, second: 0 };
  emit(program, split);
  first();
  split.second = program.length;
  if (isLazy) {
    [split.first, split.second] = [split.second, split.first];
  }
}

function jump(program: Instruction[], to: number): void {
  emit(program, { op: "split", first: to, second: to });
}

function either(one: Node, other: Node): Node {
  return (program) => {
    let end: Instruction | undefined;
    around(program, false, () => {
      one(program);
      jump(program, 0);
      end = program[program.length - 1];
    });
    other(program);
    if (end?.op === "split") {
      end.first = end.second = program.length;
    }
  };
}

function repeat(part: Node, least: number, most: number, isLazy: boolean): Node {
  return (program) => {
    for (let i = 0; i < least; i++) {
      part(program);
    }
    if (most === Infinity) {
      const start = program.length;
      around(program, isLazy, () => {
        part(program);
        jump(program, start);
      });
      return;
    }
    const optional = (left: number): void => {
      if (left > 0) {
        around(program, isLazy, () => {
          part(program);
          optional(left - 1);
        });
      }
    };
    optional(most - least);
  };
}
