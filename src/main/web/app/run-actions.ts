import { canStartAgain, formAddress } from "./again.ts";
import { type Api, runAddress } from "./api.ts";
import { confirmed } from "./confirm.ts";
import { element } from "./element.ts";
import { isGoing, type Run } from "./run.ts";
import { tell, tellOfAttempt } from "./telling.ts";

/** What can be done with a run. */
export interface RunActions {
  readonly node: HTMLElement;
  update(run: Run): void;
}

/**
 * @param changed called with the run as it is after something was done
 * @param failed called with what to tell of something that was not done, and with nothing before the next attempt
 */
export function runActions(api: Api, changed: (run: Run) => void, failed: (text?: string) => void): RunActions {
  const cancel = element("button", { type: "button", class: "danger-quiet", hidden: true }, "Cancel");
  const again = element("button", { type: "button", class: "plain", hidden: true }, "Run again");
  let run: Run | undefined;

  cancel.addEventListener("click", async () => {
    if (run === undefined || isBusy(cancel) || !await confirmed(...questionOf(run))) {
      return;
    }
    failed();
    setBusy(cancel, "Cancelling…");
    const answer = await api.cancel(run.id);
    if (answer.kind === "done") {
      // It ends in its own time, and says so then.
      changed(answer.value);
    } else {
      setReady(cancel, "Cancel");
      failed(tell(answer));
    }
  });

  again.addEventListener("click", async () => {
    if (run === undefined || isBusy(again)) {
      return;
    }
    if (!canStartAgain(run)) {
      location.assign(formAddress(run));
      return;
    }
    failed();
    setBusy(again, "Starting…");
    const answer = await api.start(run.operation, run.parameters);
    if (answer.kind === "done") {
      location.assign(runAddress(answer.value.id));
    } else {
      setReady(again, labelOfAgain(run));
      failed(tellOfAttempt(answer));
    }
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted && run !== undefined) {
      setReady(again, labelOfAgain(run));
    }
  });

  return {
    node: element("div", { class: "run-actions" }, again, cancel),
    update(next) {
      if (run === undefined) {
        again.hidden = false;
        again.textContent = labelOfAgain(next);
      }
      run = next;
      const hadFocus = document.activeElement === cancel;
      cancel.hidden = !isGoing(run);
      if (hadFocus && cancel.hidden) {
        again.focus();
      }
    },
  };
}

/** Three dots say that there is more to be asked. */
function labelOfAgain(run: Run): string {
  return canStartAgain(run) ? "Run again" : "Run again…";
}

function questionOf(run: Run): [string, string, string, string] {
  const what = run.state === "queued" ? "It has not begun, and will not." : "What it has done so far is not undone.";
  return [`Cancel this run of ${run.operation}?`, what, "Cancel the run", "Let it go on"];
}

/** It does nothing for now; were it disabled, it would lose the focus. */
function setBusy(button: HTMLButtonElement, text: string): void {
  button.ariaDisabled = "true";
  button.textContent = text;
}

function setReady(button: HTMLButtonElement, text: string): void {
  button.ariaDisabled = null;
  button.textContent = text;
}

function isBusy(button: HTMLButtonElement): boolean {
  return button.ariaDisabled === "true";
}
