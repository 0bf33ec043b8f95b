import { copyText } from "./clipboard.ts";
import { button } from "../element.ts";
import { isPermalink, type LineRange, lineRangeOf, permalinkOf } from "./permalink.ts";
import type { Tools } from "./tools.ts";

export interface Selection {
  /** Copies the address of what is selected; it is there only when something is. */
  readonly button: HTMLElement;
  select(lines: LineRange): void;
  clear(): void;
}

/** Keeps the selected lines and the page's address in step. */
export function selection({ log, bar, say }: Tools): Selection {
  const link = button({ class: "quiet", hidden: true }, copyLink);

  async function copyLink(): Promise<void> {
    if (await copyText(location.href)) {
      say("Copied the link.");
    }
  }

  function show(lines: LineRange | undefined): void {
    link.hidden = lines === undefined;
    link.textContent = lines === undefined ? "" : `Copy link to ${permalinkOf(lines).slice(1)}`;
  }

  function write(lines: LineRange | undefined): void {
    show(lines);
    // Another fragment is someone else's.
    if (lines !== undefined || isPermalink(bar.hash)) {
      bar.go(bar.search, lines === undefined ? "" : permalinkOf(lines), "same");
    }
  }

  function open(): void {
    const lines = isPermalink(bar.hash) ? lineRangeOf(bar.hash) : undefined;
    if (lines !== undefined) {
      log.select(lines.from, lines.to);
      show(lines);
    } else if (!link.hidden) {
      log.clearSelection();
      show(undefined);
    }
  }

  log.addEventListener("selectlines", (event) => {
    write((event as CustomEvent<LineRange | null>).detail ?? undefined);
  });
  addEventListener("hashchange", open);
  open();
  return {
    button: link,
    select(lines) {
      log.select(lines.from, lines.to);
      write(lines);
    },
    clear() {
      log.clearSelection();
      write(undefined);
    },
  };
}
