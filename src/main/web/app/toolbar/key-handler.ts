import { type Action, actionOf } from "./keys.ts";
import type { Settings } from "./settings.ts";

/** Does what keys stand for, wherever on the page they are pressed but where they are typed. */
export function handleKeys(commands: Readonly<Record<Action, () => void>>, settings: Settings): void {
  document.addEventListener("keydown", (event) => {
    const action = actionOf(event);
    if (action === undefined || event.defaultPrevented || isTyped(event) || isBehindDialog()) {
      return;
    }
    if (action === "toggle" && isOperated(event)) {
      return;
    }
    if (action === "unselect") {
      commands[action]();
    } else if (settings.keys) {
      // Else a slash would be the first letter of the search.
      event.preventDefault();
      commands[action]();
    }
  });
}

function isTyped(event: KeyboardEvent): boolean {
  const target = event.composedPath()[0];
  return target instanceof HTMLElement &&
    (target.isContentEditable || target.matches("textarea, select, input:not([type=checkbox], [type=radio])"));
}

/** Where the key does what it does anywhere. */
function isOperated(event: KeyboardEvent): boolean {
  const target = event.composedPath()[0];
  return target instanceof HTMLElement && target.matches("a, button, summary, input");
}

function isBehindDialog(): boolean {
  return document.querySelector("dialog:modal") !== null;
}
