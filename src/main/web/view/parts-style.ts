/** The looks of what is in a row. */
export const PARTS_STYLE: string = `
.meta,
.meta > * {
  display: inline-block;
  vertical-align: top;
}

.meta {
  width: var(--indent);
  margin-left: calc(-1 * var(--indent));
  white-space: pre;
}

.meta > * {
  overflow: hidden;
}

.number {
  width: calc(var(--number) - 1ch);
  color: var(--muted);
  text-align: right;
  text-decoration: none;
  user-select: none;
}

:where(.row) time {
  width: calc(var(--time) - 1ch);
  color: var(--muted);
}

.level {
  width: 5ch;
  font-weight: 600;
}

.info .level {
  color: var(--info);
}

.debug .level,
.trace .level,
.debug .message,
.trace .message {
  color: var(--muted);
}

.warn .level {
  color: var(--warn);
}

.error .level,
.fatal .level {
  color: var(--error);
}

.logger {
  max-width: calc(var(--logger) - 1ch);
  color: var(--muted);
  text-overflow: ellipsis;
  user-select: text;
}

.message {
  unicode-bidi: isolate;
}

.pending .message {
  color: var(--muted);
}

/* However wide the others are, such a text is read from top to bottom. */
.whole,
.members {
  box-sizing: border-box;
  max-width: calc(100cqi - var(--indent) - 2ch);
  overflow-wrap: anywhere;
  white-space: pre-wrap;
}

.whole {
  display: inline-block;
  vertical-align: top;
}

:where(.row) button {
  padding: 0;
  color: inherit;
  font: inherit;
  text-align: inherit;
  white-space: inherit;
  background: none;
  border: 0;
  cursor: pointer;
}

.chip {
  padding: 0 0.6ch;
  color: var(--muted);
  font-size: 0.88em;
  line-height: 1.3;
  border-radius: 0.5em;
  box-shadow: inset 0 0 0 1px var(--line);
  user-select: none;
}

.more {
  color: var(--accent);
}

.message + .more {
  display: block;
}

.gap .more {
  padding: 0 1ch;
  font-weight: 600;
}

.number:hover,
.number:focus-visible,
.logger:hover,
.logger:focus-visible,
.chip:hover,
.chip:focus-visible {
  color: var(--accent);
}

.number:hover,
.logger:hover,
.more:hover {
  text-decoration: underline;
}

.row :focus-visible {
  outline: 2px solid var(--accent);
  outline-offset: -2px;
}

:where(.row) summary,
.fold {
  list-style: none;
  cursor: pointer;
}

summary::before,
.fold::before {
  content: "▸" / "";
  display: inline-block;
  width: 2ch;
  color: var(--muted);
  text-indent: 0;
}

[open] > summary::before,
.fold[aria-expanded="true"]::before {
  content: "▾" / "";
}

summary::-webkit-details-marker {
  display: none;
}

/* Its triangle is before the message, in the room between the columns: a line of its own would double such rows. */
.json > summary {
  position: absolute;
  top: 0;
  left: calc(var(--indent) - 1ch);
}

/* What is wrapped of them begins behind the triangle. */
.stack > summary,
.member > summary {
  width: fit-content;
  margin-left: -2ch;
  padding-left: 2ch;
  text-indent: -2ch;
}

.stack > summary {
  color: var(--error);
}

.stack > pre {
  margin: 0;
  padding-bottom: 0.4em;
  color: var(--text);
  font: inherit;
  white-space: inherit;
}

:host([wrap]) .stack > pre {
  /* Not at the space behind "at", where nearly each line of a narrow log would be broken otherwise. */
  word-break: break-all;
}

.members {
  margin: 0;
  padding-left: 2ch;
  list-style: none;
}

.json > .members {
  margin-bottom: 0.4em;
}

.name {
  color: var(--accent);
}

.string {
  color: var(--info);
}

.figure {
  color: var(--magenta);
}

.literal {
  color: var(--cyan);
}

.size,
.count {
  color: var(--muted);
}

/* Of very many the title would be out of sight. */
.fold {
  margin-left: calc(2ch * min(var(--depth), 8));
  font-weight: 600;
}

.fold .count {
  font-weight: 400;
}
`;
