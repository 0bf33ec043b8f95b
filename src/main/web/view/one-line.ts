import { plainText } from "../log/plain-text.ts";

/** The text as one line, whatever is in it, as the server's own text format has it. */
export function oneLine(text: string): string {
  return plainText(text).replaceAll("\n", "\\n");
}
