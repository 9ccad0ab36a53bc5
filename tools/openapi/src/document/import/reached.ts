import { METHODS } from "../../model/types.ts";
import { isObject, type JsonObject } from "../parse.ts";
import { fromPointer, nodeAt, referenceTokens, toPointer } from "../pointer.ts";
import { documentNodes } from "../vendor-extensions.ts";

/** What a path item holds its operations under. */
const KEYS: readonly string[] = [...METHODS, "query", "additionalOperations"];

/** What can be left out of a document: an operation, or a component. */
export interface Part {
  readonly tokens: readonly string[];
  /** Such as `GET /things`; empty for a component. */
  readonly operations: readonly string[];
}

/**
 * Tells which parts of a document a place in it belongs to: the operation that it stands in, or the component, and every
 * operation and component that leads there by references.
 */
export class Reached {
  private readonly data: JsonObject;
  private readonly parts: readonly Part[];
  /** What each part refers to. */
  private readonly references = new Map<Part, string[]>();

  constructor(data: JsonObject) {
    this.data = data;
    this.parts = [...operationParts(data), ...componentParts(data)];
    const byPointer = new Map(this.parts.map((part) => [toPointer(part.tokens), part]));
    for (const { node, tokens } of documentNodes(data)) {
      const reference: unknown = Reflect.get(node, "$ref");
      if (typeof reference !== "string" || !reference.startsWith("#/")) continue;
      const holder = [3, 2].map((length) => byPointer.get(toPointer(tokens.slice(0, length)))).find(Boolean);
      if (holder !== undefined) this.references.set(holder, [...(this.references.get(holder) ?? []), reference]);
    }
  }

  /** The parts that cannot be used if a place cannot; empty where that is none of theirs. */
  byPlace(pointer: string): Part[] {
    const tokens = fromPointer(pointer);
    const [root, path] = tokens;
    const isShared = root === "paths" && path !== undefined && !this.isOperation(tokens);
    const found = new Set(
      // What stands beside the operations of a path belongs to all of them.
      isShared ? [this.wholePath(path)] : this.parts.filter((part) => isWithin(tokens, part.tokens)),
    );
    for (const part of found) {
      for (const [holder, references] of this.references) {
        if (references.some((reference) => isWithin(referenceTokens(reference) ?? [], part.tokens))) found.add(holder);
      }
    }
    return [...found];
  }

  private wholePath(path: string): Part {
    const own = this.parts.filter(({ tokens }) => tokens[0] === "paths" && tokens[1] === path);
    return { tokens: ["paths", path], operations: own.flatMap(({ operations }) => operations) };
  }

  private isOperation([, path = "", method = ""]: readonly string[]): boolean {
    return KEYS.includes(method) && isObject(nodeAt(this.data, ["paths", path, method]));
  }
}

function operationParts({ paths }: JsonObject): Part[] {
  return Object.entries(isObject(paths) ? paths : {}).flatMap(([path, item]) => {
    if (!isObject(item) || !path.startsWith("/")) return [];
    const methods = KEYS.filter((method) => item[method] !== undefined);
    if (typeof item.$ref === "string") return [{ tokens: ["paths", path], operations: [`every operation of ${path}`] }];
    return methods.map((method) => ({
      tokens: ["paths", path, method],
      operations: [`${method.toUpperCase()} ${path}`],
    }));
  });
}

function componentParts({ components }: JsonObject): Part[] {
  return Object.entries(isObject(components) ? components : {}).flatMap(([kind, named]) =>
    kind === "securitySchemes" || !isObject(named)
      ? []
      : Object.keys(named).map((name) => ({ tokens: ["components", kind, name], operations: [] })),
  );
}

function isWithin(tokens: readonly string[], holder: readonly string[]): boolean {
  return holder.every((token, index) => tokens[index] === token);
}
