import { LEVELS } from "../../log/event.ts";
import { element } from "../element.ts";
import { loggerField } from "./logger-field.ts";
import type { Matches } from "./matches.ts";
import { type Query, queryOf } from "./query.ts";
import type { Refusal } from "./refusal.ts";
import { searchField } from "./search-field.ts";
import type { Tools } from "./tools.ts";

export interface FilterBar {
  readonly node: HTMLElement;
  focusSearch(): void;

  /** Tells at the field what the server does not take, or that it takes all. */
  refuse(refusal: Refusal | undefined): void;
}

export function filterBar(tools: Tools, found: Matches): FilterBar {
  const { store } = tools;
  const level = element(
    "select",
    { "aria-label": "Level" },
    element("option", { value: "" }, "any level"),
    ...LEVELS.slice(1).map((name) => element("option", { value: name }, name === "FATAL" ? name : `${name} and up`)),
  );
  const only = element("input", { type: "checkbox" });
  const search = searchField(tools, found.go);
  const problem = element("p", { class: "refusal", id: "toolbar-refusal", role: "alert", hidden: true });
  const logger = loggerField(tools);

  function show({ filter, onlyMatches }: Query): void {
    level.value = filter.level === "TRACE" ? "" : filter.level ?? "";
    only.checked = onlyMatches;
  }

  level.addEventListener("change", () => {
    const wanted = queryOf(new URLSearchParams({ level: level.value })).filter.level;
    store.set({ ...store.query, filter: { ...store.query.filter, level: wanted } }, "new");
  });
  only.addEventListener("change", () => store.set({ ...store.query, onlyMatches: only.checked }, "new"));
  store.onChange(show);
  show(store.query);

  const fields: readonly (readonly [string, HTMLElement])[] = [["q", search.input], ["regex", search.input], [
    "level",
    level,
  ]];
  return {
    node: element(
      "div",
      { class: "filter", role: "search", "aria-label": "Filter" },
      level,
      search.node,
      found.node,
      element("label", { class: "extra" }, only, "only matches"),
      logger,
      problem,
    ),
    focusSearch() {
      search.input.focus();
      search.input.select();
    },
    refuse(refusal) {
      problem.hidden = refusal === undefined;
      problem.textContent = refusal?.detail ?? "";
      for (const [, field] of fields) {
        field.removeAttribute("aria-invalid");
        field.removeAttribute("aria-describedby");
      }
      const field = fields.find(([name]) => name === refusal?.parameter)?.[1];
      field?.setAttribute("aria-invalid", "true");
      field?.setAttribute("aria-describedby", problem.id);
    },
  };
}
