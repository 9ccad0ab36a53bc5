import { fromPointer, isObject, type JsonObject, type Model, nodeAt } from "@workshop/openapi";
import type { GlobalContext, OpenAPI3 } from "openapi-typescript";

/**
 * The one seam to openapi-typescript: `paths`, which the entry for openapi-fetch is typed by, and nothing else. It is a
 * reading of its own; what is known to mislead it is taken out of the document beforehand.
 */
export async function writePaths(model: Model): Promise<string> {
  // Loading it takes longer than anything else here does: who generates nothing does not wait for it.
  const { astToString, resolveRef, transformSchema } = await import("openapi-typescript");
  // It changes what it is given.
  const document: JsonObject = structuredClone(model.document);
  leaveOutIgnored(model, document);
  for (const parameter of parameterNodes(document)) showContent(parameter);
  // In 3.1 it is an unknown keyword, which says nothing; openapi-typescript reads it all the same.
  simplify(document, document, model.openapi === "3.0" ? LEFT_OUT : new Set([...LEFT_OUT, "nullable"]));
  breakCircles(document);
  // What was read as OpenAPI 3 is of its own type of it.
  const openapi = document as unknown as OpenAPI3;
  // Its main function validates and bundles once more what was linted on import and is one file: half of its time.
  const context: Omit<GlobalContext, "redoc"> = {
    ...EVERYTHING_OFF,
    // A property of a response is there for certain only if it is required.
    defaultNonNullable: false,
    emptyObjectsUnknown: true,
    discriminators: { objects: {}, refsHandled: [] },
    injectFooter: [],
    silent: true,
    resolve: (reference) => resolveRef(openapi, reference, { silent: true }),
  };
  // What is left out is the linter's, which is not asked.
  const text = astToString(transformSchema(openapi, context as GlobalContext));
  return text.replace(/^type WithRequired<[^;]*;\s*\};$/mu, WITH_REQUIRED);
}

/** Its own helper names keys alone that all of a union has: none where `null` is one of it, and does not compile. */
const WITH_REQUIRED =
  "type WithRequired<T, K extends PropertyKey> = T extends object ? T & { [P in K & keyof T]-?: T[P] } : T;";

/** Options of openapi-typescript that are not used. */
const EVERYTHING_OFF = {
  additionalProperties: false,
  alphabetize: false,
  arrayLength: false,
  conditionalEnums: false,
  dedupeEnums: false,
  enum: false,
  enumValues: false,
  excludeDeprecated: false,
  exportType: false,
  generatePathParams: false,
  immutable: false,
  makePathsEnum: false,
  pathParamsAsTypes: false,
  postTransform: undefined,
  propertiesRequiredByDefault: false,
  readWriteMarkers: false,
  rootTypes: false,
  rootTypesKeepCasing: false,
  rootTypesNoSchemaPrefix: false,
  transform: undefined,
  transformProperty: undefined,
} as const;

/** Leaves out the parameters of operations that no call can give, such as one that is a credential. */
function leaveOutIgnored({ operations }: Model, document: JsonObject): void {
  for (const { path, method, parameters } of operations) {
    const node = nodeAt(document, ["paths", path, method]);
    if (!isObject(node) || !Array.isArray(node.parameters)) continue;
    const known = new Set(parameters.map((one) => keyOf(one.in, one.name)));
    node.parameters = node.parameters.filter((given: unknown) => {
      const reference = nodeAt(given, ["$ref"]);
      const parameter = typeof reference === "string" ? nodeAt(document, fromPointer(reference)) : given;
      const { in: location, name } = isObject(parameter) ? parameter : {};
      return location === "querystring" || known.has(keyOf(location, name));
    });
  }
}

const keyOf = (location: unknown, name: unknown): string =>
  `${String(location)} ${location === "header" ? String(name).toLowerCase() : String(name)}`;

/** openapi-typescript takes a parameter with `content` for a string; its value has the type of the content's schema. */
function showContent(parameter: JsonObject): void {
  const [media] = Object.values(isObject(parameter.content) ? parameter.content : {});
  if (!isObject(media) || media.schema === undefined) return;
  parameter.schema = media.schema;
  delete parameter.content;
}

/** Every place where OpenAPI allows a Parameter Object. */
function parameterNodes(document: JsonObject): JsonObject[] {
  const components = isObject(document.components) ? document.components : {};
  const items = [...nodesIn(document.paths), ...nodesIn(components.pathItems)];
  const lists = [...items, ...items.flatMap(nodesIn)].map((holder) => holder.parameters);
  return [...nodesIn(components.parameters), ...lists.flatMap(nodesIn)];
}

/** What it makes comments of, which stand in `operations.ts` and `types.ts`, and what it reads as something else. */
const LEFT_OUT = new Set(["description", "discriminator", "example", "examples", "externalDocs", "summary", "title"]);

/** Members whose keys are names, which mean nothing. */
const MAPPINGS = new Set(
  "$defs callbacks content headers links parameters pathItems paths patternProperties properties requestBodies responses schemas securitySchemes".split(
    " ",
  ),
);

/**
 * Leaves out what misleads, and puts what a reference into the midst of a path leads to in its place: there,
 * openapi-typescript writes a type that does not exist.
 */
function simplify(
  root: JsonObject,
  node: unknown,
  leftOut: ReadonlySet<string>,
  areNames = false,
  within: readonly string[] = [],
): void {
  if (Array.isArray(node)) for (const item of node) simplify(root, item, leftOut, false, within);
  if (!isObject(node)) return;
  const reference = node.$ref;
  if (typeof reference === "string" && !/^#\/components\/[^/]+\/[^/]+$/u.test(reference)) {
    delete node.$ref;
    const target = within.includes(reference) ? {} : nodeAt(root, fromPointer(reference));
    if (isObject(target)) Object.assign(node, structuredClone(target), { ...node });
    simplify(root, node, leftOut, areNames, [...within, reference]);
    return;
  }
  for (const [key, value] of Object.entries(node)) {
    if (!areNames && leftOut.has(key)) delete node[key];
    else simplify(root, value, leftOut, !areNames && MAPPINGS.has(key), within);
  }
}

/**
 * A component that contains itself otherwise than in a property: the type that openapi-typescript writes for it refers to
 * itself, and does not compile. There, `unknown` takes its place.
 */
function breakCircles(document: JsonObject): void {
  const components = isObject(document.components) ? document.components : {};
  const schemas = isObject(components.schemas) ? components.schemas : {};
  const visit = (node: unknown, way: readonly string[]): void => {
    if (Array.isArray(node)) for (const item of node) visit(item, way);
    if (!isObject(node)) return;
    const name = typeof node.$ref === "string" ? fromPointer(node.$ref).at(-1) : undefined;
    if (name !== undefined && way.includes(name)) delete node.$ref;
    else if (name !== undefined) visit(schemas[name], [...way, name]);
    for (const [key, value] of Object.entries(node)) if (key !== "properties") visit(value, way);
  };
  for (const [name, schema] of Object.entries(schemas)) visit(schema, [name]);
}

function nodesIn(holder: unknown): JsonObject[] {
  return typeof holder === "object" && holder !== null ? Object.values(holder).filter(isObject) : [];
}
