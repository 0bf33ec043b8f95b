import type { Stretch } from "../log/source.ts";
import { layout } from "./layout.ts";

export interface ViewportOptions {
  /** What scrolls; it has the pane in it, and nothing else. */
  readonly scroller: HTMLElement;

  /** Where rows are drawn: it stays in place while the scroller scrolls. */
  readonly pane: HTMLElement;

  /** The list now. */
  readonly range: () => { readonly from: number; readonly to: number; readonly hidden: readonly Stretch[] };

  /** Whether what is at its end can be followed. */
  readonly canFollow: () => boolean;

  /** What is about to be looked at. */
  readonly want: (from: number, to: number) => void;

  /** What a row is drawn from: one that gives another object is drawn anew. */
  readonly key: (position: number) => unknown;
  readonly draw: (position: number) => HTMLElement;

  /** A row that takes as much as most do. */
  readonly sample: () => HTMLElement;

  /** Has drawn these rows, by their positions. */
  readonly drawn: (rows: ReadonlyMap<number, HTMLElement>) => void;

  /** The reader has scrolled away from the end, or back to it. */
  readonly followingChanged: () => void;
}

/** Rows of a long list, of which only those that can be seen are in the document. */
export interface Viewport {
  /** Whether it stays at its end while that moves. */
  readonly following: boolean;
  readonly rows: ReadonlyMap<number, HTMLElement>;

  /** The first row that is to be seen, and the last. */
  readonly top: number;
  readonly bottom: number;

  /** Draws soon: the list has changed. */
  invalidate(): void;

  /** Draws all rows anew. */
  redraw(): void;

  /** Positions mean something else: whoever was at one is at `position` now. */
  reset(position: number): void;

  /** Forgets what rows were measured to take, since they are broken differently now. */
  remeasure(): void;
  follow(): void;
  unfollow(): void;

  /** The row that is so many rows further down, or up; the last or the first where there are not so many. */
  step(position: number, rows: number): number;

  /** Scrolls so far that the row is to be seen, or so that it is in the middle. */
  reveal(position: number, isCentred: boolean): void;
  close(): void;
}

/** Browsers lay out no more than this: 17.9 million in Firefox, 33.5 in Chromium. Beyond it a pixel of the bar stands for several. */
const MAX_SCROLL = 8_000_000;

/** Lines may come by thousands a second: they are not drawn more often than this. */
const MIN_FRAME_MILLIS = 100;

/** So near to the end is at it: browsers scroll by fractions. */
const AT_END = 4;

/** Who has not scrolled for so long is not about to. */
const IDLE_MILLIS = 200;

const MAX_ROWS = 250;

