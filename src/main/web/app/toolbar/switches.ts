import { button, element, press } from "../element.ts";
import { TIME_STYLES } from "./settings.ts";
import type { Tools } from "./tools.ts";

export interface Switches {
  readonly nodes: readonly HTMLElement[];
  wrap(): void;

  /** The next of the three. */
  times(): void;
}

const NAMES = { local: "Local", utc: "UTC", relative: "Relative" };

/** How the log looks to this reader. */
export function switches({ log, settings }: Tools, timesChanged: () => void): Switches {
  const wrap = button({ class: "toggle extra", title: "Wrap long lines (w)" }, toggleWrap, "Wrap");
  const times = element(
    "select",
    { class: "extra", "aria-label": "Times", title: "Times (t)" },
    ...TIME_STYLES.map((style) => element("option", { value: style }, NAMES[style])),
  );

  function apply(): void {
    log.wrap = settings.wrap;
    log.times = settings.times;
    press(wrap, settings.wrap);
    times.value = settings.times;
  }

  function toggleWrap(): void {
    settings.wrap = !settings.wrap;
    apply();
  }

  function setTimes(value: string): void {
    settings.times = TIME_STYLES.find((style) => style === value) ?? "local";
    apply();
    timesChanged();
  }

  times.addEventListener("change", () => setTimes(times.value));
  apply();
  return {
    nodes: [wrap, times],
    wrap: toggleWrap,
    times: () => setTimes(TIME_STYLES[(TIME_STYLES.indexOf(settings.times) + 1) % TIME_STYLES.length]),
  };
}
