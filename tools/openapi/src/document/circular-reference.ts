import { isObject } from "./parse.ts";
import { nodeAt, referenceTokens, toPointer } from "./pointer.ts";
import { documentNodes } from "./vendor-extensions.ts";

/**
 * Finds a `$ref` that leads back to itself through nothing but other references, and so means nothing. A schema that
 * refers to itself from within a property is no such thing.
 *
 * @returns its JSON pointer, or `undefined` when there is none.
 */
export function circularReference(root: unknown): string | undefined {
  for (const { node, tokens } of documentNodes(root)) {
    if (isCircular(root, node)) return toPointer(tokens);
  }
  return undefined;
}

function isCircular(root: unknown, start: unknown): boolean {
  const seen = new Set<string>();
  let node = start;
  for (;;) {
    const reference = isObject(node) && typeof node.$ref === "string" ? node.$ref : undefined;
    if (reference === undefined || !reference.startsWith("#/")) return false;
    if (seen.has(reference)) return true;
    seen.add(reference);
    const tokens = referenceTokens(reference);
    node = tokens === undefined ? undefined : nodeAt(root, tokens);
  }
}
