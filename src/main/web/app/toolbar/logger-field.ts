import { element } from "../element.ts";
import type { Tools } from "./tools.ts";

/** Adds loggers to filter by; they become chips. What the service knows of is suggested. */
export function loggerField({ store, environment }: Tools): HTMLElement {
  const suggestions = element("datalist", { id: "toolbar-loggers" });
  const input = element("input", {
    class: "logger",
    "aria-label": "Logger",
    placeholder: "Logger",
    list: suggestions.id,
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
  });
  let isAsked = false;

  async function suggest(): Promise<void> {
    if (!isAsked) {
      isAsked = true;
      const names = await namesOf(environment.fetch("/loggers", { headers: { Accept: "application/json" } }));
      suggestions.replaceChildren(...names.map((name) => element("option", { value: name })));
    }
  }

  function add(): void {
    const name = input.value.trim();
    if (name !== "") {
      input.value = "";
      const { filter } = store.query;
      store.set({ ...store.query, filter: { ...filter, loggers: [...filter.loggers ?? [], name] } }, "new");
    }
  }

  input.addEventListener("focus", suggest, { once: true });
  input.addEventListener("input", (event) => {
    // A suggestion that is taken is whole, what is typed may not be: half a name would let no line pass.
    if (!(event instanceof InputEvent) || event.inputType === "insertReplacementText") {
      add();
    }
  });
  input.addEventListener("change", add);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing) {
      add();
    } else if (event.key === "Escape") {
      input.value = "";
      input.blur();
    }
  });
  return element("span", { class: "extra" }, input, suggestions);
}

/** Without them there are no suggestions, and all else works. */
async function namesOf(asked: Promise<Response>): Promise<string[]> {
  try {
    const loggers: unknown = await (await asked).json();
    return Array.isArray(loggers)
      ? loggers.map((logger) => logger?.name).filter((name) => typeof name === "string" && name !== "ROOT")
      : [];
  } catch {
    return [];
  }
}
