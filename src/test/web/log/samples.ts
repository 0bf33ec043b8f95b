import type { Gap, Hello, LogLine } from "../../../main/web/log/event.ts";

/** Line `sequence` of the log 7. */
export function line(sequence: number, message = `line ${sequence}`, epoch = 7): LogLine {
  return {
    id: `${epoch}-${sequence}`,
    timestamp: "2026-11-21T09:34:06.123456Z",
    sequence,
    loggerName: "org.acme.Shop",
    level: "INFO",
    message,
    threadName: "main",
    threadId: 1,
    mdc: {},
    ndc: "",
    hostName: "host",
    processName: "shop",
    processId: 1,
  };
}

export function lines(from: number, to: number): LogLine[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => line(from + i));
}

export function hello(after: number, latest: number, more: Partial<Hello> = {}): Hello {
  return {
    event: "hello",
    after: `7-${after}`,
    oldest: "7-1",
    latest: `7-${latest}`,
    gapFollows: false,
    ...more,
  };
}

export function gap(first: number, last: number, more: Partial<Gap> = {}): Gap {
  return {
    event: "gap",
    after: `7-${last}`,
    first: `7-${first}`,
    last: `7-${last}`,
    count: last - first + 1,
    reason: "evicted",
    message: "lines are missing",
    ...more,
  };
}

export const heartbeat = (after: number) => ({
  event: "heartbeat",
  after: `7-${after}`,
  timestamp: "2026-11-21T09:34:06.123456Z",
});

export const end = (state = "complete") => ({ event: "end", state, message: "all lines" });

export const ndjson = (...objects: readonly unknown[]): Uint8Array =>
  new TextEncoder().encode(objects.map((object) => JSON.stringify(object) + "\n").join(""));
