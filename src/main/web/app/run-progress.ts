import { element, setText } from "./element.ts";
import { isGoing, percentOf, type Run, shareDone } from "./run.ts";

const NUMBER = new Intl.NumberFormat("en");

/** How far a run is, where it says so. */
export interface RunProgress {
  readonly node: HTMLElement;
  update(run: Run): void;
}

export function runProgress(): RunProgress {
  const bar = element("progress", { max: "1", "aria-label": "Progress" });
  const text = element("span", { class: "number" });
  const node = element("div", { class: "run-progress", hidden: true }, bar, text);
  return {
    node,
    update(run) {
      const share = shareDone(run);
      node.hidden = share === undefined;
      node.classList.toggle("over", !isGoing(run));
      if (share !== undefined) {
        bar.value = share;
        setText(text, progressText(run));
      }
    },
  };
}

function progressText(run: Run): string {
  const { done, total } = run.progress ?? { done: 0, total: 0 };
  return `${percentOf(run)} · ${NUMBER.format(done)} of ${NUMBER.format(total)}`;
}
