/** The parts of rows that are unfolded: rows come and go while one scrolls, and come back as they were. */
export interface OpenParts {
  has(key: string): boolean;
  add(key: string): void;
}

export function openParts(scroller: HTMLElement): OpenParts {
  const keys = new Set<string>();
  // It does not bubble.
  scroller.addEventListener("toggle", (event) => {
    const fold = event.target;
    if (fold instanceof HTMLDetailsElement && fold.dataset.key !== undefined) {
      if (fold.open) {
        keys.add(fold.dataset.key);
      } else {
        keys.delete(fold.dataset.key);
      }
    }
  }, { capture: true });
  return { has: (key) => keys.has(key), add: (key) => void keys.add(key) };
}
