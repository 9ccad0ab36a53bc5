import { existsSync } from "node:fs";
import { basename, dirname, isAbsolute, resolve } from "node:path";
import { exec } from "jsonpath-rfc9535";
import type { LeftOut, Source } from "../model/types.ts";
import { DocumentError } from "./document-error.ts";
import { isAddress } from "./import/public-address.ts";
import { type Brought, type Fail, isStrict, kindOf, Merge, nodeOf, type Path } from "./overlay-merge.ts";
import { isObject, type JsonObject, type ParsedFile, sourceAt } from "./parse.ts";
import { fromPointer } from "./pointer.ts";

/** Where the nodes that an overlay brought in stand in the overlay's file. */
export interface OverlayOrigins {
  /** A mapping or sequence that came from the overlay. */
  ofNode(node: object): Source | undefined;
  /** A single value that the overlay set on a mapping of the document, or that stands in a node which it brought in. */
  ofValue(parent: object, key: number | string): Source | undefined;
  /** What actions marked `x-left-out` have taken out of the document. */
  readonly leftOut: readonly LeftOut[];
}

/**
 * Applies an OpenAPI Overlay 1.0 or 1.1 to a parsed document, in place. Stricter than the specification in one thing: an
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
    const source = sourceOfAction(document.data, overlay, action, place, fail);
    const kinds = new Set(matches.map((path) => kindOf(nodeOf(document.data, path))));
    if (merge.isStrict && kinds.size > 1) {
      fail(
        `the target \`${target}\` matches ${[...kinds].join("s and ")}s`,
        "match nodes of one kind (Overlay 1.1, Action Object)",
      );
    }
    for (const path of matches) {
      const node = nodeOf(document.data, path);
      if (merge.isStrict && kindOf(node) === "single value") merge.replace(document.data, path, source, fail);
      else merge.update(node, source, fail);
    }
  }
  return {
    ofNode: (node) => nodes.get(node),
    ofValue: (parent, key) => {
      const own = nodes.get(parent);
      const inner = own === undefined ? undefined : sourceAt(overlay, [...fromPointer(own.pointer), key]);
      return values.get(parent)?.get(String(key)) ?? inner;
    },
    leftOut: actionsOf(overlay).flatMap(leftOutBy),
  };
}

/** `x-left-out` of an action: the operations that it removes. */
function leftOutBy(action: JsonObject): LeftOut[] {
  const operations = action["x-left-out"];
  if (!Array.isArray(operations)) return [];
  return operations.map((operation) => ({ operation: String(operation), reason: String(action.description ?? "") }));
}

/** What an action updates its targets with: what it holds, or (Overlay 1.1) another node of the document. */
function sourceOfAction(data: JsonObject, overlay: ParsedFile, action: JsonObject, place: Path, fail: Fail): Brought {
  const known = ["target", "description", "update", "remove", ...(isStrict(overlay) ? ["copy"] : [])];
  refuseOtherKeys(overlay, action, known, place);
  const isUpdate = Object.hasOwn(action, "update");
  if (!Object.hasOwn(action, "copy")) {
    if (!isUpdate) fail("the action neither updates nor removes", "add `update:` or `remove: true`");
    return { value: action.update, place: [...place, "update"], isCopy: false };
  }
  if (isUpdate) fail("the action has both `update` and `copy`, of which neither would count", "make two actions of it");
  const { copy } = action;
  if (typeof copy !== "string") return fail("`copy` is no JSONPath", "give a JSONPath (RFC 9535) of one node");
  const found = targetsOf(data, copy, fail);
  const [only] = found;
  if (only === undefined || found.length > 1) {
    return fail(
      `\`copy\` matches ${found.length === 0 ? "nothing" : `${found.length} nodes`}`,
      "name one node of the document",
    );
  }
  // Its target may lie within it.
  return { value: structuredClone(nodeOf(data, only)), place: [...place, "copy"], isCopy: true };
}

function actionsOf(overlay: ParsedFile): JsonObject[] {
  const { overlay: version, info, actions } = overlay.data;
  refuseOtherKeys(overlay, overlay.data, ["overlay", "info", "extends", "actions"], []);
  refuseOtherDocument(overlay);
  if (typeof version !== "string" || !/^1\.[01]\.\d+$/u.test(version)) {
    throw new DocumentError(
      sourceAt(overlay, ["overlay"]),
      "not an OpenAPI Overlay 1.0 or 1.1",
      "begin with `overlay: 1.0.0` or `overlay: 1.1.0` (OpenAPI Overlay Specification)",
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

/** What is ignored would be a promise that nobody keeps, such as `copy`, which only 1.1 has. */
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

function remove(data: JsonObject, path: Path, fail: Fail): void {
  const key = path.at(-1) ?? fail("the whole document cannot be removed", "name a node below the root");
  const parent = nodeOf(data, path.slice(0, -1));
  if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else delete (parent as JsonObject)[key]; // what is not a sequence and has a child is a mapping
}
