import type { Environment } from "./environment.ts";
import type { Hello } from "./event.ts";
import { parseEventId } from "./event-id.ts";
import { filteredWindow } from "./filtered-window.ts";
import { type Entry, HistoryError, lastIdOf } from "./history.ts";
import type { LogSource, SourceListener } from "./source.ts";

/** So near to an end more is loaded there. */
const MARGIN = 200;

/**
 * What a filter lets pass of a log.
 *
 * @param address of `/logs` or `/runs/{id}/logs`, with the filter in its query
 * @param extent where the log begins and ends
 */
export function filteredSource(
  address: string,
  extent: Hello,
  listener: SourceListener,
  environment: Environment,
): LogSource {
  const epoch = parseEventId(extent.latest)?.epoch ?? 0;
  let from = 0;
  const window = filteredWindow({ address }, {
    changed(before) {
      from -= before;
      listener.changed();
    },
    failed: (_end, error) => listener.failed(error),
  }, environment);

  const lastPosition = () => from + window.entries.length - 1;

  function show(id: string | undefined): void {
    from = 0;
    window.show(id);
    listener.reset();
  }

  show(undefined);
  return {
    get from() {
      return from;
    },
    get to() {
      return lastPosition();
    },
    hidden: [],
    get epoch() {
      const last = window.entries.at(-1);
      return (last && parseEventId(lastIdOf(last))?.epoch) ?? epoch;
    },
    get isAtNewest() {
      return window.isAtEnd("newer");
    },
    get unseen() {
      return window.unseen;
    },
    entry: (position) => window.entries[position - from],
    numberAt(position) {
      const entry = window.entries[position - from];
      return entry === undefined || entry.event === "gap" ? undefined : parseEventId(entry.id)?.sequence;
    },
    idAt(position) {
      const entry = window.entries[position - from];
      return entry && lastIdOf(entry);
    },
    positionOf(id) {
      const sought = parseEventId(id);
      const { entries } = window;
      if (sought === undefined || entries.length === 0) {
        return undefined;
      }
      const index = entries.findIndex((one) => {
        const at = placeOf(one);
        return at?.epoch === sought.epoch && at.sequence >= sought.sequence;
      });
      if (index === 0 && placeOf(entries[0])?.sequence !== sought.sequence && !window.isAtEnd("older")) {
        return undefined;
      }
      if (index < 0) {
        return window.isAtEnd("newer") ? lastPosition() : undefined;
      }
      return from + index;
    },
    want(wantedFrom, wantedTo) {
      if (wantedFrom - from < MARGIN) {
        window.grow("older");
      }
      if (lastPosition() - wantedTo < MARGIN) {
        window.grow("newer");
      }
    },
    show,
    hold: window.hold,
    lines: window.append,
    gap: (gap) => window.append([gap]),
    load(gap) {
      window.fill(gap).catch((error) =>
        listener.failed(error instanceof HistoryError ? error : new HistoryError(String(error)))
      );
    },
    retry: window.retry,
    close: window.close,
  };
}

const placeOf = (entry: Entry) => parseEventId(entry.event === "gap" ? entry.first : entry.id);
