import { isObject, type JsonObject } from "../document/parse.ts";
import { fromPointer, toPointer } from "../document/pointer.ts";
import type { DocumentContext } from "./context.ts";

/** The schemas that others comprise by `allOf` and that have a discriminator: where one is meant, each of those may come. */
export class Subtypes {
  private readonly components = new Map<object, string>();
  private readonly descendants = new Map<string, readonly string[]>();
  private readonly bases = new Map<string, string>();

  constructor(context: DocumentContext) {
    const components = context.data.components;
    const schemas = isObject(components) && isObject(components.schemas) ? components.schemas : {};
    const names = Object.keys(schemas);
    const pointerOf = (name: string): string => `#${toPointer(["components", "schemas", name])}`;
    const children = new Map<string, string[]>();
    for (const name of names) {
      const node = schemas[name];
      if (!isObject(node)) continue;
      this.components.set(node, pointerOf(name));
      for (const parent of comprised(node)) children.set(parent, [...(children.get(parent) ?? []), pointerOf(name)]);
    }
    const taken = new Set(names);
    for (const [node, pointer] of this.components) {
      if (!isObject(node) || !isObject(node.discriminator)) continue;
      const found = descendantsOf(pointer, children);
      if (found.length === 0) continue;
      const order = [...this.components.values()];
      this.descendants.set(
        pointer,
        found.sort((left, right) => order.indexOf(left) - order.indexOf(right)),
      );
      let base = `${fromPointer(pointer).at(-1)}Base`;
      while (taken.has(base)) base += "_";
      taken.add(base);
      this.bases.set(pointer, pointerOf(base));
    }
  }

  /** The pointer under which a schema of the components stands; `undefined`: it is none of these. */
  componentOf(node: object): string | undefined {
    return this.components.get(node);
  }

  /** The schemas that comprise the one at a pointer, in the order of the document; empty where its discriminator says nothing of them. */
  of(pointer: string): readonly string[] {
    return this.descendants.get(pointer) ?? [];
  }

  /** Under which pointer the model has what such schemas comprise: the schema itself, without its discriminator. */
  baseOf(pointer: string): string | undefined {
    return this.bases.get(pointer);
  }

  /** What a base is the base of. */
  ofBase(base: string): string | undefined {
    return [...this.bases].find(([, other]) => other === base)?.[0];
  }
}

/** The references in the `allOf` of a schema. */
function comprised({ allOf }: JsonObject): string[] {
  return Array.isArray(allOf)
    ? allOf.flatMap((part: unknown) => (isObject(part) && typeof part.$ref === "string" ? [part.$ref] : []))
    : [];
}

function descendantsOf(pointer: string, children: ReadonlyMap<string, readonly string[]>): string[] {
  const found = new Set<string>();
  const waiting = [...(children.get(pointer) ?? [])];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next === pointer || found.has(next)) continue;
    found.add(next);
    waiting.push(...(children.get(next) ?? []));
  }
  return [...found];
}
