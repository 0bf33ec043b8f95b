import { element } from "./element.ts";
import type { RowContext } from "./row-context.ts";

/** A part of a row that unfolds. What is in it is made when it is first open: it can be very much. */
export function foldOf(
  className: string,
  key: string,
  summary: HTMLElement,
  context: RowContext,
  fill: (parent: HTMLElement) => void,
): HTMLDetailsElement {
  const fold = element("details", className);
  fold.dataset.key = key;
  fold.append(summary);
  if (context.isOpen(key)) {
    fold.open = true;
    fill(fold);
  } else {
    fold.addEventListener("toggle", () => fill(fold), { once: true });
  }
  return fold;
}
