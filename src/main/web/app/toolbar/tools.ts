import type { Environment } from "../../log/environment.ts";
import type { LiveLog } from "../../live-log/live-log.ts";
import type { AddressBar } from "./address-bar.ts";
import type { QueryStore } from "./query-store.ts";
import type { Settings } from "./settings.ts";

/** What all parts of a tool bar work with. */
export interface Tools {
  readonly log: LiveLog;

  /** `/logs` or `/runs/{id}/logs` */
  readonly logAddress: string;
  readonly store: QueryStore;
  readonly bar: AddressBar;
  readonly settings: Settings;
  readonly environment: Environment;

  /** Tells the reader what came of something, until the reader does something else. */
  say(text: string): void;
}
