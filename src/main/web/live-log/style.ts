/** How the element looks around its rows. */
export const STYLE = `
:host {
  display: flex;
  flex-direction: column;
  height: 100%;
  min-height: 12rem;
  overflow: hidden;
}

.bar {
  flex: none;
}

.status {
  display: flex;
  gap: 0.75rem;
  align-items: center;
  min-height: 2rem;
  padding: 0.15rem 1rem;
  font: 13px/1.4 system-ui, sans-serif;
  color: var(--live-log-muted, light-dark(#5b6675, #9aa7b6));
  border-bottom: 1px solid var(--live-log-line, light-dark(#d9dee5, #2b3643));
}

.state {
  flex: none;
  font-weight: 600;
}

.state::before {
  content: "";
  display: inline-block;
  width: 0.6em;
  height: 0.6em;
  margin-right: 0.45em;
  background: currentcolor;
  border-radius: 50%;
}

.state[data-state="live"] {
  color: var(--live-log-info, light-dark(#136f3b, #6ddc97));
}

.state[data-state="stale"],
.state[data-state="reconnecting"],
.state[data-state="unauthorised"] {
  color: var(--live-log-warn, light-dark(#8a5200, #f3bf5d));
}

.state[data-state="failed"],
.problem {
  color: var(--live-log-error, light-dark(#b3261e, #ff9189));
}

.state[data-state="connecting"],
.state[data-state="catching-up"] {
  color: var(--live-log-accent, light-dark(#0b5cad, #7cc0ff));
}

.detail {
  flex: 1 1 0;
  min-width: 0;
  overflow: hidden;
  text-overflow: ellipsis;
  white-space: nowrap;
}

.figures {
  flex: none;
  font-variant-numeric: tabular-nums;
}

.act,
.newest {
  color: var(--live-log-accent, light-dark(#0b5cad, #7cc0ff));
  font: inherit;
  font-weight: 600;
  background: none;
  border: 1px solid currentcolor;
  border-radius: 0.35rem;
  cursor: pointer;
}

.act {
  flex: none;
  padding: 0 0.5rem;
}

[hidden] {
  display: none !important;
}

.body {
  position: relative;
  flex: 1 1 0;
  min-height: 0;
  background: var(--live-log-background, light-dark(#ffffff, #18202a));
}

.scroller {
  position: absolute;
  inset: 0;
  overflow: hidden scroll;
  overflow-anchor: none;
  overscroll-behavior: contain;
}

.pane:focus-visible {
  outline: 2px solid var(--live-log-accent, light-dark(#0b5cad, #7cc0ff));
  outline-offset: -2px;
}

.pane {
  position: sticky;
  top: 0;
  height: 100%;
  overflow: auto hidden;
  container-type: inline-size;
}

.rows {
  width: max-content;
  min-width: 100%;
}

:host([wrap]) .pane {
  overflow-x: hidden;
}

:host([wrap]) .rows {
  width: auto;
  min-width: 0 !important;
}

/*
 * Of one run all lines have the same request and the same run: it is told of the line that is pointed at, over what is there,
 * and of the one that the reader is at.
 */
:host([src*="/runs/"]) .row:not(.current) .chips {
  display: none;
}

@container (min-width: 40rem) {
  :host([src*="/runs/"]) .row:not(.current):hover .chips {
    display: inline;
    position: absolute;
  }
}

.empty {
  position: absolute;
  inset: 30% 0 auto;
  margin: 0;
  color: var(--live-log-muted, light-dark(#5b6675, #9aa7b6));
  font: 15px/1.4 system-ui, sans-serif;
  text-align: center;
}

.newest {
  position: absolute;
  right: 1.5rem;
  bottom: 1.25rem;
  padding: 0.35rem 0.9rem;
  color: light-dark(#ffffff, #0d1a27);
  font: 600 13px/1.4 system-ui, sans-serif;
  background: var(--live-log-accent, light-dark(#0b5cad, #7cc0ff));
  border: 0;
  border-radius: 1rem;
  box-shadow: 0 2px 8px rgb(0 0 0 / 25%);
}

.newest:focus-visible,
.act:focus-visible {
  outline: 3px solid var(--live-log-accent, light-dark(#0b5cad, #7cc0ff));
  outline-offset: 2px;
}

.hidden {
  position: absolute;
  width: 1px;
  height: 1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}

/* On paper nothing scrolls: the rows that are in sight take the room that they need there. */
@media print {
  :host {
    display: block;
    height: auto;
    min-height: 0;
    overflow: visible;
  }

  .bar,
  .newest {
    display: none;
  }

  .body {
    background: #ffffff;
  }

  .scroller,
  .pane {
    position: static;
    height: auto;
    overflow: visible;
  }

  /* What makes the scroll bar long. */
  .pane + div {
    display: none;
  }

  .rows {
    width: auto;
    min-width: 0 !important;
    transform: none !important;
  }
}

@media (forced-colors: active) {
  .state::before {
    background: CanvasText;
  }
}
`;
