/** What fingers can hit is at least 24 by 24 pixels (WCAG 2.2, 2.5.8). */
export const TOUCH_STYLE: string = `
@media (pointer: coarse) {
  .row {
    --leading: max(1.6em, 24px);
  }

  .number {
    min-width: 24px;
  }

  .chip {
    line-height: var(--leading);
  }

  .json > summary {
    margin-left: calc(2ch - 24px);
    padding-left: calc(24px - 2ch);
  }
}
`;
