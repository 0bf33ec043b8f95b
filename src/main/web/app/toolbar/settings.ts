import type { TimeStyle } from "../../log/time.ts";

export const TIME_STYLES: readonly TimeStyle[] = ["local", "utc", "relative"];

/** How this reader likes logs to look, on any page of the service. */
export interface Settings {
  wrap: boolean;
  times: TimeStyle;

  /** Whether single keys do something: to those who dictate, or whose hand slips, they are in the way. */
  keys: boolean;
}

/**
 * Settings that are kept, where a browser lets us.
 *
 * @param storage may throw, and so may all that it returns
 */
export function settings(storage: () => Pick<Storage, "getItem" | "setItem">): Settings {
  const values = new Map<string, string>();

  function get(name: string): string | null {
    try {
      return values.get(name) ?? storage().getItem(`livetail.${name}`);
    } catch {
      return null;
    }
  }

  function set(name: string, value: string): void {
    values.set(name, value);
    try {
      storage().setItem(`livetail.${name}`, value);
    } catch {
      // Then it holds until the page is left.
    }
  }

  return {
    get wrap() {
      return get("wrap") === "yes";
    },
    set wrap(on) {
      set("wrap", on ? "yes" : "no");
    },
    get times() {
      return TIME_STYLES.find((style) => style === get("times")) ?? "local";
    },
    set times(style) {
      set("times", style);
    },
    get keys() {
      return get("keys") !== "no";
    },
    set keys(on) {
      set("keys", on ? "yes" : "no");
    },
  };
}
