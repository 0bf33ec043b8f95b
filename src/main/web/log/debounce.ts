import type { Environment } from "./environment.ts";

export interface Debounce<Value> {
  /** Takes a value, which a later one replaces. */
  push(value: Value): void;

  /** Does what is waiting, now: the reader has pressed return. */
  flush(): void;
  cancel(): void;
}

/** Acts on the last value, once none has come for some milliseconds. */
export function debounce<Value>(
  millis: number,
  act: (value: Value) => void,
  environment: Environment,
): Debounce<Value> {
  let waiting: { readonly value: Value } | undefined;
  let cancelTimer = () => {};

  function flush(): void {
    cancelTimer();
    const due = waiting;
    waiting = undefined;
    if (due !== undefined) {
      act(due.value);
    }
  }

  return {
    push(value) {
      waiting = { value };
      cancelTimer();
      cancelTimer = environment.after(millis, flush);
    },
    flush,
    cancel() {
      cancelTimer();
      waiting = undefined;
    },
  };
}
