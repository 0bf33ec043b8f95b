/** What a page can do together with those of the same service in the other tabs of its browser. */
export interface Tabs {
  /** What this page's addresses are relative to. */
  readonly base: string;

  readonly isVisible: boolean;

  /** Calls whenever `isVisible` has changed; what is returned ends that. */
  onVisibility(changed: () => void): () => void;

  /**
   * Queues for a lock that only one can have.
   *
   * @param steal whether to take it at once from whoever has it
   * @param granted has it now; never called before this has returned
   * @param lost somebody has taken it
   * @returns gives it back, or leaves the queue; nothing is called after that
   */
  lock(name: string, steal: boolean, granted: () => void, lost: () => void): () => void;

  /** What one posts into it all others of this name hear. */
  channel(name: string, heard: (message: unknown) => void): Channel;
}

export interface Channel {
  /** Takes what can be cloned: objects, arrays, texts, numbers. */
  post(message: unknown): void;
  close(): void;
}

/**
 * The browser's own. Where it has no locks, as for a page that came by plain
 * HTTP from another host, each page has the lock for itself and hears nobody.
 */
export const browserTabs: Tabs = {
  get base() {
    return document.baseURI;
  },
  get isVisible() {
    return document.visibilityState === "visible";
  },
  onVisibility(changed) {
    document.addEventListener("visibilitychange", changed);
    return () => document.removeEventListener("visibilitychange", changed);
  },
  lock(name, steal, granted, lost) {
    const leave = new AbortController();
    const { signal } = leave;
    const whenGranted = () => signal.aborted ? undefined : granted();
    if (!canShare()) {
      queueMicrotask(whenGranted);
      return () => leave.abort();
    }
    // Both at once is an error.
    const options: LockOptions = steal ? { steal } : { signal };
    navigator.locks.request(name, options, () => {
      whenGranted();
      return signal.aborted ? undefined : new Promise<void>((release) => {
        signal.addEventListener("abort", () => release());
      });
    }).catch((error: unknown) => {
      if (signal.aborted) {
        return;
      }
      if (error instanceof DOMException && error.name === "AbortError") {
        lost();
      } else {
        // Not even in the queue, as in a frame of no origin: then nobody shares with this page.
        granted();
      }
    });
    return () => leave.abort();
  },
  channel(name, heard) {
    if (!canShare()) {
      return { post: () => undefined, close: () => undefined };
    }
    const channel = new BroadcastChannel(name);
    channel.onmessage = (event) => heard(event.data);
    return {
      post: (message) => channel.postMessage(message),
      close: () => channel.close(),
    };
  },
};

function canShare(): boolean {
  return "locks" in navigator && "BroadcastChannel" in globalThis;
}
