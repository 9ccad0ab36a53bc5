import { existsSync } from "node:fs";
import { basename, dirname, isAbsolute, resolve } from "node:path";
import { exec } from "jsonpath-rfc9535";
import type { Source } from "../model/types.ts";
import { DocumentError } from "./document-error.ts";
import { isAddress } from "./import/public-address.ts";
import { isObject, type JsonObject, type ParsedFile, sourceAt } from "./parse.ts";
import { fromPointer } from "./pointer.ts";

/** Where the nodes that an overlay brought in stand in the overlay's file. */
export interface OverlayOrigins {
  /** A mapping or sequence that came from the overlay. */
  ofNode(node: object): Source | undefined;
  /** A single value that the overlay set on a mapping of the document, or that stands in a node which it brought in. */
  ofValue(parent: object, key: number | string): Source | undefined;
}

/**
 * Applies an OpenAPI Overlay 1.0 to a parsed document, in place. Stricter than the specification in one thing: an
 * action whose target matches nothing is an error, because it is a promise about a document that has since changed.
 *
 * @throws {DocumentError} naming the action, its line and its remedy. `document` is then half changed: throw it away.
 */
export function applyOverlay(document: ParsedFile, overlay: ParsedFile): OverlayOrigins {
  const nodes = new WeakMap<object, Source>();
  const values = new WeakMap<object, Map<string, Source>>();
  const merge = new Merge(overlay, nodes, values);

  for (const [index, action] of actionsOf(overlay).entries()) {
    const place = ["actions", index];
    const fail = (rule: string, remedy: string): never => {
      throw new DocumentError(sourceAt(overlay, place), rule, remedy);
    };
    const { target } = action;
    if (typeof target !== "string") return fail("the action has no `target`", "give a JSONPath (RFC 9535)");
    const matches = targetsOf(document.data, target, fail);
    if (matches.length === 0) {
      fail(`the target \`${target}\` matches nothing in ${document.file}`, "correct the target, or drop the action");
    }
    if (action.remove === true) {
      for (const path of matches.toReversed()) remove(document.data, path, fail);
      continue;
    }
    refuseOtherKeys(overlay, action, ["target", "description", "update", "remove"], place);
    if (!Object.hasOwn(action, "update")) {
      fail("the action neither updates nor removes", "add `update:` or `remove: true`");
    }
    for (const path of matches) merge.update(nodeOf(document.data, path), action.update, [...place, "update"], fail);
  }
  return {
    ofNode: (node) => nodes.get(node),
    ofValue: (parent, key) => {
      const own = nodes.get(parent);
      const inner = own === undefined ? undefined : sourceAt(overlay, [...fromPointer(own.pointer), key]);
      return values.get(parent)?.get(String(key)) ?? inner;
    },
  };
}

type Fail = (rule: string, remedy: string) => never;
type Path = readonly (number | string)[];

function actionsOf(overlay: ParsedFile): JsonObject[] {
  const { overlay: version, info, actions } = overlay.data;
  refuseOtherKeys(overlay, overlay.data, ["overlay", "info", "extends", "actions"], []);
  refuseOtherDocument(overlay);
  if (typeof version !== "string" || !/^1\.0\.\d+$/u.test(version)) {
    throw new DocumentError(
      sourceAt(overlay, ["overlay"]),
      "not an OpenAPI Overlay 1.0",
      "begin with `overlay: 1.0.0` (OpenAPI Overlay Specification)",
    );
  }
  if (!isObject(info) || typeof info.title !== "string" || typeof info.version !== "string") {
    throw new DocumentError(sourceAt(overlay, ["info"]), "`info` lacks a title or a version", "give both, as strings");
  }
  if (!Array.isArray(actions) || actions.length === 0 || !actions.every(isObject)) {
    throw new DocumentError(sourceAt(overlay, ["actions"]), "`actions` is not a list of actions", "list at least one");
  }
  return actions;
}

/** An overlay is for the document of its own name, and is not silently applied to it when it is written for another. */
function refuseOtherDocument(overlay: ParsedFile): void {
  const { extends: document } = overlay.data;
  const name = basename(overlay.file);
  if (document === undefined || (typeof document === "string" && isOwn(document, overlay.file))) return;
  throw new DocumentError(
    sourceAt(overlay, ["extends"]),
    `\`extends\` names ${JSON.stringify(document)}, and this overlay is applied to the document ${name}`,
    `write \`extends: ../${name}\`, or leave it out; an overlay for another document has that one's name`,
  );
}

