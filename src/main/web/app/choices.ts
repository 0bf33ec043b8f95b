const WORDS = /^[A-Za-z0-9_-]+(?:\|[A-Za-z0-9_-]+)+$/;
const ANYTHING = ["", ".*", ".+", "(?s).*", "(?s).+", "\\P{Cc}*", "\\P{Cc}+"];

/** The values that a parameter can have, where its pattern is nothing but these; what is right is for the server to say. */
export function choicesOf(pattern: string): readonly string[] {
  return WORDS.test(pattern) ? pattern.split("|") : [];
}

/** Whether the pattern says anything that people would want to know before they type. */
export function isTelling(pattern: string): boolean {
  return !ANYTHING.includes(pattern) && choicesOf(pattern).length === 0;
}
