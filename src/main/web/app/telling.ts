import { quantity } from "../log/quantity.ts";
import type { Answered } from "./api.ts";

type Failure = Exclude<Answered<never>, { readonly kind: "done" }>;

/** What went wrong with a request, in a sentence or two for whoever made it. */
export function tell(failure: Failure): string {
  if (failure.kind === "unreachable") {
    return "The service cannot be reached.";
  }
  const { detail, retryAfterSeconds } = failure;
  return retryAfterSeconds === undefined
    ? detail
    : `${detail} It may be worth trying in ${quantity(retryAfterSeconds, "second")}.`;
}

/** The same of a request after which something may have happened, or not. */
export function tellOfAttempt(failure: Failure): string {
  return failure.kind === "unreachable"
    ? "No answer came from the service: whether this was done is not known. Look at the runs before you try again."
    : tell(failure);
}
