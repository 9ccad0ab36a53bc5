import { type DocumentReading, fromPointer, toPointer } from "@workshop/openapi";

/** A mapping of a document. */
export type Node = Readonly<Record<string, unknown>>;

/** Whether something is a mapping. */
export function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What stands under a key of a mapping, as a mapping; an empty one where there is none. */
export function nodeIn(parent: unknown, key: string): Node {
  const value = isNode(parent) && Object.hasOwn(parent, key) ? parent[key] : undefined;
  return isNode(value) ? value : {};
}

/** The items of a list below a key that are mappings. */
export function nodesIn(parent: unknown, key: string): Node[] {
  const value = isNode(parent) ? parent[key] : undefined;
  return Array.isArray(value) ? value.filter(isNode) : [];
}

/** One of the two documents that are compared. Lenient: what is no OpenAPI is taken for absent. */
export class DocumentSide {
  readonly age: "new" | "old";
  readonly data: Node;
  /** Whether schemas are of OpenAPI 3.0's dialect. */
  readonly is30: boolean;
  private readonly reading: DocumentReading;
  private pointers: Map<object, string> | undefined;

  constructor(age: "new" | "old", reading: DocumentReading) {
    this.age = age;
    this.reading = reading;
    this.data = reading.data;
    this.is30 = /^3\.0\b/u.test(String(reading.data.openapi));
  }

  /** Follows `$ref`s within the document; `undefined` where one leads nowhere, out of the document or in a circle. */
  resolve(value: unknown): Node | undefined {
    const seen = new Set<unknown>();
    let node = value;
    while (isNode(node) && typeof node.$ref === "string") {
      if (seen.has(node)) return undefined;
      seen.add(node);
      node = this.target(node.$ref);
    }
    return isNode(node) ? node : undefined;
  }

  /** What a reference names, one step. */
  target(reference: string): unknown {
    if (!reference.startsWith("#")) return undefined;
    let node: unknown = this.data;
    for (const token of fromPointer(reference)) {
      if (typeof node !== "object" || node === null || !Object.hasOwn(node, token)) return undefined;
      node = Reflect.get(node, token);
    }
    return node;
  }

  /** Where a node of the document stands, as a JSON pointer. */
  pointerOf(node: object, key?: string): string {
    this.pointers ??= pointersBelow(this.data);
    return (this.pointers.get(node) ?? "") + (key === undefined ? "" : toPointer([key]));
  }

  /** The line of a node, or of one of its keys; `undefined` for what came with an overlay. */
  lineOf(node: object, key?: string): number | undefined {
    return this.reading.lineOf(node, key);
  }
}

function pointersBelow(root: object): Map<object, string> {
  const pointers = new Map<object, string>([[root, ""]]);
  const open: object[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const pointer = pointers.get(node) ?? "";
    for (const [key, value] of Object.entries(node)) {
      if (typeof value !== "object" || value === null || pointers.has(value)) continue;
      pointers.set(value, pointer + toPointer([key]));
      open.push(value);
    }
  }
  return pointers;
}
