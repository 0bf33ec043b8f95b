/** A log within a page of someone else's: `<live-log src="/runs/…/logs/stream">`. */
export class LiveLog extends HTMLElement {}

// Twice in one page is one time too many: the second definition of a name throws.
if (customElements.get("live-log") === undefined) {
  customElements.define("live-log", LiveLog);
}
