import { element, setText } from "./element.ts";
import { type Run, shareDone } from "./run.ts";

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
      if (share !== undefined) {
        bar.value = share;
        setText(text, progressText(run, share));
      }
    },
  };
}

/** Rounded down: what is not done is not done. */
function progressText(run: Run, share: number): string {
  const { done, total } = run.progress ?? { done: 0, total: 0 };
  return `${Math.floor(share * 100)} % · ${NUMBER.format(done)} of ${NUMBER.format(total)}`;
}
