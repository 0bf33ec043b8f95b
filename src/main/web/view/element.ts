/** A new element with a text in it, which is text whatever it looks like. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  className = "",
  text = "",
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  if (className !== "") {
    made.className = className;
  }
  if (text !== "") {
    made.textContent = text;
  }
  return made;
}

/** A button for whoever listens to clicks further up, who is told by its data what it does. */
export function button(className: string, text: string, data: Readonly<Record<string, string>>): HTMLButtonElement {
  const made = element("button", className, text);
  made.type = "button";
  Object.assign(made.dataset, data);
  return made;
}
