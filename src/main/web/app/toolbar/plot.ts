import type { TimeStyle } from "../../log/time.ts";
import { barsOf } from "./bars.ts";
import { draw } from "./drawing.ts";
import { element } from "../element.ts";
import type { Histogram } from "./histogram.ts";
import { countsText, slotText } from "./histogram-text.ts";
import { bucketIn, leftOf, type Scale } from "./scale.ts";
import type { Band } from "./time-range.ts";

/** What is seen of a histogram besides its bars. */
export interface Marks {
  /** The slot that is pointed at. */
  readonly slot: number | undefined;

  /** The range of time that is selected. */
  readonly band: Band | undefined;
  readonly times: TimeStyle;
  readonly now: number;
}

/** Where a histogram is drawn; it is a slider, whose value is a slot. */
export interface Plot {
  readonly node: HTMLElement;

  /** In CSS pixels. */
  readonly width: number;
  drawBars(histogram: Histogram, scale: Scale): void;
  mark(histogram: Histogram, scale: Scale, marks: Marks): void;
}

export function plot(): Plot {
  const canvas = element("canvas");
  const band = element("div", { class: "band", hidden: true });
  const cursor = element("div", { class: "cursor", hidden: true });
  const tip = element("div", { class: "tip", hidden: true });
  const node = element(
    "div",
    { class: "plot", role: "slider", tabindex: "0", "aria-label": "Lines over time", "aria-valuemin": "0" },
    canvas,
    band,
    cursor,
    tip,
  );

  return {
    node,
    get width() {
      return node.clientWidth;
    },
    drawBars(histogram, scale) {
      draw(canvas, barsOf(histogram, scale, node.clientHeight), scale.width, node.clientHeight);
    },
    mark(histogram, scale, { slot, band: selected, times, now }) {
      place(band, selected);
      place(cursor, slot === undefined ? undefined : { left: leftOf(scale, slot), right: leftOf(scale, slot + 1) });
      node.setAttribute("aria-valuemax", String(scale.slots - 1));
      node.setAttribute("aria-valuenow", String(slot ?? scale.slots - 1));
      const counts = slot === undefined ? undefined : countsText(bucketIn(histogram, scale, slot)?.levels);
      const when = slot === undefined ? undefined : slotText(scale, slot, times, now);
      node.setAttribute("aria-valuetext", when === undefined ? "no bar" : `${when}: ${counts}`);
      tip.hidden = when === undefined || histogram.lines === 0;
      if (slot !== undefined && !tip.hidden) {
        tip.replaceChildren(element("strong", {}, when ?? ""), element("span", {}, counts ?? ""));
        const middle = leftOf(scale, slot + 0.5) - tip.offsetWidth / 2;
        tip.style.left = `${Math.max(0, Math.min(scale.width - tip.offsetWidth, middle))}px`;
      }
    },
  };
}

function place(mark: HTMLElement, where: Band | undefined): void {
  mark.hidden = where === undefined;
  if (where !== undefined) {
    mark.style.left = `${where.left}px`;
    mark.style.width = `${where.right - where.left}px`;
  }
}
