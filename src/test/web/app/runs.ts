import type { Run } from "../../../main/web/app/run.ts";

/** A run with these members, and others that do not matter. */
export function aRun(members: Partial<Run> = {}): Run {
  return {
    id: "01920000-0000-7000-8000-0000c0ffee00",
    operation: "demo",
    state: "running",
    createdAt: "2026-11-21T09:00:00Z",
    startedAt: "2026-11-21T09:00:01Z",
    parameters: {},
    requestedBy: {},
    lines: 0,
    linesRefused: 0,
    ...members,
  };
}
