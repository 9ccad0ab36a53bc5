import { isObject } from "./parse.ts";
import { fromPointer, nodeAt, toPointer } from "./pointer.ts";

/**
 * Finds a `$ref` that leads back to itself through nothing but other references, and so means nothing. A schema that
 * refers to itself from within a property is no such thing.
 *
 * @returns its JSON pointer, or `undefined` when there is none.
 */
export function circularReference(root: unknown): string | undefined {
  const waiting: { readonly node: unknown; readonly pointer: string }[] = [{ node: root, pointer: "" }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, pointer } = next;
    if (typeof node !== "object" || node === null) continue;
    if (isCircular(root, node)) return pointer;
    for (const [key, value] of Object.entries(node)) {
      waiting.push({ node: value, pointer: `${pointer}${toPointer([key])}` });
    }
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
    node = targetOf(root, reference);
  }
}

/** A fragment with a broken percent-encoding leads nowhere, and is reported as such by lint. */
function targetOf(root: unknown, reference: string): unknown {
  try {
    return nodeAt(root, fromPointer(reference));
  } catch {
    return undefined;
  }
}
