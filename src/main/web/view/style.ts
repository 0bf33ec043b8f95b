import { ANSI_STYLE } from "./ansi-style.ts";
import { NARROW_STYLE } from "./narrow-style.ts";
import { PALETTE } from "./palette.ts";
import { PARTS_STYLE } from "./parts-style.ts";
import { PLAIN_STYLE } from "./plain-style.ts";
import { TOUCH_STYLE } from "./touch-style.ts";

/**
 * The looks of rows, for the shadow root of what holds them. A row is a block with room at its left, into which its number,
 * time, level and logger are drawn: so what is wrapped, and what unfolds, begins below the message. What holds the rows has
 * `width: max-content; min-width: 100%`, and what scrolls them `container-type: inline-size`.
 */
export const ROW_STYLE: string = `${PALETTE}
.row {
  --number: 0ch;
  --time: 27ch;
  --logger: 25ch;
  --indent: calc(var(--number) + var(--time) + 6ch + var(--logger) + 2ch);
  --leading: 1.6em;
  position: relative;
  box-sizing: border-box;
  min-height: var(--leading);
  padding: 0 1ch 0 calc(1ch + var(--indent));
  /* What is drawn above and below its line by combining characters stays within the row. */
  contain: content;
  color: var(--text);
  font: var(--font-size)/var(--leading) var(--font);
  font-variant-numeric: tabular-nums;
  tab-size: 4;
  white-space: pre;
}

:host([wrap]) .row {
  overflow-wrap: anywhere;
  white-space: pre-wrap;
}

.row:hover {
  background-image: linear-gradient(var(--hover), var(--hover));
}

.numbered {
  --number: calc(var(--number-width, 6ch) + 1ch);
}

.line.warn {
  background-color: var(--warn-background);
  box-shadow: inset 3px 0 var(--warn);
}

.line.error,
.line.fatal {
  background-color: var(--error-background);
  box-shadow: inset 3px 0 var(--error);
}

.row.selected {
  background-color: var(--selection);
}

.row.current {
  outline: 1px solid var(--accent);
  outline-offset: -1px;
}

.gap,
.group {
  --time: 0ch;
  --indent: var(--number);
}

/* Read without scrolling sideways, however wide the lines are. */
.gap {
  padding: 0 max(1ch, 100% - 100cqi + 1ch) 0 1ch;
  white-space: pre-wrap;
  color: var(--error);
  background-image: repeating-linear-gradient(135deg, var(--hover) 0 6px, transparent 6px 12px);
}

${PARTS_STYLE}${ANSI_STYLE}${NARROW_STYLE}${TOUCH_STYLE}${PLAIN_STYLE}`;