export function viewport(options: ViewportOptions): Viewport {
  const { scroller, pane } = options;
  const list = document.createElement("div");
  list.className = "rows";
  pane.append(list);
  const spacer = document.createElement("div");
  scroller.append(spacer);

  const paper = matchMedia("print");
  const heights = layout();
  let rows = new Map<number, { readonly key: unknown; readonly element: HTMLElement }>();
  let elements: ReadonlyMap<number, HTMLElement> = new Map();
  let hidden: readonly Stretch[] = [];
  let following = true;
  /** What is at the upper edge, unless the end is followed: a row, and how much of it is above the edge. */
  let anchor = { position: 0, above: 0 };
  let seen = { top: 0, bottom: -1 };
  /** Where this module has scrolled to, or has followed the reader: what is elsewhere is where the reader has gone since. */
  let scrolledTo = 0;
  /** Whether it had no place on a screen since it was drawn: a browser may have scrolled it to its beginning. */
  let wasHidden = false;
  let frame = 0;
  let drawnAt = 0;
  let took = 0;
  let width = 0;
  let widest = 0;
  let isRedrawn = false;
  let timer: number | undefined;
  /** When the reader has scrolled last. */
  let touchedAt = -Infinity;
  let idle: number | undefined;
  let isClosed = false;

  const height = () => pane.clientHeight;
  const maxTop = () => Math.max(0, heights.total - height());

  function top(): number {
    return following ? maxTop() : Math.min(maxTop(), Math.max(0, heights.offsetOf(anchor.position) + anchor.above));
  }

  function setTop(value: number): void {
    const to = Math.max(0, Math.min(maxTop(), value));
    const position = heights.positionAt(to);
    anchor = { position, above: to - heights.offsetOf(position) };
  }

  function setFollowing(value: boolean): void {
    if (following !== value) {
      if (!value) {
        setTop(top());
      }
      following = value;
      options.followingChanged();
      schedule(0);
    }
  }

  function schedule(minMillis: number): void {
    if (frame !== 0 || isClosed) {
      return;
    }
    const wait = drawnAt + minMillis - performance.now();
    if (wait > 1 && timer === undefined) {
      timer = setTimeout(() => {
        timer = undefined;
        schedule(0);
      }, wait);
    } else if (wait <= 1) {
      frame = requestAnimationFrame(render);
    }
  }

  /** The width has changed, or how lines are broken, or the font. */
  function forgetHeights(): void {
    const probe = options.sample();
    list.append(probe);
    heights.setRowHeight(Math.max(1, probe.offsetHeight));
    probe.remove();
  }

  function takeRange(): void {
    const range = options.range();
    heights.setRange(range.from, range.to);
    if (range.hidden !== hidden) {
      hidden = range.hidden;
      heights.hide(hidden);
    }
  }

  function render(): void {
    frame = 0;
    drawnAt = performance.now();
    if (isHidden()) {
      return;
    }
    // Browsers that scroll smoothly do so before they tell of it: what is drawn here would take it back.
    takeScroll();
    wasHidden = false;
    takeRange();
    if (pane.clientWidth !== width) {
      width = pane.clientWidth;
      forgetHeights();
    }
    place();
    // What was measured just now may leave room for others.
    if (measure()) {
      place();
      measure();
    }
    const first = rows.keys().next().value;
    list.style.transform = first === undefined ? "" : `translateY(${heights.offsetOf(first) - top()}px)`;
    scrollBar();
    if (heights.total > 0) {
      seen = { top: heights.positionAt(top()), bottom: heights.positionAt(top() + height() - 1) };
    }
    options.drawn(elements);
    took = performance.now() - drawnAt;
  }

  /** Puts the rows that are to be seen, and some around them, into the document. */
  function place(): void {
    const from = top();
    const overscan = height() / 2;
    const wanted = new Map<number, { readonly key: unknown; readonly element: HTMLElement }>();
    if (heights.total > 0) {
      const end = from + height() + overscan;
      let at: number | undefined = heights.positionAt(from - overscan);
      const last = heights.positionAt(end);
      options.want(at, last);
      for (; at !== undefined && at <= last && wanted.size < MAX_ROWS; at = heights.shownFrom(at + 1)) {
        wanted.set(at, rowAt(at));
      }
    }
    isRedrawn = false;
    elements = new Map([...wanted].map(([position, { element }]) => [position, element]));
    const kept = new Set<Element>(elements.values());
    for (const element of [...list.children]) {
      if (!kept.has(element)) {
        element.remove();
      }
    }
    let next = list.firstChild;
    for (const element of kept) {
      if (element === next) {
        next = next.nextSibling;
      } else {
        list.insertBefore(element, next);
      }
    }
    rows = wanted;
  }

  function rowAt(position: number): { readonly key: unknown; readonly element: HTMLElement } {
    const key = options.key(position);
    const known = isRedrawn ? undefined : rows.get(position);
    return known !== undefined && known.key === key ? known : { key, element: options.draw(position) };
  }

  /** Whether a row takes another height than was believed. */
  function measure(): boolean {
    const before = heights.total;
    const measured = [...rows].map(([position, { element }]) => [position, element.offsetHeight] as const);
    for (const [position, taken] of measured) {
      heights.setHeight(position, taken);
    }
    const wide = list.scrollWidth;
    if (wide > widest) {
      // What is wide may scroll away, and the bar below should not jump.
      widest = wide;
      list.style.minWidth = `${wide}px`;
    }
    return heights.total !== before;
  }

  /** The length of the scroll bar, and where it is. */
  function scrollBar(): void {
    const length = Math.min(heights.total, MAX_SCROLL);
    const room = Math.max(0, length - height());
    const size = `${room}px`;
    if (spacer.style.height !== size) {
      const before = scroller.scrollTop;
      spacer.style.height = size;
      // Where there is less, it is the browser that scrolls back.
      scrolledTo += scroller.scrollTop - before;
    }
    const at = maxTop() === 0 ? 0 : heights.total <= MAX_SCROLL ? top() : top() / maxTop() * room;
    // Whoever is scrolling would be stopped by it.
    const isScrolling = !following && performance.now() - touchedAt < IDLE_MILLIS;
    if (Math.abs(scroller.scrollTop - at) >= 1 && !isScrolling) {
      scroller.scrollTop = at;
      scrolledTo = scroller.scrollTop;
    }
    clearTimeout(idle);
    if (isScrolling) {
      idle = setTimeout(() => schedule(0), IDLE_MILLIS);
    }
  }

  function scrolled(): void {
    const by = pane.scrollTop;
    if (by !== 0) {
      // The browser has scrolled a focused part of a row into view.
      pane.scrollTop = 0;
      setTop(top() + by);
    }
    // Of what this module has scrolled itself there is nothing to be drawn.
    if (takeScroll() || by !== 0) {
      schedule(0);
    }
  }

  /** On paper there is what was in sight on the screen. */
  function isHidden(): boolean {
    const isAway = paper.matches || height() === 0;
    wasHidden ||= isAway;
    return isAway;
  }

  function printed(): void {
    if (!isHidden()) {
      schedule(0);
    }
  }

  /** Goes where the reader has scrolled to; whether that is elsewhere. */
  function takeScroll(): boolean {
    if (isHidden() || wasHidden) {
      scrolledTo = scroller.scrollTop;
      return true;
    }
    const by = scroller.scrollTop - scrolledTo;
    if (Math.abs(by) < 1) {
      return false;
    }
    const before = top();
    touchedAt = performance.now();
    scrolledTo = scroller.scrollTop;
    const room = Math.max(1, scroller.scrollHeight - scroller.clientHeight);
    const isAtEdge = scrolledTo <= 0 || scrolledTo >= room - 1;
    const isNear = Math.abs(by) < 3 * height() && !isAtEdge;
    const to = heights.total <= MAX_SCROLL ? scrolledTo : isNear ? before + by : scrolledTo / room * maxTop();
    if (by < 0) {
      setFollowing(false);
    }
    setTop(to);
    if (by > 0 && to >= maxTop() - AT_END && options.canFollow()) {
      setFollowing(true);
    }
    return true;
  }

  /** What moves up is told before it does: what follows would else pull it down again. */
  function wheel(event: WheelEvent): void {
    if (event.deltaY < 0 && maxTop() > 0) {
      setFollowing(false);
    }
  }

  let pressedAt: { readonly x: number; readonly y: number } | undefined;

  function pressed(event: PointerEvent): void {
    pressedAt = { x: event.clientX, y: event.clientY };
    if (event.target === scroller) {
      // It is the scroll bar that was pressed.
      setFollowing(false);
    }
  }

  /** Whoever marks text or drags the log wants it to stay. */
  function dragged(event: PointerEvent): void {
    if (event.buttons !== 0 && pressedAt !== undefined) {
      if (Math.abs(event.clientX - pressedAt.x) + Math.abs(event.clientY - pressedAt.y) > 6) {
        setFollowing(false);
      }
    }
  }

  scroller.addEventListener("scroll", scrolled, { passive: true });
  pane.addEventListener("scroll", scrolled, { passive: true });
  scroller.addEventListener("wheel", wheel, { passive: true });
  scroller.addEventListener("pointerdown", pressed);
  scroller.addEventListener("pointermove", dragged);
  scroller.addEventListener("toggle", () => schedule(0), { capture: true });
  paper.addEventListener("change", printed);
  const observer = new ResizeObserver(() => schedule(0));
  observer.observe(scroller);
  observer.observe(pane);

  return {
    get following() {
      return following;
    },
    get rows() {
      return elements;
    },
    get top() {
      return seen.top;
    },
    get bottom() {
      return seen.bottom;
    },
    // However slow the machine is, most of its time is left to the reader.
    invalidate: () => schedule(Math.max(MIN_FRAME_MILLIS, 4 * took)),
    redraw() {
      isRedrawn = true;
      schedule(0);
    },
    reset(position) {
      anchor = { position, above: 0 };
      rows = new Map();
      list.replaceChildren();
      widest = 0;
      list.style.minWidth = "";
      forgetHeights();
      schedule(0);
    },
    remeasure() {
      if (!following) {
        setTop(top());
      }
      widest = 0;
      list.style.minWidth = "";
      forgetHeights();
      schedule(0);
    },
    follow: () => setFollowing(true),
    unfollow: () => setFollowing(false),
    step(position, count) {
      takeRange();
      let at = position;
      for (let i = 0; i < Math.abs(count); i++) {
        at = (count > 0 ? heights.shownFrom(at + 1) : heights.shownUpTo(at - 1)) ?? at;
      }
      return at;
    },
    reveal(position, isCentred) {
      takeRange();
      setFollowing(false);
      const offset = heights.offsetOf(position);
      const end = heights.offsetOf(position + 1);
      const at = top();
      if (isCentred) {
        anchor = { position, above: -Math.floor(height() / 3) };
        // What is above it is not measured yet: it is the row itself that is held.
      } else if (offset < at) {
        anchor = { position, above: 0 };
      } else if (end > at + height()) {
        setTop(end - height());
      }
      schedule(0);
    },
    close() {
      isClosed = true;
      cancelAnimationFrame(frame);
      clearTimeout(timer);
      clearTimeout(idle);
      paper.removeEventListener("change", printed);
      observer.disconnect();
    },
  };
}
