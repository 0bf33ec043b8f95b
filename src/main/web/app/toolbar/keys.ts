/** What a key does. */
export type Action =
  | "search"
  | "next-match"
  | "previous-match"
  | "follow"
  | "down"
  | "up"
  | "start"
  | "end"
  | "toggle"
  | "wrap"
  | "times"
  | "jump"
  | "unselect"
  | "help";

export interface Key {
  /** As the browser names it, upper case where it takes shift. */
  readonly key: string;
  readonly action: Action;
  readonly does: string;
}

/** The keys of the page: what handles them and what tells of them is made of this table. */
export const KEYS: readonly Key[] = [
  { key: "/", action: "search", does: "Search, and Escape leaves the field" },
  { key: "n", action: "next-match", does: "Next match" },
  { key: "N", action: "previous-match", does: "Previous match" },
  { key: "f", action: "follow", does: "Follow the newest line" },
  { key: "j", action: "down", does: "One line down" },
  { key: "k", action: "up", does: "One line up" },
  { key: "g", action: "start", does: "To the first line" },
  { key: "G", action: "end", does: "To the last line" },
  { key: "Enter", action: "toggle", does: "Unfold the line, or fold it" },
  { key: ":", action: "jump", does: "Jump to a line or a time" },
  { key: "w", action: "wrap", does: "Wrap long lines, or not" },
  { key: "t", action: "times", does: "Times: local, UTC, relative" },
  { key: "Escape", action: "unselect", does: "Select no line" },
  { key: "?", action: "help", does: "This help" },
];

/** What of a key press counts. */
export type Press = Pick<KeyboardEvent, "key" | "ctrlKey" | "altKey" | "metaKey" | "isComposing">;

/** What a press does where nothing is being typed. */
export function actionOf(press: Press): Action | undefined {
  return press.ctrlKey || press.altKey || press.metaKey || press.isComposing
    ? undefined
    : KEYS.find(({ key }) => key === press.key)?.action;
}
