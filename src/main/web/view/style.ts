import { ANSI_STYLE } from "./ansi-style.ts";
import { PALETTE } from "./palette.ts";
import { PARTS_STYLE } from "./parts-style.ts";

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
  --indent: calc(var(--number) + var(--time) + 6ch + var(--logger) + 1ch);
  position: relative;
  box-sizing: border-box;
  min-height: 1.6em;
  padding: 0 1ch 0 calc(1ch + var(--indent));
  /* What is drawn above and below its line by combining characters stays within the row. */
  contain: content;
  color: var(--text);
  font: var(--font-size)/1.6 var(--font);
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

:host([times="relative"]) .row {
  --time: 12ch;
}

.warn {
  background-color: var(--warn-background);
  box-shadow: inset 3px 0 var(--warn);
}

.error,
.fatal {
  background-color: var(--error-background);
  box-shadow: inset 3px 0 var(--error);
}

.selected {
  background-color: var(--selection);
}

.current {
  outline: 1px solid var(--accent);
  outline-offset: -1px;
}

.gap,
.group {
  --time: 0ch;
  --indent: var(--number);
}

.gap {
  padding-left: 1ch;
  color: var(--error);
  background-image: repeating-linear-gradient(135deg, var(--hover) 0 6px, transparent 6px 12px);
}

@container (max-width: 40rem) {
  .row {
    --time: 9ch;
    --logger: 0ch;
  }

  .date,
  .fraction,
  .line .logger,
  .row:not(.current) .chips {
    display: none;
  }

  :host([wrap]) .line {
    padding-left: 3ch;
  }

  :host([wrap]) .line .logger {
    display: inline-block;
  }

  :host([wrap]) .line .meta {
    display: block;
    width: auto;
    margin-left: -2ch;
  }
}
${PARTS_STYLE}${ANSI_STYLE}`;
