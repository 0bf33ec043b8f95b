import type { Run } from "./run.ts";

/** What the server shows instead of a secret. */
const REDACTED = "***";

const PREFIX = "p.";

/** Whether all that the run was told is known: a secret is not. */
export function canStartAgain(run: Run): boolean {
  return Object.values(run.parameters).every((value) => !value.includes(REDACTED));
}

/** The address of the operation's form, with all that is known filled in. */
export function formAddress(run: Run): string {
  const query = new URLSearchParams({ operation: run.operation });
  for (const [name, value] of Object.entries(run.parameters)) {
    if (!value.includes(REDACTED)) {
      query.set(PREFIX + name, value);
    }
  }
  return `/?${query}`;
}

/** What such an address fills in. */
export interface Prefill {
  readonly operation: string;
  readonly values: ReadonlyMap<string, string>;
}

export function prefillOf(parameters: URLSearchParams): Prefill | undefined {
  const operation = parameters.get("operation");
  if (operation === null) {
    return undefined;
  }
  const values = [...parameters].filter(([name]) => name.startsWith(PREFIX));
  return { operation, values: new Map(values.map(([name, value]) => [name.slice(PREFIX.length), value])) };
}
