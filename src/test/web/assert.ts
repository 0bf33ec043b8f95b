/**
 * `node:assert/strict`, which Deno has built in, with the types of what the tests use: its own are in a package that Deno
 * would download.
 */
interface Assert {
  ok(value: unknown, message?: string): asserts value;
  equal<T>(actual: unknown, expected: T, message?: string): asserts actual is T;
  notEqual(actual: unknown, expected: unknown, message?: string): void;
  deepEqual<T>(actual: unknown, expected: T, message?: string): asserts actual is T;
  notDeepEqual(actual: unknown, expected: unknown, message?: string): void;
  match(text: string, pattern: RegExp, message?: string): void;
  doesNotMatch(text: string, pattern: RegExp, message?: string): void;
  throws(call: () => unknown, expected?: RegExp | object, message?: string): void;
  doesNotThrow(call: () => unknown, message?: string): void;
  rejects(
    call: Promise<unknown> | (() => Promise<unknown>),
    expected?: RegExp | object,
    message?: string,
  ): Promise<void>;
  fail(message?: string): never;
}

declare const process: { getBuiltinModule(name: string): Assert };

const assert: Assert = process.getBuiltinModule("assert");

export default assert;
export const ok: Assert["ok"] = assert.ok;
export const equal: Assert["equal"] = assert.equal;
export const notEqual: Assert["notEqual"] = assert.notEqual;
export const deepEqual: Assert["deepEqual"] = assert.deepEqual;
export const notDeepEqual: Assert["notDeepEqual"] = assert.notDeepEqual;
export const match: Assert["match"] = assert.match;
export const doesNotMatch: Assert["doesNotMatch"] = assert.doesNotMatch;
export const throws: Assert["throws"] = assert.throws;
export const doesNotThrow: Assert["doesNotThrow"] = assert.doesNotThrow;
export const rejects: Assert["rejects"] = assert.rejects;
export const fail: Assert["fail"] = assert.fail;
