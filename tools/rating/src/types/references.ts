import { fromPointer, type Model, type Operation } from "@workshop/openapi";

/** A node of a document. */
export type Node = Readonly<Record<string, unknown>>;

/** What the parts of a document refer to, each looked up once. */
export class References {
  private readonly document: Node;
  private readonly direct = new Map<string, ReadonlySet<string>>();

  constructor(document: Node) {
    this.document = document;
  }

  /** The node that a local reference (`#/...`) names; `undefined` where there is none. */
  target(reference: string): unknown {
    return fromPointer(reference).reduce<unknown>(
      (node, token) => (typeof node === "object" && node !== null ? Reflect.get(node, token) : undefined),
      this.document,
    );
  }

  /** Everything that a node refers to, in one step or many. */
  reachedFrom(node: unknown): ReadonlySet<string> {
    const reached = new Set<string>();
    const waiting = [...referencesIn(node)];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (reached.has(next)) continue;
      reached.add(next);
      waiting.push(...this.directOf(next));
    }
    return reached;
  }

  private directOf(reference: string): ReadonlySet<string> {
    const known = this.direct.get(reference) ?? referencesIn(this.target(reference));
    this.direct.set(reference, known);
    return known;
  }
}

/** What a path item says for all of its operations. */
const SHARED: ReadonlySet<string> = new Set(["$ref", "parameters", "servers"]);

/** The path item of an operation, without the other operations. */
export function pathItemOf({ document }: Model, { path, method }: Operation): Node {
  const item = child(child(document, "paths"), path) ?? {};
  return Object.fromEntries(Object.entries(item).filter(([key]) => SHARED.has(key) || key === method));
}

/** A member that is a mapping; `undefined` where there is none. */
export function child(node: Node | undefined, key: string): Node | undefined {
  const value = node !== undefined && Object.hasOwn(node, key) ? node[key] : undefined;
  return isNode(value) ? value : undefined;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Local references, wherever they stand. A discriminator's `mapping` may also name a schema without its pointer, so that
 * each of its values counts; a reference to nothing does no harm.
 */
function referencesIn(root: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (node: unknown): void => {
    if (typeof node === "string" && node.startsWith("#/")) found.add(node);
    if (Array.isArray(node)) node.forEach(visit);
    if (!isNode(node)) return;
    for (const name of Object.values(child(child(node, "discriminator"), "mapping") ?? {})) {
      found.add(`#/components/schemas/${String(name)}`);
    }
    Object.values(node).forEach(visit);
  };
  visit(root);
  return found;
}
