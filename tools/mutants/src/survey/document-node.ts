import { fromPointer } from "@workshop/openapi";

/** A mapping of a document as it was published, before any reading. */
export type DocumentNode = Record<string, unknown>;

/** The names that lead to a node from the document's root. */
export type Tokens = readonly string[];

/** A node, and where it stands. */
export interface Placed {
  readonly at: Tokens;
  readonly node: DocumentNode;
}

export function isNode(value: unknown): value is DocumentNode {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What stands at a place, `undefined` where nothing does. */
export function lookUp(root: unknown, at: Tokens): unknown {
  let value = root;
  for (const token of at) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, token)) return undefined;
    value = Reflect.get(value, token);
  }
  return value;
}

/** The mapping at a place. @throws {Error} when there is none: the place was found in a document of the same shape */
export function nodeOf(root: unknown, at: Tokens): DocumentNode {
  const value = lookUp(root, at);
  if (!isNode(value)) throw new Error(`There is no mapping at ${at.join("/")}.`);
  return value;
}

/** The mapping below a key, made where there is none. */
export function childOf(node: DocumentNode, key: string): DocumentNode {
  const child = node[key];
  if (isNode(child)) return child;
  const made: DocumentNode = {};
  node[key] = made;
  return made;
}

/** Follows `$ref`s from a place; `undefined` when they lead to no mapping, to another file or in a circle. */
export function follow(root: DocumentNode, at: Tokens): Placed | undefined {
  let place = at;
  for (let steps = 0; steps < 50; steps += 1) {
    const node = lookUp(root, place);
    if (!isNode(node)) return undefined;
    if (typeof node.$ref !== "string") return { at: place, node };
    if (!node.$ref.startsWith("#")) return undefined;
    place = fromPointer(node.$ref);
  }
  return undefined;
}

/** Puts another key in the place of one, in the same position. */
export function renameKey(node: DocumentNode, from: string, to: string): void {
  const entries = Object.entries(node).map(([key, value]) => [key === from ? to : key, value] as const);
  for (const key of Object.keys(node)) delete node[key];
  Object.assign(node, Object.fromEntries(entries));
}

/** A name that is not taken: the given one with a number behind it. */
export function freshName(name: string, taken: Iterable<string>): string {
  const known = new Set([...taken].map((other) => other.toLowerCase()));
  let number = 2;
  while (known.has(`${name}${number}`.toLowerCase())) number += 1;
  return `${name}${number}`;
}
