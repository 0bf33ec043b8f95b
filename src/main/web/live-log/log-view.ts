import { historyAddress } from "../log/address.ts";
import { browserEnvironment } from "../log/environment.ts";
import type { End, Gap, LogLine } from "../log/event.ts";
import { formatEventId, parseEventId } from "../log/event-id.ts";
import type { Filter } from "../log/filter.ts";
import type { FollowState } from "../log/follow-state.ts";
import { type Entry, type HistoryError, readHistory } from "../log/history.ts";
import { type OpenLog, openLog } from "../log/open-log.ts";
import { quantity } from "../log/quantity.ts";
import type { LogSource } from "../log/source.ts";
import { browserTabs } from "../log/tabs.ts";
import type { TimeStyle } from "../log/time.ts";
import { matchKey } from "../view/message.ts";
import { plainTextOf } from "../view/plain-row.ts";
import type { PickKind, RowContext } from "../view/row-context.ts";
import { refreshTimes, setCurrent } from "../view/row.ts";
import { viewport } from "../view/viewport.ts";
import { announcer } from "./announcer.ts";
import type { Frame } from "./frame.ts";
import { openParts } from "./open-parts.ts";
import { listenToRows } from "./row-actions.ts";
import { rowDrawing } from "./row-drawing.ts";
import { type RunGroups, runGroups } from "./run-groups.ts";
import { searchIn } from "./search.ts";
import { stateText } from "./state-text.ts";
import { statusBar } from "./status-bar.ts";
import type { LogStatus } from "./status.ts";
import { tally } from "./tally.ts";

/** Lines of a log, by their numbers, both included. */
export interface Selection {
  readonly from: number;
  readonly to: number;
}

/** Is told what happens to a log that is looked at. */
export interface LogViewListener {
  line(line: LogLine): void;
  gap(gap: Gap): void;
  end(end: End): void;
  status(status: LogStatus): void;
  pick(kind: PickKind, value: string): void;
  selectLines(selection: Selection | undefined): void;
}

/** A log on the screen, and what can be done with it. */
export interface LogView {
  readonly status: LogStatus;
  readonly selection: Selection | undefined;
  find: Filter | undefined;
  times: TimeStyle;

  /** Opens the log of this stream, or closes what is open. */
  open(stream: string | undefined): void;
  remeasure(): void;
  follow(): void;
  toStart(): void;
  goTo(id: string): void;
  goToLine(number: number): void;
  goToTime(instant: string): Promise<boolean>;
  select(selection: Selection | undefined): void;
  step(direction: "next" | "previous"): Promise<boolean>;
  move(rows: number): void;
  toggle(): void;
  text(): Promise<string>;
  wake(): void;
  close(): void;
}

const STATUS_MILLIS = 250;
const TICK_MILLIS = 1_000;
const MAX_COPIED = 50_000;

