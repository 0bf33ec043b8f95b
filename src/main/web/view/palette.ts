/** A colour in a light page and in a dark one. */
type Colour = readonly [light: string, dark: string];

/** What is drawn on. */
export const BACKGROUNDS = {
  "background": ["#ffffff", "#18202a"],
  "warn-background": ["#fff5e2", "#2f2715"],
  "error-background": ["#fdeceb", "#34191a"],
  "selection": ["#dfecfb", "#1b3350"],
} as const satisfies Record<string, Colour>;

/** What is read: on each of the backgrounds, and beneath the pointer. */
export const INKS = {
  "text": ["#1b2430", "#e4e9f0"],
  "muted": ["#556070", "#9fabba"],
  "accent": ["#0b5cad", "#7cc0ff"],
  "info": ["#136f3b", "#6ddc97"],
  "warn": ["#8a5200", "#f3bf5d"],
  "error": ["#b3261e", "#ff9189"],
  "magenta": ["#8e2a8e", "#e79be7"],
  "cyan": ["#0b6a78", "#79d9e8"],
} as const satisfies Record<string, Colour>;

/** What is behind a match, whose text has the colour of any text. */
export const MATCH: Colour = ["#ffe27a", "#6a5200"];

/** What stands on a stretch that is coloured itself. */
export const ON_INK: Colour = ["#ffffff", "#10151c"];

/** Of the text's colour over what is beneath the pointer. */
export const HOVER_PERCENT = 4;

const LINE: Colour = ["#d9dee5", "#2b3643"];

const COLOURS = { ...BACKGROUNDS, ...INKS, "match": MATCH, "on-ink": ON_INK, "line": LINE };

/**
 * The colours and the type of a live log, for its shadow root: `--text` is `--live-log-text` where whoever embeds it has
 * set that, and so on. Whether it is light or dark it takes over from the page (`color-scheme`).
 */
export const PALETTE: string = `:host {
${
  Object.entries(COLOURS).map(([name, [light, dark]]) =>
    `  --${name}: var(--live-log-${name}, light-dark(${light}, ${dark}));`
  ).join("\n")
}
  --hover: color-mix(in srgb, var(--text) ${HOVER_PERCENT}%, transparent);
  --font: var(--live-log-font, ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace);
  --font-size: var(--live-log-font-size, 0.78125rem);
}
`;
