/** Whether a value from elsewhere is what it should be. */
export type Check = (value: unknown) => boolean;

/** What the members of an object should be, by their names. */
export type Members = Readonly<Record<string, Check>>;

export const isString: Check = (value) => typeof value === "string";
export const isNumber: Check = (value) => Number.isFinite(value);
export const isBoolean: Check = (value) => typeof value === "boolean";
export const isCount: Check = (value) => Number.isInteger(value) && value as number >= 0;
export const orNull = (check: Check): Check => (value) => value === null || check(value);
export const listOf = (check: Check): Check => (value) => Array.isArray(value) && value.every(check);
export const objectOf = (required: Members, optional: Members): Check => (value) =>
  isObject(value) && has(value, required, optional);

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function has(value: Record<string, unknown>, required: Members, optional: Members): boolean {
  for (const name in required) {
    if (!required[name](value[name])) {
      return false;
    }
  }
  for (const name in optional) {
    if (value[name] !== undefined && !optional[name](value[name])) {
      return false;
    }
  }
  return true;
}
