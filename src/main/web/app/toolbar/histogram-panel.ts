import { isOver } from "../../log/follow-state.ts";
import { histogramAddress } from "./addresses.ts";
import { element } from "../element.ts";
import { type Gestures, type SlotRange, takeKeys, takePointer } from "./gestures.ts";
import { EMPTY } from "./histogram.ts";
import { loadHistogram } from "./histogram-source.ts";
import { endsText, summaryText } from "./histogram-text.ts";
import { plot } from "./plot.ts";
import { refresher } from "./refresher.ts";
import { bucketFrom, leftOf, nextSlot, type Scale, scaleOf, slotOf, timeOf } from "./scale.ts";
import { bandOf, rangeBetween } from "./time-range.ts";
import type { Tools } from "./tools.ts";

/** How long "2 min ago" is not too wrong. */
const RELATIVE_MILLIS = 10_000;

export interface HistogramPanel {
  readonly node: HTMLElement;

  /** Where the log ends, in milliseconds since 1970. */
  latest(): number;

  /** After something that it shows has changed. */
  show(): void;
}

/** How much was logged when: to look at, to go there, and to select a range of time. */
export function histogramPanel({ log, logAddress, store, settings, environment }: Tools): HistogramPanel {
  const chart = plot();
  const [from, summary, until] = ["from", "summary", "until"].map((name) => element("span", { class: name }));
  const node = element("div", { class: "histogram" }, chart.node, element("p", {}, from, summary, until));
  let histogram = EMPTY;
  /** Why it is not what was asked for, as far as that is told here; nothing where it is. */
  let problem: string | undefined;
  let scale: Scale = scaleOf(EMPTY, 0);
  /** By its time, since slots move on. */
  let pointedAt: number | undefined;
  let preview: SlotRange | undefined;
  let cancelTick = () => {};

  const isLive = () => !isOver(log.status.state) && store.query.filter.until === undefined;
  const buckets = () => Math.min(500, Math.max(10, Math.floor(chart.width / 6)));

  const refreshed = refresher(async (signal) => {
    const answer = await loadHistogram(histogramAddress(logAddress, store.query, buckets()), signal, environment).catch(
      () => undefined,
    );
    // What a hand is on does not move.
    if (answer === undefined || signal.aborted || preview !== undefined) {
      return;
    }
    problem = typeof answer === "string" ? answer : undefined;
    histogram = typeof answer === "string" ? histogram : answer;
    show();
  }, environment);

  function show(): void {
    scale = scaleOf(histogram, chart.width);
    chart.drawBars(histogram, scale);
    const now = environment.now();
    const isEmpty = histogram.lines === 0;
    [from.textContent, until.textContent] = isEmpty ? ["", ""] : endsText(scale, settings.times, now);
    node.classList.toggle("outdated", problem !== undefined);
    summary.textContent = problem === undefined ? summaryText(histogram) : problem && `not up to date: ${problem}`;
    mark();
    cancelTick();
    if (settings.times === "relative") {
      cancelTick = environment.after(RELATIVE_MILLIS, show);
    }
  }

  function mark(): void {
    const { filter } = store.query;
    const now = environment.now();
    const range = preview === undefined ? filter : rangeBetween(scale, preview.one, preview.other, false);
    const band = histogram.lines === 0 ? undefined : bandOf(range, scale, now);
    chart.mark(histogram, scale, { slot: gestures.slot, band, times: settings.times, now });
  }

  const gestures: Gestures = {
    get scale() {
      return scale;
    },
    get slot() {
      const slot = pointedAt === undefined ? -1 : Math.round((pointedAt - scale.from) / scale.step);
      return slot < 0 || slot >= scale.slots ? undefined : slot;
    },
    next: (slot, step) => nextSlot(histogram, scale, slot, step),
    point(slot) {
      pointedAt = slot === undefined ? undefined : timeOf(scale, slot);
      mark();
    },
    preview(range) {
      preview = range;
      mark();
    },
    select({ one, other }) {
      if (histogram.lines > 0) {
        const range = rangeBetween(scale, one, other, !hasEnded);
        store.set({ ...store.query, filter: { ...store.query.filter, ...range } }, "new");
      }
    },
    unselect() {
      store.set({ ...store.query, filter: { ...store.query.filter, since: undefined, until: undefined } }, "new");
    },
    goTo(slot) {
      const bucket = bucketFrom(histogram, scale, slot);
      if (bucket !== undefined) {
        const band = bandOf(store.query.filter, scale, environment.now());
        const middle = leftOf(scale, slotOf(scale, bucket) + 0.5);
        if (band !== undefined && (middle < band.left || middle > band.right)) {
          gestures.unselect();
        }
        log.goTo(bucket.first);
      }
    },
  };

  /** What the histogram is of that has been asked for. */
  let asked = "";
  /** A range that has an end is over while the log goes on: whether that has ended is known from before. */
  let hasEnded = false;

  function ask(): void {
    asked = histogramAddress(logAddress, store.query, 0);
    refreshed.restart();
  }

  function goOn(): void {
    hasEnded = store.query.filter.until === undefined ? isOver(log.status.state) : hasEnded;
    if (asked !== "") {
      refreshed.go(isLive() && !document.hidden);
    }
  }

  store.onChange((query) => {
    mark();
    if (asked !== "" && asked !== histogramAddress(logAddress, query, 0)) {
      ask();
    }
    goOn();
  });
  log.addEventListener("status", goOn);
  document.addEventListener("visibilitychange", goOn);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show);
  // Not before it has a width: how many buckets there may be comes from there.
  new ResizeObserver(() => {
    show();
    if (asked === "") {
      ask();
      goOn();
    }
  }).observe(chart.node);
  takePointer(chart.node, gestures);
  takeKeys(chart.node, gestures);
  return { node, show, latest: () => isLive() || histogram.lines === 0 ? environment.now() : histogram.until };
}
