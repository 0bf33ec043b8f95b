/** What the server calls the colours of a terminal, in those of the page: all of them can be read on any row. */
const INKS: readonly (readonly [string, string])[] = [
  ["red", "error"],
  ["green", "info"],
  ["yellow", "warn"],
  ["blue", "accent"],
  ["magenta", "magenta"],
  ["cyan", "cyan"],
  ["black", "muted"],
  ["white", "muted"],
];

const rules = (pattern: (colour: string, ink: string) => string) =>
  INKS.map(([colour, ink]) => pattern(colour, ink)).join("\n");

/** The classes of coloured stretches of a message, and of what matches in it. */
export const ANSI_STYLE: string = `
:where(.row) em {
  font-style: normal;
}

.bold {
  font-weight: 700;
}

.dim {
  color: var(--muted);
}

.italic {
  font-style: italic;
}

.underline {
  text-decoration: underline;
}

${rules((colour, ink) => `.${colour}, .bright-${colour} { color: var(--${ink}); }`)}

.row em[class*="on-"] {
  color: var(--on-ink);
}

${rules((colour, ink) => `.on-${colour}, .on-bright-${colour} { background: var(--${ink}); }`)}

.row mark {
  color: var(--text);
  background: var(--match);
  border-radius: 2px;
}
`;
