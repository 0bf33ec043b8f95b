type Attributes = Readonly<Record<string, string | boolean>>;

/** A new element. An attribute that is true is there and empty, one that is false is not there; text stays text. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) {
      made.setAttribute(name, value === true ? "" : value);
    }
  }
  made.append(...children);
  return made;
}

/** A button that does something at once, and sends no form. */
export function button(
  attributes: Attributes,
  act: (event: MouseEvent) => void,
  ...children: readonly (Node | string)[]
) {
  const made = element("button", { type: "button", ...attributes }, ...children);
  made.addEventListener("click", act);
  return made;
}

/** Shows whether a button that switches is on. */
export function press(toggle: HTMLElement, isOn: boolean): void {
  toggle.setAttribute("aria-pressed", String(isOn));
}
