import { METHODS } from "../../model/types.ts";
import { jsonPath, type OverlayAction } from "../overlay-lines.ts";
import { isObject, type JsonObject } from "../parse.ts";
import { nodeAt, referenceTokens } from "../pointer.ts";
import { missingSchemes } from "../repairs.ts";

/** Something that a document does not say and a client would want to know, and the action of an overlay that says it. */
export interface Hint {
  readonly kind: "failure-flag" | "security" | "unbounded-delete" | "undefined-scheme";
  readonly words: string;
  readonly action: OverlayAction;
}

/** Looks for what a person should say in an overlay before deleting anything with a client of this document. */
export function hintsOn(data: JsonObject): Hint[] {
  const operations = operationsOf(data);
  return [
    ...undefinedSchemes(data),
    ...undeclaredSecurity(data, operations),
    ...operations.flatMap((operation) => [...failureFlags(data, operation), ...unboundedDelete(data, operation)]),
  ];
}

interface Found {
  readonly name: string;
  readonly method: string;
  readonly tokens: readonly string[];
  readonly item: JsonObject;
  readonly node: JsonObject;
}

function operationsOf(data: JsonObject): Found[] {
  return Object.entries(isObject(data.paths) ? data.paths : {}).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const node = isObject(item) ? item[method] : undefined;
      if (!isObject(item) || !isObject(node)) return [];
      return [{ name: `${method.toUpperCase()} ${path}`, method, tokens: ["paths", path, method], item, node }];
    }),
  );
}

function undefinedSchemes(data: JsonObject): Hint[] {
  return missingSchemes(data).map((name) => ({
    kind: "undefined-scheme",
    words: `the security scheme ${name} is named, and defined nowhere`,
    action: {
      target: "$",
      description: `Measured: how ${name} authenticates`,
      update: {
        components: { securitySchemes: { [name]: { type: "apiKey", in: "header", name: "NAME-OF-THE-HEADER" } } },
      },
    },
  }));
}

function undeclaredSecurity(data: JsonObject, operations: readonly Found[]): Hint[] {
  if (data.security !== undefined) return [];
  const open = operations.filter(({ node }) => node.security === undefined);
  if (open.length === 0 || open.length < operations.length) return [];
  const schemes = Object.keys(Object(nodeAt(data, ["components", "securitySchemes"])));
  const name = schemes[0] ?? "apiKey";
  const defined = { components: { securitySchemes: { [name]: { type: "http", scheme: "bearer" } } } };
  return [
    {
      kind: "security",
      words: `no operation asks for a credential${schemes.length === 0 ? "" : `, although ${schemes.join(", ")} could be asked for`}: clients send none`,
      action: {
        target: "$",
        description: "How the platform authenticates",
        update: { ...(schemes.length === 0 ? defined : {}), security: [{ [name]: [] }] },
      },
    },
  ];
}

const FLAGS = ["success", "ok", "succeeded"];

/** A success that says by a flag whether it is one. */
function failureFlags(data: JsonObject, { name, tokens, node }: Found): Hint[] {
  const responses = Object.entries(Object(node.responses)).filter(([status]) => /^2(?:\d\d|XX)$/u.test(status));
  return responses.flatMap(([status, response]) => {
    const content = resolved(data, response)?.content;
    return Object.entries(Object(content)).flatMap(([mediaType, media]): Hint[] => {
      const properties = propertiesOf(data, nodeAt(media, ["schema"]));
      const flag = FLAGS.find((known) => resolved(data, properties.get(known))?.type === "boolean");
      if (flag === undefined || nodeAt(media, ["x-failure"]) !== undefined) return [];
      const message = ["error", "message", "detail"].find((known) => properties.has(known));
      const failure = { when: { type: "object", required: [flag], properties: { [flag]: { const: false } } } };
      const place = [...tokens, "responses", status, "content", mediaType];
      const isLocal = nodeAt(data, place) !== undefined;
      return [
        {
          kind: "failure-flag",
          words: `${name} may answer ${status} with \`${flag}: false\`, which counts as a success`,
          action: {
            target: isLocal ? jsonPath(data, place) : jsonPath(data, placeOf(node, status, mediaType)),
            description: `A response whose \`${flag}\` is false is a failure`,
            update: { "x-failure": { ...failure, ...(message === undefined ? {} : { message }) } },
          },
        },
      ];
    });
  });
}

/** Where a response stands that an operation refers to. */
function placeOf(node: JsonObject, status: string, mediaType: string): string[] {
  const tokens = referenceTokens(nodeAt(node, ["responses", status, "$ref"])) ?? [];
  return [...tokens, "content", mediaType];
}

/** A DELETE that may be told what to delete, and need not be. */
function unboundedDelete(data: JsonObject, { name, method, tokens, item, node }: Found): Hint[] {
  if (method !== "delete" || node["x-unbounded"] !== undefined || node["x-input-rules"] !== undefined) return [];
  const parameters = [item.parameters, node.parameters].flatMap((list) => (Array.isArray(list) ? list : []));
  const filters = parameters.flatMap((parameter) => {
    const found = resolved(data, parameter);
    return found?.in === "query" && typeof found.name === "string" ? [found] : [];
  });
  if (filters.length === 0 || filters.some(({ required }) => required === true) || node.requestBody !== undefined) {
    return [];
  }
  const names = filters.map((filter) => String(filter.name));
  const given = names.map((filter) => ({ required: ["query"], properties: { query: { required: [filter] } } }));
  return [
    {
      kind: "unbounded-delete",
      words: `every filter of ${name} is optional (${names.join(", ")}): without one it may delete everything`,
      action: {
        target: jsonPath(data, tokens),
        description: "Without a filter it touches everything",
        update: {
          "x-unbounded": { message: "without a filter this deletes everything", when: { not: { anyOf: given } } },
        },
      },
    },
  ];
}

/** The properties of an object's schema, those of its `allOf` included. */
function propertiesOf(data: JsonObject, schema: unknown, depth = 0): Map<string, unknown> {
  const found = resolved(data, schema);
  if (found === undefined || depth > 4) return new Map();
  const parts = Array.isArray(found.allOf) ? found.allOf : [];
  return new Map([
    ...parts.flatMap((part) => [...propertiesOf(data, part, depth + 1)]),
    ...Object.entries(Object(found.properties)),
  ]);
}

function resolved(data: JsonObject, node: unknown): JsonObject | undefined {
  let current = node;
  for (let step = 0; step < 20 && isObject(current) && typeof current.$ref === "string"; step += 1) {
    const tokens = referenceTokens(current.$ref);
    current = tokens === undefined ? undefined : nodeAt(data, tokens);
  }
  return isObject(current) ? current : undefined;
}
