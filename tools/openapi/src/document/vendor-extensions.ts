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
export class Visited {
  readonly node: object;
  /** Its key or index in what holds it; `undefined`: it is the document. */
  readonly key: number | string | undefined;
  readonly holder: Visited | undefined;

  constructor(node: object, key?: number | string, holder?: Visited) {
    this.node = node;
    this.key = key;
    this.holder = holder;
  }

  /** Put together when somebody asks: of most nodes nobody does. */
  get tokens(): readonly (number | string)[] {
    const tokens: (number | string)[] = [];
    for (let at: Visited | undefined = this; at?.key !== undefined; at = at.holder) tokens.unshift(at.key);
    return tokens;
  }
}

/**
 * Goes through every mapping and list of a document, but for what is within extensions and data. Iterative, since a document
 * may be nested deeply.
 */
export function* documentNodes(root: unknown): Generator<Visited> {
  const waiting = isNode(root) ? [new Visited(root)] : [];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    yield next;
    const { node, key: holder } = next;
    const isNamed = typeof holder === "string" && MAPPINGS.has(holder);
    for (const [key, value] of Object.entries(node)) {
      if (!isNode(value) || isExtension(key, holder) || (VALUES.has(key) && !isNamed)) continue;
      waiting.push(new Visited(value, key, next));
    }
  }
}

function isNode(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
