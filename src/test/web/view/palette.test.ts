import assert from "assert";
import { BACKGROUNDS, HOVER_PERCENT, INKS, MATCH, ON_INK } from "../../../main/web/view/palette.ts";

/** WCAG 2.2, 1.4.3: of text that is not large. */
const AA = 4.5;

const SCHEMES = [["light", 0], ["dark", 1]] as const;

Deno.test("every text can be read on every row, also beneath the pointer", () => {
  for (const [scheme, at] of SCHEMES) {
    const text = rgb(INKS.text[at]);
    for (const [on, background] of Object.entries(BACKGROUNDS)) {
      const hovered = mixed(rgb(background[at]), text, HOVER_PERCENT / 100);
      for (const [name, ink] of Object.entries(INKS)) {
        hold(`${name} on ${on}, ${scheme}`, rgb(ink[at]), rgb(background[at]));
        hold(`${name} on ${on} beneath the pointer, ${scheme}`, rgb(ink[at]), hovered);
      }
    }
  }
});

Deno.test("a match can be read, and so can a text on a colour of its own", () => {
  for (const [scheme, at] of SCHEMES) {
    hold(`match, ${scheme}`, rgb(INKS.text[at]), rgb(MATCH[at]));
    for (const [name, ink] of Object.entries(INKS)) {
      hold(`on ${name}, ${scheme}`, rgb(ON_INK[at]), rgb(ink[at]));
    }
  }
});

function hold(what: string, ink: readonly number[], background: readonly number[]): void {
  const ratio = contrast(ink, background);
  assert.ok(ratio >= AA, `${what}: ${ratio.toFixed(2)}`);
}

function rgb(hex: string): number[] {
  return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
}

function mixed(below: readonly number[], above: readonly number[], share: number): number[] {
  return below.map((channel, i) => channel * (1 - share) + above[i] * share);
}

function contrast(one: readonly number[], other: readonly number[]): number {
  const [dark, light] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(channels: readonly number[]): number {
  const [red, green, blue] = channels.map((channel) => {
    const value = channel / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
