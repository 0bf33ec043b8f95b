// The same characters as in the server's own text and HTML: C0 but for tab and line feed, DEL, C1, line and paragraph
// separators, bidirectional controls, noncharacters of the basic plane.
const UNSAFE =
  // deno-lint-ignore no-control-regex
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]/g;

/**
 * The text with what cannot be seen made visible: log text is anyone's, and
 * must not turn the direction of writing or pretend to be another line.
 */
export function plainText(text: string): string {
  return text.replace(UNSAFE, (c) => c === "\r" ? "\\r" : "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0"));
}
