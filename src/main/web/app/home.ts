import { prefillOf } from "./again.ts";
import { element } from "./element.ts";
import { mountLog } from "./log-pane.ts";
import { mountRuns } from "./runs-list.ts";
import { enhanceStartForm } from "./start-form.ts";
import { mountViews } from "./views.ts";

/** Makes of the page that the server has sent one that fills the window: operations and runs beside the live log. */
export function mountHome(): void {
  const main = document.querySelector("main");
  const [operations, runs, log] = ["operations", "runs", "log"].map((id) => document.getElementById(id));
  const title = document.querySelector("h1");
  if (main === null || title === null || operations === null || runs === null || log === null) {
    return;
  }
  const forms = [...operations.querySelectorAll<HTMLFormElement>("form[data-operation]")];
  const prefill = prefillOf(new URLSearchParams(location.search));
  for (const form of forms) {
    enhanceStartForm(form, prefill?.operation === form.dataset.operation ? prefill : undefined);
  }
  const bar = element("header", { class: "bar" }, title);
  main.before(bar);
  document.body.classList.add("window");
  main.classList.add("home");
  main.replaceChildren(element("div", { class: "side" }, operations, runs), log);
  mountRuns(runs, forms.map((form) => form.dataset.operation ?? ""));
  mountLog(log, "/logs/stream");
  mountViews(main, bar, { log, operations, runs });
  operations.querySelector("details[open]")?.scrollIntoView({ block: "nearest" });
}
