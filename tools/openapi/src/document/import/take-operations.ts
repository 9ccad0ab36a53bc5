import { METHODS } from "../../model/types.ts";
import { DocumentError } from "../document-error.ts";
import { isObject, type JsonObject, type ParsedFile } from "../parse.ts";
import { fromPointer, nodeAt, toPointer } from "../pointer.ts";
import { operationKey } from "./page-origin.ts";

const METHOD_NAMES: ReadonlySet<string> = new Set(METHODS);

/**
 * Takes operations out of a full document, with all that they refer to.
 *
 * @param operations such as `DELETE /things/{id}`; the parameters of a path may have other names.
 * @param frame the document that the rest is kept from: info, servers, security and tags, and the security schemes. That
 * of a page, or the full document itself.
 * @throws {DocumentError} when the document lacks an operation, or one of them refers to what is no component.
 */
export function takeOperations(full: ParsedFile, operations: readonly string[], frame: JsonObject): JsonObject {
  const paths: Record<string, JsonObject> = {};
  for (const operation of operations) {
    const { path, method, item } = found(full, operation);
    const shared = Object.entries(item).filter(([key]) => !METHOD_NAMES.has(key));
    paths[path] = { ...Object.fromEntries(shared), ...paths[path], [method]: item[method] };
  }
  const components: Record<string, JsonObject> = {};
  const waiting: unknown[] = [paths];
  for (const node of waiting) {
    for (const tokens of referencesIn(node, full.data)) {
      const [section, kind = "", name = ""] = tokens;
      if (isTaken(tokens, paths) || Object.hasOwn(components[kind] ?? {}, name)) continue;
      const component = section === "components" ? nodeAt(full.data, [section, kind, name]) : undefined;
      if (component === undefined) throw leadsElsewhere(full, tokens);
      components[kind] = { ...components[kind], [name]: component };
      waiting.push(component);
    }
  }
  const kept = (document: JsonObject, ...keys: readonly string[]): [string, unknown][] =>
    keys.filter((key) => Object.hasOwn(document, key)).map((key) => [key, document[key]]);
  const securitySchemes = schemesFor(paths, full.data, frame);
  if (Object.keys(securitySchemes).length > 0) components.securitySchemes = securitySchemes;
  return Object.fromEntries([
    ...kept(full.data, "openapi", "jsonSchemaDialect"),
    ...kept(frame, "info", "servers", "security", "tags"),
    ["paths", paths],
    ...(Object.keys(components).length > 0 ? [["components", components]] : []),
  ]);
}

interface Found {
  readonly path: string;
  /** In lower case. */
  readonly method: string;
  readonly item: JsonObject;
}

function found(full: ParsedFile, operation: string): Found {
  const [word = ""] = operation.split(" ");
  const method = word.toLowerCase();
  const paths = isObject(full.data.paths) ? full.data.paths : {};
  const path = Object.keys(paths).find((key) => operationKey(`${word} ${key}`) === operationKey(operation));
  const item = path === undefined ? undefined : resolved(full.data, paths[path]);
  if (path !== undefined && isObject(item) && isObject(item[method])) return { path, method, item };
  const others = isObject(item) ? Object.keys(item).filter((key) => METHOD_NAMES.has(key)) : [];
  const there =
    path === undefined ? "it has no such path" : `the path has ${others.join(", ").toUpperCase() || "none"}`;
  throw new DocumentError(
    { file: full.file, ...(path === undefined ? {} : { pointer: toPointer(["paths", path]) }) },
    `the full document has no ${operation}: ${there}`,
    "take the operation from its page (without --from-document), or look where the vendor has moved it",
  );
}

function resolved(root: JsonObject, item: unknown): unknown {
  const reference = isObject(item) ? item.$ref : undefined;
  return typeof reference === "string" && reference.startsWith("#/") ? nodeAt(root, fromPointer(reference)) : item;
}

/** Where the references of a node lead, those of discriminators included; what leads nowhere is left to the linter. */
function* referencesIn(node: unknown, root: JsonObject): Generator<string[]> {
  if (Array.isArray(node)) for (const item of node) yield* referencesIn(item, root);
  if (!isObject(node)) return;
  for (const [key, value] of Object.entries(node)) {
    if (key === "$ref" && typeof value === "string") yield* targetOf(value, root);
    else if (key === "discriminator" && isObject(value)) yield* alternativesOf(node, value, root);
    else yield* referencesIn(value, root);
  }
}

function* targetOf(reference: string, root: JsonObject): Generator<string[]> {
  if (!reference.startsWith("#/")) return;
  const tokens = tokensOf(reference);
  if (nodeAt(root, tokens) !== undefined) yield tokens;
}

/** What a broken percent-encoding names is nothing. */
function tokensOf(reference: string): string[] {
  try {
    return fromPointer(reference);
  } catch {
    return [""];
  }
}

/** The schemas that a discriminator maps to, and those that are made of its own schema by `allOf`. */
function* alternativesOf(node: JsonObject, { mapping }: JsonObject, root: JsonObject): Generator<string[]> {
  for (const name of isObject(mapping) ? Object.values(mapping).map(String) : []) {
    if (name.startsWith("#/")) yield* targetOf(name, root);
    else if (nodeAt(root, ["components", "schemas", name]) !== undefined) yield ["components", "schemas", name];
  }
  const schemas = nodeAt(root, ["components", "schemas"]);
  for (const [name, schema] of Object.entries(isObject(schemas) ? schemas : {})) {
    const parts = isObject(schema) && Array.isArray(schema.allOf) ? schema.allOf : [];
    if (parts.some((part) => isObject(part) && resolved(root, part) === node)) yield ["components", "schemas", name];
  }
}

function isTaken(
  [section, path = "", key = ""]: readonly string[],
  paths: Readonly<Record<string, JsonObject>>,
): boolean {
  return section === "paths" && Object.hasOwn(paths[path] ?? {}, key);
}

function leadsElsewhere(full: ParsedFile, tokens: readonly string[]): DocumentError {
  return new DocumentError(
    { file: full.file, pointer: toPointer(tokens), line: full.lineOf(tokens) },
    "the operation refers to this place, which is no component and cannot be taken along",
    "take the operation from its page (without --from-document)",
  );
}

/** The frame's own, and those of the full document that the operations need besides. */
function schemesFor(paths: Readonly<Record<string, JsonObject>>, full: JsonObject, frame: JsonObject): JsonObject {
  const own = nodeAt(frame, ["components", "securitySchemes"]);
  const requirements = [frame, ...Object.values(paths).flatMap((item) => Object.values(item))].flatMap((node) =>
    isObject(node) && Array.isArray(node.security) ? node.security : [],
  );
  const names = new Set(requirements.flatMap((one) => (isObject(one) ? Object.keys(one) : [])));
  // A page shows the schemes that it needs; of a full document that is its own frame, only those are taken.
  const shown = frame === full ? [] : Object.entries(isObject(own) ? own : {});
  const needed = [...names].flatMap((name): [string, unknown][] => {
    const scheme = nodeAt(full, ["components", "securitySchemes", name]);
    return scheme === undefined || shown.some(([known]) => known === name) ? [] : [[name, scheme]];
  });
  return Object.fromEntries([...shown, ...needed]);
}
