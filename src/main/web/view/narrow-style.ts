/** What a narrow log leaves out of its rows, and puts above the message where lines wrap. */
export const NARROW_STYLE: string = `
@container (max-width: 64rem) {
  .line,
  .pending {
    --time: 16ch;
  }

  /* Drawn outside of its box: the date, and of a narrower one the fraction. */
  .row time {
    text-indent: -11ch;
  }
}

@container (max-width: 40rem) {
  .row {
    tab-size: 2;
  }

  .line,
  .pending {
    --time: 9ch;
    --logger: 0ch;
  }

  .line .logger,
  .row:not(.current) .chips {
    display: none;
  }

  :host([wrap]) .line {
    padding-left: 3ch;
  }

  :host([wrap]) .line .meta {
    display: block;
    width: auto;
    margin-left: -2ch;
  }

  :host([wrap]) .number {
    width: auto;
  }

  :host([wrap]) .line .logger {
    display: inline-block;
    max-width: calc(100cqi - var(--number-width, 6ch) - 20ch);
  }

  :host([wrap]) .json > summary {
    top: var(--leading);
    left: 1ch;
  }

  :host([wrap]) .whole,
  :host([wrap]) .members {
    max-width: calc(100cqi - 4ch);
  }
}

:host([times="relative"]) :is(.line, .pending) {
  --time: 12ch;
}

:host([times="relative"]) .row time {
  text-indent: 0;
}
`;
