import { element } from "../element.ts";
import { jumpOf } from "./jump.ts";
import type { Selection } from "./selection.ts";
import type { Tools } from "./tools.ts";

/** One field to go anywhere in the log: to a line, to lines, to a time. */
export function jumpField(
  { log, settings }: Tools,
  selected: Selection,
  latest: () => number,
): { readonly node: HTMLElement; focus(): void } {
  const problem = element("span", { class: "problem", id: "toolbar-jump-problem", role: "alert", hidden: true });
  const input = element("input", {
    class: "jump",
    "aria-label": "Jump to a line or a time",
    "aria-describedby": problem.id,
    placeholder: "Line or time",
    title: "A line (12345, 120-140), a time (09:34, 2026-11-21T09:34:06Z) or how long back (5m) (:)",
    autocomplete: "off",
    spellcheck: "false",
    enterkeyhint: "go",
  });

  function refuse(why: string): void {
    problem.textContent = why;
    problem.hidden = why === "";
    input.setAttribute("aria-invalid", String(why !== ""));
  }

  async function go(): Promise<void> {
    const { first, last } = log.status;
    const jump = jumpOf(input.value, { first, last, latest: latest() }, settings.times);
    switch (jump.kind) {
      case "lines":
        selected.select(jump.lines);
        leave();
        break;
      case "time":
        if (await log.goToTime(jump.instant)) {
          leave();
        } else {
          refuse("There is no line at that time or after it.");
        }
        break;
      case "nowhere":
        refuse(jump.why);
    }
  }

  function leave(): void {
    input.value = "";
    refuse("");
    input.blur();
  }

  input.addEventListener("input", () => refuse(""));
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing && input.value.trim() !== "") {
      go().catch((error) => refuse(error instanceof Error ? error.message : String(error)));
    } else if (event.key === "Escape") {
      leave();
    }
  });
  return { node: element("span", { class: "extra jump-field" }, input, problem), focus: () => input.focus() };
}
