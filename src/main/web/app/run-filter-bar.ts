import { element } from "./element.ts";
import { labelOf } from "./run-state.ts";
import { RUN_STATES } from "./run.ts";
import type { RunFilter } from "./run-filter.ts";

export interface RunFilterBar {
  readonly node: HTMLElement;
  show(filter: RunFilter): void;
}

/** The fields that a list of runs is filtered by. */
export function runFilterBar(operations: readonly string[], changed: (filter: RunFilter) => void): RunFilterBar {
  const operation = element(
    "select",
    { "aria-label": "Operation" },
    element("option", { value: "" }, "All operations"),
    ...operations.map((name) => element("option", { value: name }, name)),
  );
  const state = element(
    "select",
    { "aria-label": "State" },
    element("option", { value: "" }, "All states"),
    ...RUN_STATES.map((one) => element("option", { value: one }, labelOf(one))),
  );
  const text = element("input", {
    type: "search",
    "aria-label": "Text",
    placeholder: "Id, who, parameter",
    autocomplete: "off",
  });
  const node = element("form", { class: "run-filter", role: "search", "aria-label": "Runs" }, operation, state, text);
  node.addEventListener("submit", (event) => event.preventDefault());
  node.addEventListener("input", () =>
    changed({
      operation: operation.value || undefined,
      state: RUN_STATES.find((one) => one === state.value),
      text: text.value || undefined,
    }));
  return {
    node,
    show(filter) {
      operation.value = filter.operation ?? "";
      state.value = filter.state ?? "";
      // Writing what is there already would move the cursor.
      if (text.value !== (filter.text ?? "")) {
        text.value = filter.text ?? "";
      }
    },
  };
}
