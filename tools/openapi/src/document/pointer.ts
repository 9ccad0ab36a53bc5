/** Writes the path to a node as a JSON pointer (RFC 6901). */
export function toPointer(tokens: readonly (number | string)[]): string {
  return tokens.map(pointerStep).join("");
}

/** One step of a JSON pointer: large documents have a million of them. */
export function pointerStep(token: number | string): string {
  const text = String(token);
  return `/${/[~/]/.test(text) ? text.replaceAll("~", "~0").replaceAll("/", "~1") : text}`;
}

/** Reads a JSON pointer, with or without the `#` of a URL fragment, percent-encoded or not. */
export function fromPointer(pointer: string): string[] {
  const text = pointer.startsWith("#") ? decodeURIComponent(pointer.slice(1)) : pointer;
  if (text === "") return [];
  return text
    .slice(1)
    .split("/")
    .map((token) => (token.includes("~") ? token.replaceAll("~1", "/").replaceAll("~0", "~") : token));
}

/** The path that a local reference names; `undefined` for any other, and for one whose percent-encoding is broken. */
export function referenceTokens(reference: unknown): string[] | undefined {
  if (typeof reference !== "string" || !reference.startsWith("#/")) return undefined;
  try {
    return fromPointer(reference);
  } catch {
    return undefined;
  }
}

/** The node that a path leads to by own properties, `undefined` where there is none. */
export function nodeAt(root: unknown, tokens: readonly (number | string)[]): unknown {
  let node = root;
  for (const token of tokens) {
    if (typeof node !== "object" || node === null || !Object.hasOwn(node, token)) return undefined;
    node = Reflect.get(node, token);
  }
  return node;
}
