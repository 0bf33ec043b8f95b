/**
 * Of what a log has now, by the address at which it can be followed: `/logs?q=x` by `/logs/stream?q=x`. Where a
 * slow reader wants the newest, this one does not: of lines that are partly gone it wants the others.
 */
export function historyAddress(stream: string): string {
  const address = stream.replace(/^([^?#]*)\/stream(?=[?#]|$)/, "$1");
  return address.includes("on_slow=") ? withParameters(address, { on_slow: "skip" }) : address;
}

/** The address with these parameters; one that it has already is replaced. */
export function withParameters(
  address: string,
  parameters: Readonly<Record<string, string | number | undefined>>,
): string {
  const query = address.indexOf("?");
  const path = query < 0 ? address : address.slice(0, query);
  const all = new URLSearchParams(query < 0 ? "" : address.slice(query + 1));
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) {
      all.set(name, String(value));
    }
  }
  const text = all.toString();
  return text === "" ? path : `${path}?${text}`;
}
