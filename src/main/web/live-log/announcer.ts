import { quantity } from "../log/quantity.ts";

/** Tells those who cannot see a log what goes on in it: not each of its lines, but how many there were. */
export interface Announcer {
  readonly element: HTMLElement;

  /** At once. */
  say(text: string): void;

  /** With all that come in some seconds. */
  count(lines: number, errors: number): void;
  close(): void;
}

/** As long as it takes to hear the last one out. */
const MILLIS = 10_000;

export function announcer(): Announcer {
  const element = document.createElement("div");
  element.className = "hidden";
  element.ariaLive = "polite";
  let lines = 0;
  let errors = 0;
  let timer: number | undefined;

  function tell(): void {
    timer = undefined;
    element.textContent = quantity(lines, "new line") + (errors === 0 ? "" : `, ${quantity(errors, "error")}`);
    lines = 0;
    errors = 0;
  }

  return {
    element,
    say(text) {
      element.textContent = text;
    },
    count(some, bad) {
      lines += some;
      errors += bad;
      timer ??= setTimeout(tell, MILLIS);
    },
    close: () => clearTimeout(timer),
  };
}
