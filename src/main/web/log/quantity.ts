const NUMBER = new Intl.NumberFormat("en");

/** So many of them, as a person would write it: `1 line`, `1,234 lines`. */
export function quantity(count: number, one: string, many = `${one}s`): string {
  return `${NUMBER.format(count)} ${count === 1 ? one : many}`;
}
