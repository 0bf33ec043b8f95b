import { historyAddress, withParameters } from "../log/address.ts";
import type { Environment } from "../log/environment.ts";
import type { LogLine } from "../log/event.ts";
import { parseEventId } from "../log/event-id.ts";
import { type Folds, folds, GROUP_MARKER } from "../log/folds.ts";
import { readHistory } from "../log/history.ts";

/** The groups of a log that is followed: those that history has, and those that come. */
export interface RunGroups {
  readonly folds: Folds;

  /** Live lines, in order. */
  add(lines: readonly LogLine[]): void;
  close(): void;
}

const MAX_MARKERS = 20_000;

/** Only what one run writes is in one piece: in a log of all threads the lines between two markers are anyone's. */
const ONE_RUN = /\/runs\/[^/]+\/logs\/stream$/;

/** @param changed there are other groups now */
export function runGroups(stream: string, changed: () => void, environment: Environment): RunGroups {
  const all = folds();
  const closed = new AbortController();
  /** Live lines, until what history has is known. */
  let waiting: LogLine[] | undefined;

  function load(): void {
    waiting = [];
    const markers = withParameters(historyAddress(stream), { regex: GROUP_MARKER });
    readHistory(markers, { limit: MAX_MARKERS }, closed.signal, environment).then((entries) => {
      if (!closed.signal.aborted) {
        const known = entries.filter((one): one is LogLine => one.event === undefined);
        const last = numberOf(known.at(-1));
        const since = (waiting ?? []).filter((one) => numberOf(one) > last);
        waiting = undefined;
        all.add([...known, ...since]);
        changed();
      }
    }, () => {
      // A log without groups is still the log.
      waiting = undefined;
    });
  }

  if (ONE_RUN.test(stream)) {
    load();
  }
  return {
    folds: all,
    add(lines) {
      if (!ONE_RUN.test(stream)) {
        return;
      }
      if (waiting !== undefined) {
        waiting.push(...lines);
      } else if (all.add(lines)) {
        changed();
      }
    },
    close: () => closed.abort(),
  };
}

const numberOf = (line: LogLine | undefined) => line === undefined ? 0 : parseEventId(line.id)?.sequence ?? 0;
