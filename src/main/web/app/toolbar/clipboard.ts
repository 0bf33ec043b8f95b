import { button, element } from "../element.ts";

/**
 * Puts a text into the clipboard. Where the browser does not let a page do so, as over plain HTTP, the text is shown
 * for the reader to copy.
 *
 * @returns whether it is in the clipboard
 */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    show(text);
    return false;
  }
}

function show(text: string): void {
  const area = element("textarea", { readonly: true, rows: "12", "aria-label": "Text to copy" });
  area.value = text;
  const dialog = element(
    "dialog",
    { class: "toolbar-dialog", "aria-label": "Copy" },
    element("p", {}, "The browser does not let this page copy. The text is selected: press Ctrl+C or ⌘C."),
    area,
    button({}, () => dialog.close(), "Close"),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  area.select();
}