/** A name that belongs to no document here is the one that this document had elsewhere. */
function isOwn(document: string, file: string): boolean {
  if (isAddress(document) || isAbsolute(document)) return false;
  return basename(document) === basename(file) || !existsSync(resolve(dirname(file), document));
}

/** What is ignored would be a promise that nobody keeps, such as `copy`, which a later version has. */
function refuseOtherKeys(overlay: ParsedFile, node: JsonObject, known: readonly string[], place: Path): void {
  const other = Object.keys(node).find((key) => !known.includes(key) && !key.startsWith("x-"));
  if (other === undefined) return;
  throw new DocumentError(
    sourceAt(overlay, [...place, other]),
    `the key \`${other}\` is not supported`,
    `use ${known.join(", ")} only`,
  );
}

function targetsOf(data: JsonObject, target: string, fail: Fail): Path[] {
  const matches: Path[] = [];
  try {
    // The library's own type of a JSON value is narrower than a parsed document's; what was parsed is one.
    exec(data as Parameters<typeof exec>[0], target, (_value, path) => {
      matches.push(path.map((token) => (typeof token === "string" ? denormalise(token) : token)));
    });
  } catch (error) {
    fail(`the target \`${target}\` is not a JSONPath: ${String(error)}`, "see RFC 9535");
  }
  return matches;
}

/** A name as it is, from the way in which a normalised path writes it (RFC 9535, section 2.7). */
function denormalise(name: string): string {
  return JSON.parse(`"${name.replaceAll("\\'", "'").replaceAll('"', '\\"')}"`) as string; // a JSON string is a string
}

function nodeOf(data: JsonObject, path: Path): unknown {
  return path.reduce<unknown>((node, token) => Reflect.get(node as object, token), data); // a matched path exists
}

function remove(data: JsonObject, path: Path, fail: Fail): void {
  const key = path.at(-1) ?? fail("the whole document cannot be removed", "name a node below the root");
  const parent = nodeOf(data, path.slice(0, -1));
  if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else delete (parent as JsonObject)[key]; // what is not a sequence and has a child is a mapping
}

/** The recursive merge of Overlay 1.0, section 4.4.3.1, which also remembers what came from where. */
class Merge {
  private readonly overlay: ParsedFile;
  private readonly nodes: WeakMap<object, Source>;
  private readonly values: WeakMap<object, Map<string, Source>>;

  constructor(overlay: ParsedFile, nodes: WeakMap<object, Source>, values: WeakMap<object, Map<string, Source>>) {
    this.overlay = overlay;
    this.nodes = nodes;
    this.values = values;
  }

  update(node: unknown, update: unknown, place: Path, fail: Fail): void {
    if (Array.isArray(node)) node.push(this.copy(update, place));
    else if (isObject(node) && isObject(update)) this.mergeObject(node, update, place);
    else if (isObject(node)) fail("`update` of a mapping is not a mapping", "give the properties to merge");
    else fail("the target is a single value, which cannot be updated", "target the mapping that holds it");
  }

  private mergeObject(node: JsonObject, update: JsonObject, place: Path): void {
    for (const [key, value] of Object.entries(update)) {
      const present = Object.hasOwn(node, key) ? node[key] : undefined;
      const inner = [...place, key];
      this.refusePrototype(key, inner);
      if (isObject(present) && isObject(value)) this.mergeObject(present, value, inner);
      else if (Array.isArray(present) && Array.isArray(value)) {
        present.push(...value.map((item, index) => this.copy(item, [...inner, index])));
      } else {
        node[key] = this.copy(value, inner);
        const known = this.values.get(node) ?? new Map<string, Source>();
        this.values.set(node, known.set(key, sourceAt(this.overlay, inner)));
      }
    }
  }

  /** Each target gets its own copy, so that a later action on one leaves the others alone. */
  private copy(node: unknown, place: Path): unknown {
    if (typeof node !== "object" || node === null) return node;
    for (const key of Object.keys(node)) this.refusePrototype(key, [...place, key]);
    const copy = Array.isArray(node)
      ? node.map((item, index) => this.copy(item, [...place, index]))
      : Object.fromEntries(Object.entries(node).map(([key, value]) => [key, this.copy(value, [...place, key])]));
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
