/** Keys whose mapping has names of the document's own, among which `x-rate-limit` is one like any other. */
const MAPPINGS = new Set(
  (
    "$defs callbacks content definitions dependentRequired dependentSchemas encoding examples headers links mapping mediaTypes " +
    "parameters pathItems patternProperties properties requestBodies schemas scopes securitySchemes variables webhooks"
  ).split(" "),
);

/** Whether a key of a mapping, which stands under `holder`, is a vendor's extension: what is inside is nobody else's business. */
export function isExtension(key: number | string, holder: number | string | undefined): boolean {
  return typeof key === "string" && key.startsWith("x-") && !(typeof holder === "string" && MAPPINGS.has(holder));
}

/** Whether a place is within a vendor's extension. */
export function isInExtension(tokens: readonly (number | string)[]): boolean {
  return tokens.some((token, index) => isExtension(token, tokens[index - 1]));
}

/** Keywords whose values are data: no schema, reference or pattern is in them. */
const VALUES = new Set(["const", "default", "enum", "example", "examples", "value"]);

/** Something in a document, and the way to it. */
export interface Visited {
  readonly node: object;
  readonly tokens: readonly (number | string)[];
}

/**
 * Goes through every mapping and list of a document, but for what is within extensions and data. Iterative, since a document
 * may be nested deeply.
 */
export function* documentNodes(root: unknown): Generator<Visited> {
  const waiting: { readonly node: unknown; readonly tokens: readonly (number | string)[] }[] = [
    { node: root, tokens: [] },
  ];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, tokens } = next;
    if (typeof node !== "object" || node === null) continue;
    yield { node, tokens };
    const holder = tokens.at(-1);
    const isNamed = typeof holder === "string" && MAPPINGS.has(holder);
    for (const [key, value] of Object.entries(node)) {
      if (isExtension(key, holder) || (VALUES.has(key) && !isNamed)) continue;
      waiting.push({ node: value, tokens: [...tokens, key] });
    }
  }
}
