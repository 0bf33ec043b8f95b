import { element } from "./element.ts";

/** Asks before something that cannot be taken back. Whether it shall be; Escape is no. */
export function confirmed(question: string, explanation: string, yes: string, no: string): Promise<boolean> {
  const dialog = element(
    "dialog",
    { class: "confirm", "aria-labelledby": "confirm-question", "aria-describedby": "confirm-explanation" },
    element("h2", { id: "confirm-question" }, question),
    element("p", { id: "confirm-explanation" }, explanation),
    element(
      "form",
      { method: "dialog" },
      element("button", { class: "plain", value: "no", autofocus: true }, no),
      element("button", { class: "danger", value: "yes" }, yes),
    ),
  );
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
  });
}
