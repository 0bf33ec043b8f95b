import { quantity } from "../log/quantity.ts";
import { element } from "../view/element.ts";
import { stateText } from "./state-text.ts";
import type { LogStatus } from "./status.ts";

/** Says above a log how it is doing. */
export interface StatusBar {
  readonly element: HTMLElement;
  show(status: LogStatus, problem: string, now: number): void;
}

/** @param act what the reader asks for where the state offers something */
export function statusBar(act: () => void): StatusBar {
  const bar = element("div", "status");
  const state = element("span", "state");
  const name = element("span", "word");
  state.append(name);
  const detail = element("span", "detail");
  const action = element("button", "act");
  action.type = "button";
  action.addEventListener("click", act);
  const figures = element("span", "figures");
  bar.append(state, detail, action, figures);

  function set(target: HTMLElement, text: string): void {
    if (target.textContent !== text) {
      target.textContent = text;
      target.title = text;
    }
  }

  return {
    element: bar,
    show(status, problem, now) {
      const text = stateText(status.state, now);
      state.dataset.state = status.state.kind;
      set(name, text.name);
      set(detail, problem === "" ? text.detail : problem);
      detail.classList.toggle("problem", problem !== "");
      const offer = problem === "" ? text.action : "Try again";
      action.hidden = offer === undefined;
      action.textContent = offer ?? "";
      set(figures, figuresOf(status));
    },
  };
}

function figuresOf({ first, last, linesPerSecond, errors, state }: LogStatus): string {
  const parts: string[] = [];
  if (first !== undefined && last !== undefined) {
    parts.push(first > 1 ? `lines ${format(first)} to ${format(last)}` : quantity(Math.max(0, last), "line"));
  }
  if (state.kind === "live" || state.kind === "catching-up") {
    parts.push(`${format(linesPerSecond)}/s`);
  }
  if (errors > 0) {
    parts.push(quantity(errors, "new error"));
  }
  return parts.join(" · ");
}

const FORMAT = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
const format = (number: number) => FORMAT.format(number);
