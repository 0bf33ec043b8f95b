import { debounce } from "../../log/debounce.ts";
import { compilePattern } from "../../log/pattern.ts";
import { button, element, press } from "../element.ts";
import type { Query } from "./query.ts";
import { textOf, withText } from "./search-text.ts";
import type { Tools } from "./tools.ts";

const TYPING_MILLIS = 250;

export interface SearchField {
  readonly node: HTMLElement;
  readonly input: HTMLInputElement;
}

/**
 * The text or pattern that is searched for. It is applied when no letter has come for a moment; return applies it at
 * once, and with nothing to apply goes to the next match.
 */
export function searchField({ store, environment, say }: Tools, goToMatch: (isBack: boolean) => void): SearchField {
  const input = element("input", {
    type: "search",
    "aria-label": "Search",
    placeholder: "Search",
    maxlength: "1000",
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    enterkeyhint: "search",
  });
  let isPattern = false;
  let isTyping = false;

  const typed = debounce<string>(TYPING_MILLIS, (text) => {
    isTyping = false;
    store.set({ ...store.query, filter: withText(store.query.filter, text, isPattern) }, "same");
  }, environment);

  const toggle = button(
    {
      class: "toggle pattern",
      "aria-pressed": "false",
      "aria-label": "Regular expression",
      title: "Regular expression",
    },
    () => {
      isPattern = !isPattern;
      press(toggle, isPattern);
      typed.push(input.value);
      typed.flush();
    },
    ".*",
  );

  function show({ filter, onlyMatches }: Query): void {
    if (isTyping) {
      return;
    }
    isPattern = filter.regex !== undefined || (isPattern && filter.q === undefined);
    press(toggle, isPattern);
    if (input.value !== textOf(filter)) {
      input.value = textOf(filter);
    }
    if (!onlyMatches && filter.regex !== undefined && compilePattern(filter.regex) === undefined) {
      say("This pattern cannot be highlighted; it can only be filtered by.");
    }
  }

  input.addEventListener("input", () => {
    isTyping = true;
    typed.push(input.value);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      // Some browsers would empty the field.
      event.preventDefault();
      input.blur();
    } else if (event.key === "Enter" && !event.isComposing) {
      if (isTyping) {
        typed.flush();
      } else {
        goToMatch(event.shiftKey);
      }
    }
  });
  store.onChange(show);
  show(store.query);
  return { node: element("span", { class: "search" }, input, toggle), input };
}
