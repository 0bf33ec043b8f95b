/** What a logger without a name is called. */
export const ROOT = "root";

/**
 * A logger's name in so many characters, if that can be: its packages become letters, from the left and no more of them
 * than must, as in `o.a.importer.Importer`. What its last part is stays as it is.
 */
export function shortLogger(name: string, length: number): string {
  let short = name;
  for (let from = 0; short.length > length;) {
    const dot = short.indexOf(".", from);
    if (dot < 0) {
      break;
    }
    short = short.slice(0, from) + short.slice(from, dot).slice(0, 1) + short.slice(dot);
    from = short.indexOf(".", from) + 1;
  }
  return short;
}
