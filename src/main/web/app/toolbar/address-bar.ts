/** The address of the page, as far as it may change without another page. */
export interface AddressBar {
  /** With its `?`, or empty. */
  readonly search: string;

  /** With its `#`, or empty. */
  readonly hash: string;

  /** Replaces the query and the fragment; a new entry of the history is one that "back" returns from. */
  go(search: string, hash: string, entry: "new" | "same"): void;

  /** Is told when the reader has gone back or forward, or to another fragment. */
  onMove(listener: () => void): void;
}

/** The browser's own. */
export const browserAddressBar: AddressBar = {
  get search() {
    return location.search;
  },
  get hash() {
    return location.hash;
  },
  go(search, hash, entry) {
    const address = `${location.pathname}${search}${hash}`;
    if (entry === "new") {
      history.pushState(history.state, "", address);
    } else {
      history.replaceState(history.state, "", address);
    }
  },
  // It comes with a changed fragment too.
  onMove: (listener) => addEventListener("popstate", listener),
};
