import { textOf } from "./search-text.ts";
import { button, element } from "../element.ts";
import type { Tools } from "./tools.ts";

export interface Matches {
  readonly node: HTMLElement;
  go(isBack: boolean): void;
}

/** The way from match to match. */
export function matches({ log, store, say }: Tools): Matches {
  let isGoing = false;

  async function go(isBack: boolean): Promise<void> {
    if (textOf(store.query.filter) === "") {
      say("There is nothing to search for.");
    } else if (!isGoing) {
      isGoing = true;
      say(await find(isBack).catch((error) => `The search failed: ${error instanceof Error ? error.message : error}`));
      isGoing = false;
    }
  }

  async function find(isBack: boolean): Promise<string> {
    const isFound = await (isBack ? log.previousMatch() : log.nextMatch());
    return isFound ? "" : isBack ? "No match before this." : "No further match.";
  }

  const node = element(
    "span",
    { class: "joined" },
    button({ "aria-label": "Previous match", title: "Previous match (N)" }, () => go(true), "↑"),
    button({ "aria-label": "Next match", title: "Next match (n)" }, () => go(false), "↓"),
  );
  return { node, go: (isBack) => void go(isBack) };
}
