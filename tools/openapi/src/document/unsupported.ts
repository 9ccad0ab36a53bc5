import { DocumentError } from "./document-error.ts";
import { jsonPath } from "./overlay-lines.ts";
import { isObject, type JsonObject, type ParsedFile, sourceAt } from "./parse.ts";
import { nodeAt } from "./pointer.ts";
import { documentNodes, type Visited } from "./vendor-extensions.ts";

/** Something that OpenAPI knows and the clients do not. */
export interface Unsupported {
  readonly tokens: readonly (number | string)[];
  readonly rule: string;
  readonly remedy: string;
}

/** What is told of a path item. `trace` is no method that `fetch` would send, but some documents have it for completeness. */
function inPathItem(item: JsonObject, tokens: readonly (number | string)[], data: JsonObject): Unsupported[] {
  const remove = (key: string): string =>
    `leave it out by an overlay: { target: "${jsonPath(data, [...tokens, key])}", remove: true }; or \`spec import --skip-broken\``;
  return [
    ...(isObject(item.query)
      ? [
          {
            tokens: [...tokens, "query"],
            rule: "the method QUERY is not supported (OpenAPI 3.2)",
            remedy: remove("query"),
          },
        ]
      : []),
    ...(isObject(item.additionalOperations)
      ? [
          {
            tokens: [...tokens, "additionalOperations"],
            rule: `the methods ${Object.keys(item.additionalOperations).join(", ")} are not supported (OpenAPI 3.2, additionalOperations)`,
            remedy: remove("additionalOperations"),
          },
        ]
      : []),
  ];
}

/** A line's end and its like, which no header can carry. */
const CONTROL = /\p{Cc}/u;

/** Names that would end the line of the header which they are written into. */
function* unwritable(visited: Visited): Generator<Unsupported> {
  const { node } = visited;
  const remedy = "correct the name by an overlay; what it means cannot be sent";
  if (visited.key === "content")
    for (const key of Object.keys(node).filter((name) => CONTROL.test(name)))
      yield {
        tokens: [...visited.tokens, key],
        rule: `${JSON.stringify(key)} is no media type: it has a control character in it`,
        remedy,
      };
  const { in: place, name }: { in?: unknown; name?: unknown } = node;
  if (place === "header" && typeof name === "string" && CONTROL.test(name))
    yield { tokens: [...visited.tokens, "name"], rule: `${JSON.stringify(name)} is no name of a header`, remedy };
}

/** Everything in a document that would change what a call does, and is not supported. */
export function unsupportedIn(data: JsonObject): Unsupported[] {
  const found: Unsupported[] = [];
  for (const visited of documentNodes(data)) found.push(...unwritable(visited));
  return [...found, ...unsupportedOf32(data)];
}

/** What OpenAPI 3.2 brings, and clients cannot do. */
function unsupportedOf32(data: JsonObject): Unsupported[] {
  const version = typeof data.openapi === "string" ? data.openapi : "";
  if (!version.startsWith("3.2")) return [];
  const items = [data.paths, nodeAt(data, ["components", "pathItems"])].flatMap((holder, index) =>
    Object.entries(isObject(holder) ? holder : {}).flatMap(([path, item]) =>
      isObject(item) ? inPathItem(item, [...(index === 0 ? ["paths"] : ["components", "pathItems"]), path], data) : [],
    ),
  );
  const nodes = [...documentNodes(data)].flatMap(({ node, tokens }): Unsupported[] => {
    if (tokens.at(-1) === "discriminator" && Object.hasOwn(node, "defaultMapping")) {
      const place = [...tokens, "defaultMapping"];
      const remedy = `leave it out by an overlay: { target: "${jsonPath(data, place)}", remove: true }; values that name no alternative are then refused`;
      return [{ tokens: place, rule: "`defaultMapping` is not supported (OpenAPI 3.2, Discriminator Object)", remedy }];
    }
    const key = (["prefixEncoding", "itemEncoding"] as const).find(
      (one) => Object.hasOwn(node, one) && tokens.at(-2) === "content" && tokens.includes("requestBody"),
    );
    if (key === undefined) return [];
    return [
      {
        tokens: [...tokens, key],
        rule: `\`${key}\` of a request is not supported (OpenAPI 3.2, Media Type Object)`,
        remedy: `describe the body by \`encoding\` in an overlay, or leave the operation out: { target: "${jsonPath(data, tokens.slice(0, 3))}", remove: true }`,
      },
    ];
  });
  return [...items, ...nodes];
}

/**
 * Refuses what clients would otherwise leave out without a word.
 *
 * @throws {DocumentError} for the first thing that is not supported.
 */
export function refuseUnsupported(document: ParsedFile): void {
  const [first] = unsupportedIn(document.data);
  if (first !== undefined) throw new DocumentError(sourceAt(document, first.tokens), first.rule, first.remedy);
}
