import type { AddressBar } from "./address-bar.ts";
import { pageParameters, type Query, queryOf } from "./query.ts";

/** The page's query, which all parts of the tool bar show and change. It is kept in the page's address. */
export interface QueryStore {
  readonly query: Query;

  /** With a new entry where the reader may want to go back; while one types there is none for each letter. */
  set(query: Query, entry: "new" | "same"): void;

  /** Is told of each query that differs from the one before. */
  onChange(listener: (query: Query) => void): void;
}

export function queryStore(bar: AddressBar): QueryStore {
  const listeners: ((query: Query) => void)[] = [];
  let query = queryOf(new URLSearchParams(bar.search));

  function enter(next: Query): void {
    const isSame = pageParameters(query).toString() === pageParameters(next).toString();
    query = next;
    if (!isSame) {
      listeners.forEach((listener) => listener(next));
    }
  }

  bar.onMove(() => enter(queryOf(new URLSearchParams(bar.search))));
  return {
    get query() {
      return query;
    },
    set(wanted, entry) {
      // What the address cannot say is no part of it.
      const next = queryOf(pageParameters(wanted));
      const parameters = pageParameters(next, new URLSearchParams(bar.search));
      if (pageParameters(next).toString() !== pageParameters(query).toString()) {
        bar.go(parameters.size === 0 ? "" : `?${parameters}`, bar.hash, entry);
        enter(next);
      }
    },
    onChange: (listener) => void listeners.push(listener),
  };
}
