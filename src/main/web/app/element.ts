type Attributes = Readonly<Record<string, string | boolean | undefined>>;

/** A new element. `true` stands for an attribute without a value; text becomes text, whatever is in it. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) {
      made.setAttribute(attribute, value === true ? "" : value);
    }
  }
  made.append(...children);
  return made;
}

/** Writes only what has changed, so that a screen reader and a selection are left in peace. */
export function setText(node: Element, text: string): void {
  if (node.textContent !== text) {
    node.textContent = text;
  }
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
