import { historyAddress, withParameters } from "../log/address.ts";
import { browserEnvironment } from "../log/environment.ts";
import type { End, Gap, LogLine } from "../log/event.ts";
import { formatEventId, parseEventId } from "../log/event-id.ts";
import { type Filter, filterOf, parametersOf } from "../log/filter.ts";
import type { FollowState } from "../log/follow-state.ts";
import { type Folds, folds, GROUP_MARKER } from "../log/folds.ts";
import { type Entry, type HistoryError, readHistory } from "../log/history.ts";
import { type Matcher, matcherOf } from "../log/matches.ts";
import { type OpenLog, openLog } from "../log/open-log.ts";
import { rate } from "../log/rate.ts";
import type { LogSource, Stretch } from "../log/source.ts";
import { union } from "../log/stretches.ts";
import { browserTabs } from "../log/tabs.ts";
import type { TimeStyle } from "../log/time.ts";
import { plainTextOf } from "../view/plain-row.ts";
import type { PickKind, RowContext } from "../view/row-context.ts";
import { groupRowOf, refreshTimes, rowOf, setCurrent } from "../view/row.ts";
import { viewport } from "../view/viewport.ts";
import { announcer } from "./announcer.ts";
import type { Frame } from "./frame.ts";
import { stateText } from "./state-text.ts";
import { statusBar } from "./status-bar.ts";
import type { LogStatus } from "./status.ts";

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
const MAX_MARKERS = 20_000;

