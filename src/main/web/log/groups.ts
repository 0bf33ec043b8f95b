import { plainText } from "./plain-text.ts";

/** Lines that belong together under a title, and fold. */
export interface Group {
  readonly title: string;

  /** The line that opens it. */
  readonly from: number;

  /** The line that closes it, while it is open nothing. */
  readonly to: number | undefined;
  readonly depth: number;

  /** Whether whoever wrote it wants it folded at first. */
  readonly folded: boolean;
  readonly groups: readonly Group[];
}

export interface Groups {
  /** The outermost groups, in order. */
  readonly groups: readonly Group[];

  /** Whether this line opened or closed a group. Lines come in ascending order. */
  add(number: number, message: string): boolean;

  /** The groups that a line is in, outermost first. */
  around(number: number): Group[];
}

type Marker =
  | { readonly kind: "open"; readonly title: string; readonly name?: string; readonly folded: boolean }
  | { readonly kind: "close"; readonly name?: string };

interface Open extends Group {
  to: number | undefined;
  readonly name: string | undefined;
  readonly groups: Open[];
}

const MAX_DEPTH = 20;
const MAX_GROUPS = 10_000;
const MAX_TITLE = 300;

/** A run can write more of them than a page can fold: then the rest are lines like any other. */
export function groups(): Groups {
  const top: Open[] = [];
  const open: Open[] = [];
  let count = 0;
  /** Groups without a name that are open too deep to be kept. */
  let ignored = 0;

  function begin(number: number, { title, name, folded }: Marker & { kind: "open" }): boolean {
    if (open.length === MAX_DEPTH || count === MAX_GROUPS) {
      ignored += name === undefined ? 1 : 0;
      return false;
    }
    const group: Open = {
      title: plainText(title.slice(0, MAX_TITLE)),
      name,
      from: number,
      to: undefined,
      depth: open.length,
      folded,
      groups: [],
    };
    (open.at(-1)?.groups ?? top).push(group);
    open.push(group);
    count++;
    return true;
  }

  function end(number: number, name: string | undefined): boolean {
    if (name === undefined && ignored > 0) {
      ignored--;
      return false;
    }
    const at = open.findLastIndex((group) => group.name === name);
    if (at < 0) {
      return false;
    }
    // What was opened within it and never closed ends with it.
    for (const group of open.splice(at)) {
      group.to = number;
    }
    return true;
  }

  return {
    groups: top,
    add(number, message) {
      const marker = markerOf(message);
      switch (marker?.kind) {
        case undefined:
          return false;
        case "open":
          return begin(number, marker);
        case "close":
          return end(number, marker.name);
      }
    },
    around(number) {
      const found: Group[] = [];
      for (let level = top, group = groupAt(level, number); group !== undefined; group = groupAt(level, number)) {
        found.push(group);
        level = group.groups;
      }
      return found;
    },
  };
}

/** By bisection: groups of one level lie behind one another. */
function groupAt(level: readonly Open[], number: number): Open | undefined {
  let low = 0;
  let high = level.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (level[middle].from <= number) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  const group = level[low - 1];
  return group !== undefined && number <= (group.to ?? Infinity) ? group : undefined;
}

/** GitHub's and Azure's groups, which have no names, and GitLab's sections, which do. */
function markerOf(message: string): Marker | undefined {
  // A line that begins with none of these is almost every line.
  const c = message[0];
  if (c !== ":" && c !== "#" && c !== "s") {
    return undefined;
  }
  const group = /^(?:::group::|##\[group\])(.*)/s.exec(message);
  if (group !== null) {
    return { kind: "open", title: group[1], folded: false };
  }
  if (/^(?:::endgroup::|##\[endgroup\])/.test(message)) {
    return { kind: "close" };
  }
  const section = /^section_(start|end):\d{1,15}:([\w.-]{1,100})(\[[^\]]{0,100}\])?(?:\r(.*))?$/s.exec(message);
  if (section === null) {
    return undefined;
  }
  const [, kind, name, options, title] = section;
  return kind === "start"
    ? { kind: "open", name, title: title?.trim() || name, folded: options?.includes("collapsed=true") ?? false }
    : { kind: "close", name };
}
