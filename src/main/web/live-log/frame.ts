import { ROW_STYLE } from "../view/style.ts";
import { element } from "../view/element.ts";
import { STYLE } from "./style.ts";

/** The parts of the element, within its shadow root. */
export interface Frame {
  readonly bar: HTMLElement;
  readonly scroller: HTMLElement;
  readonly pane: HTMLElement;
  readonly empty: HTMLElement;
  readonly newest: HTMLButtonElement;
}

let sheet: CSSStyleSheet | undefined;

export function frameIn(root: ShadowRoot): Frame {
  if (sheet === undefined) {
    // A style element would need a policy that lets any style in.
    sheet = new CSSStyleSheet();
    sheet.replaceSync(ROW_STYLE + STYLE);
  }
  root.adoptedStyleSheets = [sheet];
  const bar = element("div", "bar");
  const scroller = element("div", "scroller");
  // It scrolls sideways, and what it is in up and down: its keys are those of both.
  const pane = element("div", "pane");
  pane.tabIndex = 0;
  pane.role = "log";
  pane.ariaLabel = "Log";
  // All of thousands of lines a second would never be heard to the end.
  pane.ariaLive = "off";
  scroller.append(pane);
  const empty = element("p", "empty");
  const newest = element("button", "newest");
  newest.type = "button";
  newest.hidden = true;
  const body = element("div", "body");
  body.append(scroller, empty, newest);
  root.append(bar, body);
  return { bar, scroller, pane, empty, newest };
}
