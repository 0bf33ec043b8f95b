import { browserEnvironment } from "../log/environment.ts";
import type { Prefill } from "./again.ts";
import { apiOf, runAddress } from "./api.ts";
import { choicesOf, isTelling } from "./choices.ts";
import { element } from "./element.ts";
import { tellOfAttempt } from "./telling.ts";

type Field = HTMLInputElement | HTMLSelectElement;

/** Has the form of an operation start a run without leaving the page, and say at the field what is wrong with it. */
export function enhanceStartForm(form: HTMLFormElement, prefill: Prefill | undefined): void {
  const operation = form.dataset.operation ?? "";
  const api = apiOf(browserEnvironment);
  const button = form.querySelector("button");
  const message = element("p", { class: "problem", role: "alert", hidden: true });
  fold(form, prefill !== undefined);
  const fields = new Map([...form.querySelectorAll("input")].map((input) => [input.name, improve(input, operation)]));
  button?.before(message);
  // What is missing is for the server to say, as all else that is wrong.
  form.noValidate = true;
  prefill?.values.forEach((value, name) => fill(fields.get(name), value));
  let isOnItsWay = false;

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!isOnItsWay) {
      start();
    }
  });
  // Who comes back by the browser's button may find the page as it was left.
  addEventListener("pageshow", () => setOnItsWay(false));

  function setOnItsWay(on: boolean): void {
    isOnItsWay = on;
    button?.toggleAttribute("disabled", on);
    form.setAttribute("aria-busy", String(on));
  }

  async function start(): Promise<void> {
    setOnItsWay(true);
    message.hidden = true;
    fields.forEach(clearProblem);
    const given = [...fields].filter(([, field]) => field.value !== "").map(([name, field]) => [name, field.value]);
    const answer = await api.start(operation, Object.fromEntries(given));
    if (answer.kind === "done") {
      location.assign(runAddress(answer.value.id));
      return;
    }
    setOnItsWay(false);
    const field = answer.kind === "refused" && answer.status === 400 ? fields.get(answer.parameter ?? "") : undefined;
    if (field === undefined) {
      message.textContent = tellOfAttempt(answer);
      message.hidden = false;
    } else {
      showProblem(field, tellOfAttempt(answer));
    }
  }
}

/** Closed, an operation takes a line or two. */
function fold(form: HTMLFormElement, isOpen: boolean): void {
  const [title, description, ...rest] = form.children;
  const details = element("details", { open: isOpen }, element("summary", {}, title, description), ...rest);
  form.replaceChildren(details);
}

/** Its description and its problem belong to a field, for those who do not see where they stand. */
function improve(input: HTMLInputElement, operation: string): Field {
  const pattern = input.dataset.pattern ?? "";
  const choices = choicesOf(pattern);
  const field = choices.length === 0 ? input : choice(input, choices);
  const id = `${operation}-${input.name}`;
  if (isTelling(pattern)) {
    const hint = element(
      "small",
      { class: "pattern", id: `${id}-pattern`, hidden: true },
      "Takes ",
      element("code", {}, pattern),
    );
    field.after(hint);
    field.setAttribute("aria-describedby", hint.id);
    // It stays: were it to go again, the button would move away from who is about to click it.
    field.addEventListener("focus", () => hint.hidden = false, { once: true });
  }
  field.id = id;
  field.addEventListener("input", () => clearProblem(field));
  return field;
}

function choice(input: HTMLInputElement, choices: readonly string[]): HTMLSelectElement {
  const none = input.placeholder === "" ? "" : `${input.placeholder} (default)`;
  const others = choices.filter((value) => value !== input.placeholder);
  const select = element(
    "select",
    { name: input.name, required: input.required },
    element("option", { value: "" }, none),
    ...others.map((value) => element("option", { value }, value)),
  );
  input.replaceWith(select);
  return select;
}

function fill(field: Field | undefined, value: string): void {
  if (field instanceof HTMLSelectElement && ![...field.options].some((option) => option.value === value)) {
    field.append(element("option", { value }, value));
  }
  if (field !== undefined) {
    field.value = value;
  }
}

function showProblem(field: Field, text: string): void {
  const id = `${field.id}-problem`;
  field.after(element("span", { class: "problem", id }, text));
  field.setAttribute("aria-invalid", "true");
  describe(field, [...descriptionsOf(field), id]);
  field.focus();
}

function clearProblem(field: Field): void {
  const id = `${field.id}-problem`;
  document.getElementById(id)?.remove();
  field.removeAttribute("aria-invalid");
  describe(field, descriptionsOf(field).filter((one) => one !== id));
}

function descriptionsOf(field: Field): string[] {
  return (field.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id !== "");
}

function describe(field: Field, ids: readonly string[]): void {
  if (ids.length === 0) {
    field.removeAttribute("aria-describedby");
  } else {
    field.setAttribute("aria-describedby", ids.join(" "));
  }
}
