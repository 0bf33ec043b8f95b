import type { Filter } from "../log/filter.ts";
import { filterOf, parametersOf } from "../log/filter.ts";
import type { TimeStyle } from "../log/time.ts";
import type { PickKind } from "../view/row-context.ts";
import { frameIn } from "./frame.ts";
import { type LogView, logView, type Selection } from "./log-view.ts";
import type { LogStatus } from "./status.ts";

/**
 * A log within a page: `<live-log src="/runs/…/logs/stream">`. It shows what
 * there is, follows what comes, and says how current it is.
 *
 * Attributes: `src`, the address of a stream with the filter in its query;
 * `wrap`, where long lines are broken; `times`, one of `local`, `utc` and
 * `relative`.
 *
 * Events: `line`, `gap` and `end` with what the stream tells of live lines;
 * `status` with a LogStatus; `pick`, where the reader has chosen something to
 * filter by, which the element does itself unless that is prevented;
 * `selectlines`, where line numbers were chosen.
 */
export class LiveLog extends HTMLElement {
  static readonly observedAttributes = ["src", "wrap", "times"];

  readonly #root = this.attachShadow({ mode: "open" });
  #view: LogView | undefined;
  #find: Filter | undefined;

  get src(): string {
    return this.getAttribute("src") ?? "";
  }

  set src(value: string) {
    this.setAttribute("src", value);
  }

  get wrap(): boolean {
    return this.hasAttribute("wrap");
  }

  set wrap(value: boolean) {
    this.toggleAttribute("wrap", value);
  }

  get times(): TimeStyle {
    const value = this.getAttribute("times");
    return value === "utc" || value === "relative" ? value : "local";
  }

  set times(value: TimeStyle) {
    this.setAttribute("times", value);
  }

  /** What is highlighted, and looked for, besides what the filter of `src` lets pass. */
  get find(): Filter | undefined {
    return this.#find;
  }

  set find(value: Filter | undefined) {
    this.#find = value;
    if (this.#view !== undefined) {
      this.#view.find = value;
    }
  }

  get status(): LogStatus {
    return this.#view?.status ?? CLOSED;
  }

  get selection(): Selection | undefined {
    return this.#view?.selection;
  }

  connectedCallback(): void {
    const frame = frameIn(this.#root);
    this.#view = logView(frame, {
      line: (line) => this.#tell("line", line),
      gap: (gap) => this.#tell("gap", gap),
      end: (end) => this.#tell("end", end),
      status: (status) => this.#tell("status", status),
      pick: (kind, value) => this.#pick(kind, value),
      selectLines: (selection) => this.#tell("selectlines", selection ?? null),
    });
    this.#view.times = this.times;
    this.#view.find = this.#find;
    this.#open();
    addEventListener("online", this.#wake);
    document.addEventListener("visibilitychange", this.#wake);
  }

  disconnectedCallback(): void {
    removeEventListener("online", this.#wake);
    document.removeEventListener("visibilitychange", this.#wake);
    this.#view?.close();
    this.#view = undefined;
    this.#root.replaceChildren();
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (this.#view === undefined || before === after) {
      return;
    }
    switch (name) {
      case "src":
        this.#open();
        break;
      case "wrap":
        this.#view.remeasure();
        break;
      case "times":
        this.#view.times = this.times;
        break;
    }
  }

  /** Goes to the newest line, and stays there as others come. */
  follow(): void {
    this.#view?.follow();
  }

  toStart(): void {
    this.#view?.toStart();
  }

  /** Goes to a line, or to the next one that the filter lets pass. */
  goTo(id: string): void {
    this.#view?.goTo(id);
  }

  goToLine(number: number): void {
    this.#view?.goToLine(number);
  }

  /**
   * Goes to the first line that is not older.
   *
   * @param instant as the server takes it for `since`: an instant, or a duration back
   * @returns whether there is one
   */
  goToTime(instant: string): Promise<boolean> {
    return this.#view?.goToTime(instant) ?? Promise.resolve(false);
  }

  /** Marks lines by their numbers, and goes there. */
  select(from: number, to: number): void {
    this.#view?.select({ from: Math.min(from, to), to: Math.max(from, to) });
  }

  clearSelection(): void {
    this.#view?.select(undefined);
  }

  /** Goes to the next line that matches; false where there is none further on. */
  nextMatch(): Promise<boolean> {
    return this.#view?.step("next") ?? Promise.resolve(false);
  }

  previousMatch(): Promise<boolean> {
    return this.#view?.step("previous") ?? Promise.resolve(false);
  }

  /** Moves the current line by so many. */
  move(rows: number): void {
    this.#view?.move(rows);
  }

  /** Unfolds what is folded in the current line, or folds it. */
  toggle(): void {
    this.#view?.toggle();
  }

  /** The marked lines as text, or those on the screen. */
  text(): Promise<string> {
    return this.#view?.text() ?? Promise.resolve("");
  }

  readonly #wake = () => {
    if (!document.hidden) {
      this.#view?.wake();
    }
  };

  #open(): void {
    this.#view?.open(this.src === "" ? undefined : this.src);
  }

  #tell(name: string, detail: unknown): boolean {
    return this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable: true }));
  }

  #pick(kind: PickKind, value: string): void {
    if (this.#tell("pick", { kind, value })) {
      const [path, query] = this.src.split("?");
      const filter = filterOf(new URLSearchParams(query ?? ""));
      const picked = kind === "logger" ? { loggers: [value] } : { [kind]: value };
      this.src = `${path}?${parametersOf({ ...filter, ...picked }, new URLSearchParams(query ?? ""))}`;
    }
  }
}

const CLOSED: LogStatus = {
  state: { kind: "stopped" },
  following: true,
  unseen: 0,
  first: undefined,
  last: undefined,
  linesPerSecond: 0,
  errors: 0,
};
