import { DocumentError } from "../document/document-error.ts";
import type { OverlayOrigins } from "../document/overlay.ts";
import { isObject, type JsonObject, type ParsedFile, sourceAt, sourceAtPointer } from "../document/parse.ts";
import { nodeAt, pointerStep, referenceTokens } from "../document/pointer.ts";
import { mayHoldSchema } from "./keywords.ts";
import type { Note, Source } from "./types.ts";

/** What every part of the model's construction needs: the document's nodes, and where each of them stands. */
export class DocumentContext {
  /** The dialect of its schemas; that of 3.2 is 3.1's. */
  readonly openapi: "3.0" | "3.1";
  readonly data: JsonObject;
  readonly notes: Note[] = [];
  private readonly told = new Set<string>();
  private readonly document: ParsedFile;
  private readonly overlay: OverlayOrigins | undefined;
  private readonly nodes = new WeakMap<Source, object>();
  private readonly members = new WeakMap<Source, { readonly parent: object; readonly key: number | string }>();
  private places: Map<object, string> | undefined;

  /** @throws {DocumentError} for a version of OpenAPI other than 3.0, 3.1 and 3.2. */
  constructor(document: ParsedFile, overlay: OverlayOrigins | undefined) {
    const { openapi } = document.data;
    const version = typeof openapi === "string" ? /^3\.[012](?=\.\d+(?:-[\w.-]+)?$)/u.exec(openapi)?.[0] : undefined;
    if (version !== "3.0" && version !== "3.1" && version !== "3.2") {
      throw new DocumentError(
        sourceAt(document, ["openapi"]),
        `OpenAPI ${typeof openapi === "string" ? openapi : "version missing"} is not supported`,
        "give a document of OpenAPI 3.0, 3.1 or 3.2",
      );
    }
    this.openapi = version === "3.2" ? "3.1" : version;
    this.data = document.data;
    this.document = document;
    this.overlay = overlay;
  }

  /** Where a mapping or sequence stands; one that came with the overlay stands in the overlay's file. */
  sourceOf(node: object): Source {
    const source = this.overlay?.ofNode(node) ?? sourceAtPointer(this.document, this.document.originOf(node) ?? "");
    this.nodes.set(source, node);
    return source;
  }

  /**
   * Where something within a node stands, which the overlay may have brought in although the node is the document's. Where
   * there is no such thing: the last on the way.
   */
  sourceWithin(source: Source, path: readonly (number | string)[]): Source {
    const [key, ...rest] = path;
    const node = this.nodes.get(source);
    if (key === undefined || node === undefined || !Object.hasOwn(node, key)) return source;
    const child: unknown = Reflect.get(node, key);
    if (typeof child === "object" && child !== null) return this.sourceWithin(this.sourceOf(child), rest);
    const member =
      this.overlay?.ofValue(node, key) ??
      sourceAtPointer(this.document, (this.document.originOf(node) ?? "") + pointerStep(key));
    this.members.set(member, { parent: node, key });
    return member;
  }

  /** Where something of the model stands in the document after its overlay, as a JSON pointer. */
  placeOf(source: Source): string {
    this.places ??= placesBelow(this.data);
    const member = this.members.get(source);
    const node = member?.parent ?? this.nodes.get(source);
    const place = node === undefined ? undefined : this.places.get(node);
    return (place ?? source.pointer) + (member === undefined ? "" : pointerStep(member.key));
  }

  /** A member that the overlay says, wholly or in part, and where; `undefined` where the document has it by itself. */
  overlaid(parent: JsonObject, key: string): { readonly value: unknown; readonly source: Source } | undefined {
    const value = parent[key];
    const { overlay } = this;
    if (value === undefined || overlay === undefined) return undefined;
    const source =
      typeof value === "object" && value !== null
        ? (overlay.ofNode(value) ?? Object.keys(value).flatMap((name) => overlay.ofValue(value, name) ?? [])[0])
        : overlay.ofValue(parent, key);
    return source && { value, source };
  }

  /**
   * Reads an extension that overlays write. A vendor may have another one of the same name: what cannot be read in the
   * document itself is told, and means nothing.
   *
   * @throws {DocumentError} as `read` does, of what the overlay says
   */
  extension<Value>(parent: JsonObject, key: string, without: Value, read: () => Value): Value {
    if (parent[key] === undefined) return without;
    try {
      return read();
    } catch (error) {
      if (!(error instanceof DocumentError) || this.overlaid(parent, key) !== undefined) throw error;
      this.tell(
        parent,
        `the vendor's \`${key}\` is not what overlays mean by it, and left alone: ${error.rule}`,
        "say in the overlay what is meant, if anything",
      );
      return without;
    }
  }

