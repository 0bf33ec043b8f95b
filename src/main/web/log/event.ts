/**
 * The objects of a log in NDJSON, as `src/docs/reference/http.md` has them.
 * `event` tells them apart; a log line has none.
 */
export type LogEvent = LogLine | Hello | Gap | Heartbeat | Reconnect | End;

export const LEVELS = [
  "TRACE",
  "DEBUG",
  "INFO",
  "WARN",
  "ERROR",
  "FATAL",
] as const;

export type Level = (typeof LEVELS)[number];

export interface LogLine {
  readonly event?: undefined;
  readonly id: string;
  readonly timestamp: string;
  readonly level: Level;
  readonly loggerName: string;
  readonly message: string;
  readonly sequence?: number;
  readonly loggerClassName?: string;
  readonly ansi?: readonly StyleSpan[];
  readonly threadName?: string;
  readonly threadId?: number;
  readonly mdc?: Readonly<Record<string, string>>;
  readonly ndc?: string;
  readonly hostName?: string;
  readonly processName?: string;
  readonly processId?: number;
  readonly exception?: Thrown;
}

/** A stretch of a message that was coloured: from `start` to before `end`, in UTF-16 units. */
export interface StyleSpan {
  readonly start: number;
  readonly end: number;
  readonly style: string;
}

export interface Thrown {
  readonly exceptionType: string;
  readonly message?: string | null;
  readonly frames: readonly Frame[];
  readonly suppressed?: readonly Thrown[];
  readonly causedBy?: { readonly exception: Thrown };
}

export interface Frame {
  readonly class: string;
  readonly method: string;
  readonly line?: number;
}

/** The first of every stream. Where a gap follows, `after` is not yet where the reader is. */
export interface Hello {
  readonly event: "hello";
  readonly after: string;
  readonly oldest: string;
  readonly latest: string;
  readonly gapFollows: boolean;

  /** After how much silence a heartbeat comes. Servers of old do not say. */
  readonly heartbeatMillis?: number;
}

/** Lines that are missing, before the line that follows them. */
export interface Gap {
  readonly event: "gap";
  readonly after: string;
  readonly first: string;
  readonly last: string | null;
  readonly count: number | null;
  readonly reason: string;
  readonly message: string;
}

export interface Heartbeat {
  readonly event: "heartbeat";
  readonly after: string;
  readonly timestamp: string;
}

/** The last of a connection, where more will come. `delay` is in milliseconds. */
export interface Reconnect {
  readonly event: "reconnect";
  readonly after: string;
  readonly delay: number;
  readonly message: string;
}

/** The last, where nothing more will come. */
export interface End {
  readonly event: "end";
  readonly state: string;
  readonly message: string;

  /** Where to go on, of a part of a log that has the state `limited`. */
  readonly after?: string;
  readonly run?: string;
  readonly operation?: string;
  readonly lines?: number;
  readonly outcome?: Readonly<Record<string, unknown>>;
  readonly durationMillis?: number;
}
