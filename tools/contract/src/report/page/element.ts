/** What an element holds. Texts are texts, whatever characters they have. */
type Child = Node | string | undefined;

/** Makes an element: attributes by name (`class`, `open`, `data-...`); `true` is one without a value. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, boolean | number | string | undefined>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : String(value));
  }
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

/** A text in which what was looked for is marked. */
export function marked(text: string, query: string): (Node | string)[] {
  if (query === "") return [text];
  const parts: (Node | string)[] = [];
  const [lower, wanted] = [text.toLowerCase(), query.toLowerCase()];
  let from = 0;
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, from)) {
    parts.push(text.slice(from, at), element("mark", {}, text.slice(at, at + query.length)));
    from = at + query.length;
  }
  return [...parts, text.slice(from)];
}

/** A number and what it counts: `1 clause`, `2 clauses`. */
export function count(number: number, noun: string): string {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}