  /** The same of an extension that is a mapping: what `read` makes of it, or nothing. */
  extensionMapping<Value extends object>(
    parent: JsonObject,
    key: string,
    read: (node: JsonObject) => Value,
  ): Partial<Value> {
    return this.extension<Partial<Value>>(parent, key, {}, () => read(this.object(parent, key) ?? {}));
  }

  /** Tells whoever generates a client what becomes of something. */
  tell(node: object, rule: string, remedy: string): void {
    const source = this.sourceOf(node);
    // Something that many operations share is told once.
    const key = `${source.file} ${source.pointer} ${rule}`;
    if (this.told.has(key)) return;
    this.told.add(key);
    this.notes.push({ source, rule, remedy });
  }

  /** @throws {DocumentError} always, at a node's place. */
  fail(node: object, rule: string, remedy: string): never {
    throw new DocumentError(this.sourceOf(node), rule, remedy);
  }

  /** The node that a local reference names, references followed until there is none. */
  dereference(node: JsonObject): JsonObject {
    const seen = new Set<JsonObject>();
    let current = node;
    while (typeof current.$ref === "string") {
      if (seen.has(current)) return this.fail(node, "the `$ref` leads back to itself", "refer to a definition");
      seen.add(current);
      current = this.target(current, current.$ref);
    }
    return current;
  }

  /** The mapping that a reference names, one step. */
  target(node: object, reference: string): JsonObject {
    if (reference === "" || reference === "#") {
      const what =
        reference === "" ? "the `$ref` is empty, which is the whole document" : "the `$ref` # is the whole document";
      return this.fail(
        node,
        `${what}, and that describes no value`,
        "refer to a component, as `#/components/schemas/Thing` does",
      );
    }
    if (!reference.startsWith("#")) {
      return this.fail(
        node,
        `the \`$ref\` ${reference} leaves the document`,
        "import the document with `spec import --bundle`, which brings in what it refers to",
      );
    }
    const target = this.nodeAt(reference);
    if (isObject(target)) return target;
    return this.fail(node, `the \`$ref\` ${reference} leads nowhere`, "define it, or correct the reference");
  }

  /** The schema that a reference names, one step; it may be `true` or `false`. */
  schemaAt(node: object, reference: string): JsonObject | boolean {
    const found = this.nodeAt(reference);
    const target = typeof found === "boolean" ? found : this.target(node, reference);
    if (mayHoldSchema(referenceTokens(reference) ?? [])) return target;
    return this.fail(
      node,
      `the \`$ref\` ${reference} leads to what is no schema`,
      "refer to a schema, as `#/components/schemas/Thing` does",
    );
  }

  private nodeAt(reference: string): unknown {
    const tokens = referenceTokens(reference);
    return tokens === undefined ? undefined : nodeAt(this.data, tokens);
  }

  /** A member that is a mapping, `undefined` where it is absent. */
  object(parent: JsonObject, key: string): JsonObject | undefined {
    const value = parent[key];
    if (value === undefined || isObject(value)) return value;
    return this.fail(parent, `\`${key}\` is not a mapping`, "see the OpenAPI specification");
  }

  /** The members of a list of mappings; an absent list is empty. */
  objects(parent: JsonObject, key: string): JsonObject[] {
    const value = parent[key] ?? [];
    if (Array.isArray(value) && value.every(isObject)) return value;
    return this.fail(parent, `\`${key}\` is not a list of mappings`, "see the OpenAPI specification");
  }

  /** A member that is a string, which must be there. */
  string(parent: JsonObject, key: string): string {
    const value = parent[key];
    if (typeof value === "string") return value;
    return this.fail(parent, `\`${key}\` is missing or is not a string`, `give \`${key}\` as a string`);
  }

  /** `{ key: value }` if the member is a string, else `{}`: to be spread where a property is optional. */
  optional<Key extends string>(parent: JsonObject, key: Key): { [K in Key]?: string } {
    const value = parent[key];
    const member: { [K in Key]?: string } = {};
    if (typeof value === "string") member[key] = value;
    return member;
  }
}

/** The values of `example` and `examples` of a parameter or media type. */
export function examplesOf(context: DocumentContext, node: JsonObject): unknown[] {
  const named = context.object(node, "examples") ?? {};
  const values = Object.keys(named).map((name) => context.dereference(context.object(named, name) ?? {}).value);
  return [node.example, ...values].filter((value) => value !== undefined);
}

function placesBelow(root: object): Map<object, string> {
  const places = new Map([[root, ""]]);
  // A map goes on to what is added while it is gone through.
  for (const [node, place] of places) {
    for (const [key, child] of Object.entries(node)) {
      if (typeof child === "object" && child !== null) places.set(child, place + pointerStep(key));
    }
  }
  return places;
}
