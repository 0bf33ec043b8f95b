import { LEVELS } from "../../log/event.ts";
import type { Bar } from "./bars.ts";

/** Draws bars over the whole canvas, as sharp as the screen is, in the colours that its style sheet has for the levels. */
export function draw(canvas: HTMLCanvasElement, bars: readonly Bar[], width: number, height: number): void {
  const ratio = devicePixelRatio;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext("2d");
  if (context === null) {
    return;
  }
  const style = getComputedStyle(canvas);
  const colours = new Map(
    LEVELS.map((level) => [level, style.getPropertyValue(`--level-${level.toLowerCase()}`).trim()]),
  );
  for (const bar of bars) {
    context.fillStyle = colours.get(bar.level) ?? "";
    const [left, right] = [bar.left, bar.left + bar.width].map((x) => Math.round(x * ratio));
    const [top, bottom] = [bar.top, bar.top + bar.height].map((y) => Math.round(y * ratio));
    context.fillRect(left, top, Math.max(1, right - left), bottom - top);
  }
}
