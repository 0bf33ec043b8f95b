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
  scroller.tabIndex = 0;
  scroller.role = "log";
  scroller.ariaLabel = "Log";
  // All of thousands of lines a second would never be heard to the end.
  scroller.ariaLive = "off";
  const pane = element("div", "pane");
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
