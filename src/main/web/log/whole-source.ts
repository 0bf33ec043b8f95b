import type { Environment } from "./environment.ts";
import type { Gap, Hello, LogLine } from "./event.ts";
import { formatEventId, parseEventId } from "./event-id.ts";
import { type Entry, lastIdOf } from "./history.ts";
import type { LogSource, SourceListener, Stretch } from "./source.ts";
import { type LineWindow, lineWindow } from "./window.ts";

/** What stays of a log's earlier incarnations, which the server has no more. */
const MAX_EARLIER = 5_000;

/**
 * A log without a filter: a line's position is its number, and any of them can
 * be gone to. When the log begins anew, as a service's does with its process,
 * what was in memory of the old one stays in front of the new one.
 *
 * @param address of `/logs` or `/runs/{id}/logs`
 * @param extent where it begins and ends
 */
export function wholeSource(
  address: string,
  extent: Hello,
  listener: SourceListener,
  environment: Environment,
): LogSource {
  let earlier: readonly Entry[] = [];
  /** What a line's number is less than its position. */
  let base = 0;
  /** Behind `earlier`. */
  let begin = 0;
  let hidden: readonly Stretch[] | undefined;
  let window = open(idOf(extent.oldest), idOf(extent.latest).sequence);

  function open({ epoch, sequence }: { epoch: number; sequence: number }, last: number): LineWindow {
    const mine = lineWindow({ address, epoch, first: Math.max(1, sequence), last }, {
      changed,
      failed: (_from, _to, error) => listener.failed(error),
    }, environment);
    return mine;
  }

  function changed(): void {
    hidden = undefined;
    listener.changed();
  }

  /** The log goes on as another one, at the line behind `after`. */
  function restart(after: string, gap?: Gap): void {
    const { epoch, sequence } = idOf(after);
    const kept: Entry[] = [...earlier];
    let number = window.last;
    while (number >= window.first && window.last - number < MAX_EARLIER && window.line(number) !== undefined) {
      number--;
    }
    for (number++; number <= window.last; number++) {
      const entry = window.line(number);
      if (entry !== undefined && entry !== kept.at(-1)) {
        kept.push(entry);
      }
    }
    const end = base + window.last + (gap === undefined ? 0 : 1);
    earlier = [...kept, ...(gap === undefined ? [] : [gap])].slice(-MAX_EARLIER);
    begin = end + 1;
    base = end - sequence;
    window.close();
    window = open({ epoch, sequence: sequence + 1 }, sequence);
  }

  const earlierFrom = () => begin - earlier.length;

  function computeHidden(): readonly Stretch[] {
    const stretches: Stretch[] = [];
    if (earlier.length > 0 && base + window.first > begin) {
      stretches.push({ from: begin, to: base + window.first - 1 });
    }
    for (const { from, to } of window.gaps) {
      if (to > from && to >= window.first) {
        stretches.push({ from: base + Math.max(from + 1, window.first), to: base + to });
      }
    }
    return stretches;
  }

  function entry(position: number): Entry | undefined {
    return earlier.length > 0 && position < begin ? earlier[position - earlierFrom()] : window.line(position - base);
  }

  return {
    get from() {
      return earlier.length > 0 ? earlierFrom() : base + window.first;
    },
    get to() {
      return base + window.last;
    },
    get hidden() {
      hidden ??= computeHidden();
      return hidden;
    },
    get epoch() {
      return window.epoch;
    },
    isAtNewest: true,
    unseen: 0,
    entry,
    numberAt(position) {
      if (earlier.length === 0 || position >= begin) {
        return position - base;
      }
      const one = entry(position);
      return one === undefined || one.event === "gap" ? undefined : parseEventId(one.id)?.sequence;
    },
    idAt(position) {
      const one = entry(position);
      if (one !== undefined) {
        return lastIdOf(one);
      }
      return earlier.length > 0 && position < begin ? undefined : formatEventId(window.epoch, position - base);
    },
    positionOf(id) {
      const { epoch, sequence } = idOf(id);
      if (epoch === window.epoch) {
        return base + Math.max(window.first, Math.min(window.last, sequence));
      }
      const index = earlier.findIndex((one) => one.event !== "gap" && one.id === id);
      return index < 0 ? base + window.first : earlierFrom() + index;
    },
    want: (from, to) => window.want(from - base, to - base),
    show() {},
    hold() {},
    lines(lines: readonly LogLine[]) {
      let from = 0;
      for (let i = 0; i < lines.length; i++) {
        const { epoch, sequence } = idOf(lines[i].id);
        if (epoch !== window.epoch) {
          window.append(lines.slice(from, i));
          restart(formatEventId(epoch, sequence - 1));
          from = i;
        }
      }
      window.append(lines.slice(from));
    },
    gap(gap) {
      if (idOf(gap.after).epoch === window.epoch) {
        window.gap(gap);
      } else {
        restart(gap.after, gap);
        changed();
      }
    },
    load(gap) {
      const { epoch, sequence } = idOf(gap.first);
      if (epoch === window.epoch) {
        window.reload(sequence);
      }
    },
    retry: () => window.retry(),
    close: () => window.close(),
  };
}

const idOf = (text: string) => parseEventId(text) ?? { epoch: 0, sequence: 0 };