export function logView(frame: Frame, listener: LogViewListener): LogView {
  const environment = browserEnvironment;
  const voice = announcer();
  const bar = statusBar(act);
  frame.bar.append(bar.element, voice.element);

  let stream: string | undefined;
  let log: OpenLog | undefined;
  let source: LogSource | undefined;
  let state: FollowState = { kind: "stopped" };
  let groups: Folds = folds();
  /** Live lines, until the groups that history has are known. */
  let beforeGroups: LogLine[] | undefined;
  let hiddenBy: { source: readonly Stretch[]; folds: readonly Stretch[]; all: readonly Stretch[] } | undefined;
  let find: Filter | undefined;
  let matcher: Matcher | undefined;
  let times: TimeStyle = "local";
  let selection: Selection | undefined;
  let current: number | undefined;
  /** What was asked for before there was a log to do it with. */
  let waiting: (() => void) | undefined;
  /** A line that is being loaded, to be gone to. */
  let sought: string | undefined;
  let seenTo = 0;
  let recent = rate();
  let errors = 0;
  let problem = "";
  let statusTimer: number | undefined;
  const openKeys = new Set<string>();

  const rows = viewport({
    scroller: frame.scroller,
    pane: frame.pane,
    range: () => ({ from: source?.from ?? 1, to: source?.to ?? 0, hidden: hidden() }),
    canFollow: () => source?.isAtNewest ?? true,
    want: (from, to) => source?.want(from, to),
    key,
    draw,
    sample: () => rowOf(undefined, 1, context()),
    drawn,
    followingChanged() {
      source?.hold(!rows.following);
      seenTo = Math.max(rows.bottom, source?.to ?? 0);
      showStatus();
    },
  });

  const context = (): RowContext => ({
    times,
    now: environment.now(),
    matcher,
    isOpen: (one) => openKeys.has(one),
  });

  function hidden(): readonly Stretch[] {
    const one = source?.hidden ?? [];
    if (hiddenBy?.source !== one || hiddenBy.folds !== groups.hidden) {
      hiddenBy = { source: one, folds: groups.hidden, all: union(one, groups.hidden) };
    }
    return hiddenBy.all;
  }

  function groupAt(position: number) {
    const number = source?.numberAt(position);
    return number === undefined ? undefined : groups.groupAt(number);
  }

  function key(position: number): unknown {
    const group = groupAt(position);
    return group === undefined
      ? source?.entry(position) ?? "pending"
      : `group ${group.from} ${group.to} ${groups.isFolded(group)}`;
  }

  function draw(position: number): HTMLElement {
    const group = groupAt(position);
    const number = source?.numberAt(position);
    if (group === undefined) {
      return rowOf(source?.entry(position), number, context());
    }
    const lines = group.to === undefined ? undefined : group.to - group.from - 1;
    return groupRowOf(group.title, lines, !groups.isFolded(group), group.from, context());
  }

  function drawn(all: ReadonlyMap<number, HTMLElement>): void {
    for (const [position, row] of all) {
      const number = source?.numberAt(position);
      const isSelected = selection !== undefined && number !== undefined && selection.from <= number &&
        number <= selection.to;
      row.classList.toggle("selected", isSelected);
      if (row.classList.contains("current") !== (position === current)) {
        setCurrent(row, position === current);
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
      linesPerSecond: recent.at(environment.now()).linesPerSecond,
      errors,
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
    const digits = String(source?.numberAt(source.to) ?? 1).length;
    frame.pane.style.setProperty("--number-width", `${Math.max(4, digits)}ch`);
    frame.newest.textContent = now.unseen === 0
      ? "↓ Newest lines"
      : `↓ ${now.unseen.toLocaleString("en")} new line${now.unseen === 1 ? "" : "s"}`;
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

  function open(address: string | undefined): void {
    const place = log !== undefined && !rows.following && address !== undefined && stream !== undefined &&
        historyAddress(address).split("?")[0] === historyAddress(stream).split("?")[0]
      ? idAt(current !== undefined && current >= rows.top && current <= rows.bottom ? current : rows.top)
      : undefined;
    log?.close();
    log = undefined;
    source = undefined;
    stream = address;
    groups = folds();
    beforeGroups = undefined;
    current = undefined;
    sought = undefined;
    errors = 0;
    recent = rate();
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
    log = openLog(
      address,
      {
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
      },
      environment,
      browserTabs,
    );
  }

  function opened(made: LogSource): void {
    source = made;
    seenTo = made.to;
    rows.reset(made.from);
    const act = waiting;
    waiting = undefined;
    act?.();
    if (/\/runs\/[^/]+\/logs\/stream$/.test(stream ?? "")) {
      loadGroups(stream ?? "");
    }
  }

  function loadGroups(address: string): void {
    const mine = groups;
    beforeGroups = [];
    const markers = withParameters(historyAddress(address), { regex: GROUP_MARKER });
    readHistory(markers, { limit: MAX_MARKERS }, new AbortController().signal, environment).then((entries) => {
      if (groups === mine) {
        const known = entries.filter((one): one is LogLine => one.event === undefined);
        const last = numberOf(known.at(-1)?.id) ?? 0;
        const since = (beforeGroups ?? []).filter((one) => (numberOf(one.id) ?? 0) > last);
        beforeGroups = undefined;
        mine.add([...known, ...since]);
        rows.invalidate();
      }
    }, () => {
      // A log without folds is still the log.
      beforeGroups = undefined;
    });
  }

  function arrived(lines: readonly LogLine[]): void {
    const bad = lines.filter((one) => one.level === "ERROR" || one.level === "FATAL").length;
    errors += bad;
    recent.add(environment.now(), lines.length, bad);
    voice.count(lines.length, bad);
    if (beforeGroups === undefined) {
      groups.add(lines);
    } else {
      beforeGroups.push(...lines);
    }
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

  function idAt(position: number): string | undefined {
    const entry = source?.entry(position);
    if (entry !== undefined) {
      return entry.event === "gap" ? entry.last ?? entry.first : entry.id;
    }
    const number = source?.numberAt(position);
    return number === undefined || log?.epoch === undefined ? undefined : formatEventId(log.epoch, number);
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
      const number = numberOf(id);
      if (number !== undefined) {
        groups.reveal(number);
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
    whenOpen(() => goTo(formatEventId(log?.epoch ?? 0, Math.max(1, number))));
  }

  function follow(): void {
    sought = undefined;
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
      open(stream);
    } else {
      log?.wake();
    }
    showStatus();
  }

  function showMatches(): void {
    const filter = filterOf(new URLSearchParams(stream?.split("?")[1] ?? ""));
    const wanted: Filter = { q: find?.q ?? filter.q, regex: find?.regex ?? filter.regex };
    matcher = wanted.q === undefined && wanted.regex === undefined ? undefined : matcherOf(wanted);
    rows.redraw();
  }

  async function step(direction: "next" | "previous"): Promise<boolean> {
    const mine = log;
    const from = idAt(current ?? rows.top);
    if (mine === undefined || from === undefined) {
      return false;
    }
    const filter = filterOf(new URLSearchParams(stream?.split("?")[1] ?? ""));
    const query = parametersOf({ ...filter, ...find });
    const isFirst = direction === "next" && current === undefined;
    const id = parseEventId(from);
    const behind = isFirst && id !== undefined ? formatEventId(id.epoch, Math.max(0, id.sequence - 1)) : from;
    const found = await mine[direction](query, behind);
    if (found !== undefined && mine === log) {
      goTo(found);
    }
    return found !== undefined;
  }

  async function text(): Promise<string> {
    let entries: (Entry | undefined)[] = [];
    if (selection !== undefined && log?.epoch !== undefined && stream !== undefined) {
      const after = formatEventId(log.epoch, selection.from - 1);
      const limit = Math.min(MAX_COPIED, selection.to - selection.from + 1);
      const address = historyAddress(stream).split("?")[0];
      entries = await readHistory(address, { after, limit }, new AbortController().signal, environment);
    } else {
      for (let position = rows.top; position <= rows.bottom; position = next(position)) {
        entries.push(source?.entry(position));
      }
    }
    return entries.map((one) => plainTextOf(one) + "\n").join("");
  }

  function next(position: number): number {
    const following = rows.step(position, 1);
    return following === position ? Infinity : following;
  }

  function clicked(event: MouseEvent): void {
    const target = event.target instanceof Element ? event.target : undefined;
    const row = target?.closest<HTMLElement>(".row");
    const position = [...rows.rows].find(([, element]) => element === row)?.[0];
    if (target === undefined || position === undefined) {
      return;
    }
    const link = target.closest("a.number");
    const control = target.closest<HTMLElement>("[data-pick], [data-action]");
    if (link !== null) {
      event.preventDefault();
      mark(source?.numberAt(position), event.shiftKey);
    } else if (control?.dataset.pick !== undefined) {
      listener.pick(control.dataset.pick as PickKind, control.dataset.value ?? "");
    } else if (control !== null) {
      perform(control.dataset, position);
    } else if (document.getSelection()?.isCollapsed !== false) {
      current = position;
      rows.invalidate();
    }
  }

  function perform(data: DOMStringMap, position: number): void {
    const entry = source?.entry(position);
    switch (data.action) {
      case "load":
        if (entry?.event === "gap") {
          source?.load(entry);
        }
        return;
      case "open":
        openKeys.add(data.key ?? "");
        rows.redraw();
        return;
      case "group":
        groups.toggle(Number(data.line));
        rows.unfollow();
        rows.invalidate();
        return;
    }
  }

  /** A second click takes the mark away, one with the shift key draws it out. */
  function mark(number: number | undefined, isExtended: boolean): void {
    if (number === undefined) {
      return;
    }
    const start = selection !== undefined && isExtended ? selection.from : number;
    const isAgain = selection?.from === number && selection.to === number;
    selection = isAgain ? undefined : { from: Math.min(start, number), to: Math.max(start, number) };
    rows.invalidate();
    listener.selectLines(selection);
  }

  function unfolded(event: Event): void {
    const fold = event.target;
    if (fold instanceof HTMLDetailsElement && fold.dataset.key !== undefined) {
      if (fold.open) {
        openKeys.add(fold.dataset.key);
      } else {
        openKeys.delete(fold.dataset.key);
      }
    }
  }

  frame.scroller.addEventListener("click", clicked);
  frame.scroller.addEventListener("toggle", unfolded, { capture: true });
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
    open,
    remeasure: rows.remeasure,
    follow,
    toStart: () => goToLine(1),
    goTo,
    goToLine,
    async goToTime(instant) {
      const mine = log;
      const id = await mine?.firstSince(instant);
      if (id !== undefined && mine === log) {
        goTo(id);
      }
      return id !== undefined;
    },
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
      rows.close();
    },
  };
}

const numberOf = (id: string | undefined) => id === undefined ? undefined : parseEventId(id)?.sequence;
