import { LiveLog } from "./live-log.ts";

export { LiveLog };

// Twice in one page is one time too many: the second definition of a name throws.
if (customElements.get("live-log") === undefined) {
  customElements.define("live-log", LiveLog);
}