export function logView(frame: Frame, listener: LogViewListener): LogView {
  const environment = browserEnvironment;
  const voice = announcer();
  const bar = statusBar(act);
  frame.bar.append(bar.element, voice.element);
  const open = openParts(frame.scroller);

  let stream: string | undefined;
  let log: OpenLog | undefined;
  let source: LogSource | undefined;
  let state: FollowState = { kind: "stopped" };
  let groups: RunGroups = runGroups("", () => {}, environment);
  let live = tally();
  let find: Filter | undefined;
  let search = searchIn(undefined, undefined);
  let times: TimeStyle = "local";
  let selection: Selection | undefined;
  let current: number | undefined;
  /** What was asked for before there was a log to do it with. */
  let waiting: (() => void) | undefined;
  /** A line that is being loaded, to be gone to. */
  let sought: string | undefined;
  /** A line whose match is to be seen, as soon as the line is there. */
  let matchOf: string | undefined;
  let seenTo = 0;
  let problem = "";
  let statusTimer: number | undefined;

  const context = (): RowContext => ({
    times,
    now: environment.now(),
    matcher: search.matcher,
    isOpen: open.has,
  });
  const drawing = rowDrawing(() => ({ source, folds: groups.folds, context: context() }));
  const rows = viewport({
    scroller: frame.scroller,
    pane: frame.pane,
    range: () => drawing.range,
    canFollow: () => source?.isAtNewest ?? true,
    want: (from, to) => source?.want(from, to),
    key: drawing.key,
    draw: drawing.draw,
    sample: drawing.sample,
    drawn,
    followingChanged() {
      source?.hold(!rows.following);
      seenTo = Math.max(rows.bottom, source?.to ?? 0);
      showStatus();
    },
  });

  function drawn(all: ReadonlyMap<number, HTMLElement>): void {
    for (const [position, row] of all) {
      const number = source?.numberAt(position);
      const isSelected = selection !== undefined && number !== undefined && selection.from <= number &&
        number <= selection.to;
      row.classList.toggle("selected", isSelected);
      row.classList.toggle("out-of-sight", position < rows.top || position > rows.bottom);
      if (row.classList.contains("current") !== (position === current)) {
        setCurrent(row, position === current);
      }
      if (matchOf !== undefined && row.dataset.id === matchOf) {
        matchOf = undefined;
        // A message can be longer than the screen, and wider.
        row.querySelector("mark")?.scrollIntoView({ block: "nearest", inline: "nearest" });
      }
    }
    seenTo = Math.max(seenTo, rows.bottom);
    frame.empty.hidden = source === undefined || source.to >= source.from;
    frame.empty.textContent = state.kind === "catching-up" || state.kind === "connecting" ? "…" : "No lines";
    statusLater();
  }

  function status(): LogStatus {
    const isNumbered = source !== undefined && stream !== undefined && !stream.includes("?");
    return {
      state,
      following: rows.following,
      unseen: rows.following || source === undefined
        ? 0
        : Math.max(0, source.to - Math.max(seenTo, rows.bottom)) + source.unseen,
      first: isNumbered ? source?.numberAt(source.from) : undefined,
      last: isNumbered ? source?.numberAt(source.to) : undefined,
      linesPerSecond: live.linesPerSecond(environment.now()),
      errors: live.errors,
    };
  }

  function statusLater(): void {
    statusTimer ??= setTimeout(showStatus, STATUS_MILLIS);
  }

  function showStatus(): void {
    clearTimeout(statusTimer);
    statusTimer = undefined;
    const now = status();
    bar.show(now, problem, environment.now());
    const isAllSeen = source === undefined || (now.unseen === 0 && source.isAtNewest && rows.bottom >= source.to);
    frame.newest.hidden = now.following || isAllSeen;
    frame.newest.textContent = now.unseen === 0 ? "↓ Newest lines" : `↓ ${quantity(now.unseen, "new line")}`;
    const digits = String(source?.numberAt(source.to) ?? 1).length;
    frame.pane.style.setProperty("--number-width", `${Math.max(4, digits)}ch`);
    listener.status(now);
  }

  const ticking = setInterval(() => {
    if (!document.hidden) {
      showStatus();
      if (times === "relative") {
        refreshTimes(frame.pane, context());
      }
    }
  }, TICK_MILLIS);

  function enter(next: FollowState): void {
    const isOther = stateText(next, 0).name !== stateText(state, 0).name;
    state = next;
    if (isOther) {
      voice.say(stateText(next, environment.now()).name);
      showStatus();
    } else {
      statusLater();
    }
    if (next.kind === "ended") {
      rows.invalidate();
      listener.end(next.end);
    }
  }

  function openStream(address: string | undefined): void {
    const place = placeIn(address);
    log?.close();
    groups.close();
    log = undefined;
    source = undefined;
    stream = address;
    groups = runGroups(address ?? "", rows.invalidate, environment);
    live = tally();
    current = undefined;
    sought = undefined;
    matchOf = undefined;
    problem = "";
    showMatches();
    rows.reset(1);
    rows.follow();
    if (address === undefined) {
      return;
    }
    if (place !== undefined) {
      waiting ??= () => goTo(place);
    }
    const listening = {
      opened,
      state: enter,
      lines: arrived,
      gap: listener.gap,
      changed,
      reset() {
        current = undefined;
        rows.reset(0);
      },
      failed(error: HistoryError) {
        problem = `lines could not be loaded: ${error.message}`;
        showStatus();
      },
    };
    log = openLog(address, listening, environment, browserTabs);
  }

  /** The line that is being read, where another filter of the same log is opened. */
  function placeIn(address: string | undefined): string | undefined {
    if (rows.following || address === undefined || stream === undefined || pathOf(address) !== pathOf(stream)) {
      return undefined;
    }
    const isCurrentInSight = current !== undefined && current >= rows.top && current <= rows.bottom;
    return source?.idAt(isCurrentInSight ? current ?? rows.top : rows.top);
  }

  function opened(made: LogSource): void {
    source = made;
    seenTo = made.to;
    rows.reset(made.from);
    const action = waiting;
    waiting = undefined;
    action?.();
  }

  function arrived(lines: readonly LogLine[]): void {
    voice.count(lines.length, live.add(lines, environment.now()));
    groups.add(lines);
    lines.forEach(listener.line);
    statusLater();
  }

  function changed(): void {
    problem = "";
    if (sought !== undefined) {
      goTo(sought);
    }
    rows.invalidate();
  }

  /** Does it with a log, now or as soon as there is one. */
  function whenOpen(action: () => void): void {
    if (source === undefined) {
      waiting = action;
    } else {
      action();
    }
  }

  function goTo(id: string): void {
    whenOpen(() => {
      const number = parseEventId(id)?.sequence;
      if (number !== undefined) {
        groups.folds.reveal(number);
      }
      const position = source?.positionOf(id);
      if (position !== undefined) {
        sought = undefined;
        current = position;
        rows.reveal(position, true);
      } else if (sought !== id) {
        sought = id;
        rows.unfollow();
        source?.show(id);
      }
    });
  }

  function goToLine(number: number): void {
    whenOpen(() => goTo(formatEventId(source?.epoch ?? 0, Math.max(1, number))));
  }

  async function goToTime(instant: string): Promise<boolean> {
    const mine = log;
    const id = await mine?.firstSince(instant);
    if (id !== undefined && mine === log) {
      goTo(id);
    }
    return id !== undefined;
  }

  function follow(): void {
    sought = undefined;
    matchOf = undefined;
    current = undefined;
    if (source !== undefined && !source.isAtNewest) {
      source.show(undefined);
    }
    rows.follow();
    rows.redraw();
  }

  function act(): void {
    problem = "";
    if (state.kind === "failed" || state.kind === "unauthorised") {
      openStream(stream);
    } else {
      log?.wake();
    }
    showStatus();
  }

  function showMatches(): void {
    search = searchIn(stream, find);
    rows.redraw();
  }

  async function step(direction: "next" | "previous"): Promise<boolean> {
    const mine = log;
    const from = source?.idAt(current ?? rows.top);
    const id = from === undefined ? undefined : parseEventId(from);
    if (mine === undefined || id === undefined) {
      return false;
    }
    // Nothing was found yet: then the line at the top may be the first.
    const isFirst = direction === "next" && current === undefined;
    const behind = formatEventId(id.epoch, isFirst ? Math.max(0, id.sequence - 1) : id.sequence);
    const found = await mine[direction](search.query, behind);
    if (found !== undefined && mine === log) {
      matchOf = found;
      open.add(matchKey(found));
      rows.redraw();
      goTo(found);
    }
    return found !== undefined;
  }

  async function text(): Promise<string> {
    const entries = selection === undefined || source === undefined || stream === undefined
      ? entriesInSight()
      : await readHistory(
        pathOf(stream),
        {
          after: formatEventId(source.epoch, selection.from - 1),
          limit: Math.min(MAX_COPIED, selection.to - selection.from + 1),
        },
        new AbortController().signal,
        environment,
      );
    return entries.map((one) => plainTextOf(one) + "\n").join("");
  }

  function entriesInSight(): (Entry | undefined)[] {
    const entries: (Entry | undefined)[] = [];
    for (const position of rows.rows.keys()) {
      if (position >= rows.top && position <= rows.bottom) {
        entries.push(source?.entry(position));
      }
    }
    return entries;
  }

  listenToRows(frame.scroller, () => rows.rows, {
    /** A second click takes the mark away, one with the shift key draws it out. */
    mark(position, isExtended) {
      const number = source?.numberAt(position);
      if (number !== undefined) {
        const start = selection !== undefined && isExtended ? selection.from : number;
        const isAgain = selection?.from === number && selection.to === number;
        selection = isAgain ? undefined : { from: Math.min(start, number), to: Math.max(start, number) };
        rows.invalidate();
        listener.selectLines(selection);
      }
    },
    pick: listener.pick,
    load(position) {
      const entry = source?.entry(position);
      if (entry?.event === "gap") {
        source?.load(entry);
      }
    },
    open(key) {
      open.add(key);
      rows.redraw();
    },
    toggleGroup(line) {
      groups.folds.toggle(line);
      rows.unfollow();
      rows.invalidate();
    },
    choose(position) {
      current = position;
      rows.invalidate();
    },
  });
  frame.newest.addEventListener("click", follow);

  return {
    get status() {
      return status();
    },
    get selection() {
      return selection;
    },
    get find() {
      return find;
    },
    set find(value) {
      find = value;
      showMatches();
    },
    get times() {
      return times;
    },
    set times(value) {
      times = value;
      rows.redraw();
    },
    open: openStream,
    remeasure: rows.remeasure,
    follow,
    toStart: () => goToLine(1),
    goTo,
    goToLine,
    goToTime,
    select(value) {
      selection = value;
      if (value !== undefined) {
        goToLine(value.from);
      }
      rows.invalidate();
    },
    step,
    move(by) {
      if (source !== undefined && source.to >= source.from) {
        const from = current ?? (by > 0 && !rows.following ? rows.top - 1 : rows.bottom + 1);
        current = rows.step(from, by);
        rows.reveal(current, false);
      }
    },
    toggle() {
      const row = current === undefined ? undefined : rows.rows.get(current);
      row?.querySelector<HTMLElement>("summary, [data-action]")?.click();
    },
    text,
    wake: () => log?.wake(),
    close() {
      clearInterval(ticking);
      clearTimeout(statusTimer);
      voice.close();
      log?.close();
      groups.close();
      rows.close();
    },
  };
}

const pathOf = (stream: string): string => historyAddress(stream).split("?")[0];
