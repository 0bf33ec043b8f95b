import type { Run, RunState } from "./run.ts";

/** What a state looks like beside its word: not by colour alone. */
interface Look {
  readonly label: string;
  readonly sign: string;
  readonly colour: string;
}

// U+FE0E has the browser draw text where it might draw a picture.
const LOOKS: Readonly<Record<RunState, Look>> = {
  queued: { label: "queued", sign: "⋯", colour: "#5b6675" },
  running: { label: "running", sign: "▶\uFE0E", colour: "#0b5cad" },
  succeeded: { label: "succeeded", sign: "✔\uFE0E", colour: "#136f3b" },
  failed: { label: "failed", sign: "✖\uFE0E", colour: "#b3261e" },
  cancelled: { label: "cancelled", sign: "■\uFE0E", colour: "#8a5200" },
  timed_out: { label: "timed out", sign: "!", colour: "#b3261e" },
  lost: { label: "lost", sign: "?", colour: "#b3261e" },
};

export function labelOf(state: RunState): string {
  return LOOKS[state].label;
}

export function signOf(state: RunState): string {
  return LOOKS[state].sign;
}

/** What a tab is called: `✔ demo succeeded – Livetail`. */
export function titleOf(run: Run): string {
  return `${signOf(run.state)} ${run.operation} ${labelOf(run.state)} – Livetail`;
}

/** What a tab of 16 pixels can show of a state: the address of a picture. */
export function iconOf(state: RunState): string {
  const { colour } = LOOKS[state];
  return "data:image/svg+xml," + encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><circle cx="16" cy="16" r="15" fill="${colour}"/>` +
      `<g fill="none" stroke="#fff" stroke-width="4" stroke-linecap="round" stroke-linejoin="round">${PATHS[state]}` +
      "</g></svg>",
  );
}

/** Drawn, since fonts differ. */
const PATHS: Readonly<Record<RunState, string>> = {
  queued: '<path d="M9 16h.01M16 16h.01M23 16h.01"/>',
  running: '<path fill="#fff" d="M13 10.500l9 5.500-9 5.500z"/>',
  succeeded: '<path d="M9 17l5 5 9-11"/>',
  failed: '<path d="M11 11l10 10M21 11l-10 10"/>',
  cancelled: '<path fill="#fff" d="M12 12h8v8h-8z"/>',
  timed_out: '<path d="M16 8v8l5 4"/>',
  lost: '<path d="M12 13a4 4 0 1 1 4 5M16 23h.01"/>',
};
