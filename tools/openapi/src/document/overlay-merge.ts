import type { Source } from "../model/types.ts";
import { DocumentError } from "./document-error.ts";
import { isObject, type JsonObject, type ParsedFile, sourceAt } from "./parse.ts";

/** Refuses the action that is applied. */
export type Fail = (rule: string, remedy: string) => never;

/** The way to a node. */
export type Path = readonly (number | string)[];

/** What an action brings in, and where that stands in the overlay. */
export interface Brought {
  readonly value: unknown;
  readonly place: Path;
  /** Whether it is a copy of something in the document, of which the overlay says nothing in detail. */
  readonly isCopy: boolean;
}

/** Overlay 1.1 defines more, and refuses what 1.0 leaves open. */
export function isStrict({ data }: ParsedFile): boolean {
  return typeof data.overlay === "string" && data.overlay.startsWith("1.1.");
}

export function kindOf(node: unknown): "list" | "mapping" | "single value" {
  if (Array.isArray(node)) return "list";
  return isObject(node) ? "mapping" : "single value";
}

/** The node that a matched path leads to. */
export function nodeOf(data: JsonObject, path: Path): unknown {
  return path.reduce<unknown>((node, token) => Reflect.get(node as object, token), data); // a matched path exists
}

/** The recursive merge of Overlay 1.0, section 4.4.3.1, and 1.1, which also remembers what came from where. */
export class Merge {
  readonly isStrict: boolean;
  private readonly overlay: ParsedFile;
  private readonly nodes: WeakMap<object, Source>;
  private readonly values: WeakMap<object, Map<string, Source>>;

  constructor(overlay: ParsedFile, nodes: WeakMap<object, Source>, values: WeakMap<object, Map<string, Source>>) {
    this.isStrict = isStrict(overlay);
    this.overlay = overlay;
    this.nodes = nodes;
    this.values = values;
  }

  update(node: unknown, brought: Brought, fail: Fail): void {
    const { value } = brought;
    if (Array.isArray(node)) {
      const items = this.isStrict && Array.isArray(value) ? value.map((_, index) => within(brought, index)) : [brought];
      node.push(...items.map((item) => this.copy(item)));
    } else if (isObject(node) && isObject(value)) this.mergeObject(node, value, brought, fail);
    else if (isObject(node)) fail("`update` of a mapping is not a mapping", "give the properties to merge");
    else fail("the target is a single value, which cannot be updated", "target the mapping that holds it");
  }

  /** Replaces a single value, which only 1.1 does. */
  replace(data: JsonObject, path: Path, brought: Brought, fail: Fail): void {
    const key = path.at(-1);
    if (key === undefined || kindOf(brought.value) !== "single value") {
      throw fail("a single value is updated with another", "give one, or target the mapping that holds it");
    }
    const parent = nodeOf(data, path.slice(0, -1)) as object; // it holds what was matched
    Reflect.set(parent, key, brought.value);
    this.remember(parent, String(key), brought.place);
  }

  private mergeObject(node: JsonObject, update: JsonObject, brought: Brought, fail: Fail): void {
    for (const [key, value] of Object.entries(update)) {
      const present = Object.hasOwn(node, key) ? node[key] : undefined;
      const inner = within(brought, key);
      this.refusePrototype(key, inner.place);
      if (isObject(present) && isObject(value)) this.mergeObject(present, value, inner, fail);
      else if (Array.isArray(present) && Array.isArray(value)) {
        present.push(...value.map((_, index) => this.copy(within(inner, index))));
      } else if (this.isStrict && present !== undefined && kindOf(present) !== kindOf(value)) {
        fail(
          `\`${key}\` is a ${kindOf(present)} in the document, and a ${kindOf(value)} in the action`,
          "remove it by an action before this one",
        );
      } else {
        node[key] = this.copy(inner);
        this.remember(node, key, inner.place);
      }
    }
  }

  private remember(node: object, key: string, place: Path): void {
    const known = this.values.get(node) ?? new Map<string, Source>();
    this.values.set(node, known.set(key, sourceAt(this.overlay, place)));
  }

  /** Each target gets its own copy, so that a later action on one leaves the others alone. */
  private copy(brought: Brought): unknown {
    const { value, place } = brought;
    if (typeof value !== "object" || value === null) return value;
    for (const key of Object.keys(value)) this.refusePrototype(key, within(brought, key).place);
    const copy = Array.isArray(value)
      ? value.map((_, index) => this.copy(within(brought, index)))
      : Object.fromEntries(Object.keys(value).map((key) => [key, this.copy(within(brought, key))]));
    this.nodes.set(copy, sourceAt(this.overlay, place));
    return copy;
  }

  /** As a key of an object it would stand for what the object inherits. */
  private refusePrototype(key: string, place: Path): void {
    if (key !== "__proto__") return;
    throw new DocumentError(
      sourceAt(this.overlay, place),
      "the key `__proto__` cannot be set by an overlay",
      "leave it out: a schema says nothing about it that could be checked",
    );
  }
}

function within({ value, place, isCopy }: Brought, key: number | string): Brought {
  return { value: Reflect.get(value as object, key), place: isCopy ? place : [...place, key], isCopy }; // only asked of nodes
}
