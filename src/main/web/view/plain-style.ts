/** What tells rows apart where no backgrounds and shadows are drawn: in forced colours (high contrast), and on paper. */
export const PLAIN_STYLE: string = `
@media print, (forced-colors: active) {
  /* All have it, so that what is in them stays in its columns. */
  .row {
    border-left: 4px solid Canvas;
  }

  .line.warn {
    border-left: 4px dotted CanvasText;
  }

  .line.error,
  .line.fatal {
    border-left: 4px solid CanvasText;
  }

  .row.selected .number {
    font-weight: 700;
    text-decoration: underline;
  }

  .row mark {
    text-decoration: underline;
  }

  .chip {
    border: 1px solid;
  }
}

@media (forced-colors: active) {
  .row.selected .number {
    color: HighlightText;
    background: Highlight;
    forced-color-adjust: none;
  }

  .row.current {
    outline: 2px solid Highlight;
    outline-offset: -2px;
  }

  .row mark {
    color: MarkText;
    background: Mark;
    forced-color-adjust: none;
  }
}

@media print {
  :host {
    color-scheme: light;
  }

  .row,
  :host([wrap]) .row {
    color: #000000;
    overflow-wrap: anywhere;
    white-space: pre-wrap;
    background: none;
    break-inside: avoid;
  }

  .row.out-of-sight,
  .row .more {
    display: none;
  }

  .row.current {
    outline: none;
  }
}
`;
