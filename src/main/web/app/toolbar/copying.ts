import { quantity } from "../../log/quantity.ts";
import { copyText } from "./clipboard.ts";
import { button } from "../element.ts";
import type { Tools } from "./tools.ts";

/** Copies the lines that are selected, or else those on the screen. */
export function copyButton({ log, say }: Tools): HTMLElement {
  async function copy(): Promise<void> {
    const text = await log.text();
    if (await copyText(text)) {
      const lines = text === "" ? 0 : text.replace(/\n$/, "").split("\n").length;
      say(`Copied ${quantity(lines, "line")}.`);
    }
  }
  const node = button(
    { class: "extra", title: "Copy the selected lines, or those on the screen" },
    () => void copy().catch((error) => say(`Nothing was copied: ${error instanceof Error ? error.message : error}`)),
    "Copy",
  );
  return node;
}
