import type { LiveLog } from "../live-log/index.ts";

/** What stands above a log: its filter, its histogram, its switches. */
export function mountToolbar(_parent: HTMLElement, _log: LiveLog, _options: { run?: string }): void {}
