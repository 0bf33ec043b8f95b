import type { End } from "./event.ts";

/** What a reader of a live log is told of it. Times are in milliseconds since 1970. */
export type FollowState =
  /** Asked for, and not answered yet; `attempt` is 0 for the first. */
  | { readonly kind: "connecting"; readonly attempt: number }
  /** Behind what there was when the connection began; by how many lines, where that is known. */
  | { readonly kind: "catching-up"; readonly remaining: number | undefined }
  | { readonly kind: "live" }
  /** A heartbeat is overdue: what is shown may not be all there is. */
  | { readonly kind: "stale"; readonly since: number }
  | {
    readonly kind: "reconnecting";
    readonly at: number;
    readonly attempt: number;
    readonly reason: string;
  }
  /** Nobody looks at it, so it keeps no connection; it goes on where it was as soon as somebody does. */
  | { readonly kind: "hidden" }
  /** All was read. */
  | { readonly kind: "ended"; readonly end: End }
  | { readonly kind: "unauthorised"; readonly status: number; readonly detail: string }
  /** For good; status 0 where it was not the server that said so. */
  | { readonly kind: "failed"; readonly status: number; readonly detail: string }
  | { readonly kind: "stopped" };

/** Whether nothing more will happen by itself. */
export function isOver(state: FollowState): boolean {
  switch (state.kind) {
    case "connecting":
    case "catching-up":
    case "live":
    case "stale":
    case "reconnecting":
    case "hidden":
      return false;
    case "ended":
    case "unauthorised":
    case "failed":
    case "stopped":
      return true;
  }
}
