import { element } from "./element.ts";
import { labelOf, signOf } from "./run-state.ts";
import type { RunState } from "./run.ts";

/** A run's state as a sign and a word. */
export function stateChip(state: RunState): HTMLElement {
  return element(
    "span",
    { class: `state ${state}` },
    element("span", { class: "sign", "aria-hidden": "true" }, signOf(state)),
    ` ${labelOf(state)}`,
  );
}
