import { fromPointer, isObject, type Model, nodeAt, type Operation, type Parameter } from "@workshop/openapi";

const ONE = ["additionalProperties", "items", "not"];
const SEVERAL = ["allOf", "anyOf", "oneOf"];

const known = new WeakMap<object, string | undefined>();

/**
 * Why Prism looks at nothing in a body: its validator does not compile a schema that says `nullable` and no type, or a pattern
 * that is none with the flag `u`, and what does not compile checks nothing. Looked up in the document itself, since the model
 * knows no `nullable`.
 */
export function whyUncompiled(
  model: Model,
  { requestBody }: Operation,
  mediaType: string | undefined,
): string | undefined {
  const media = requestBody?.content.find((one) => one.mediaType === mediaType);
  if (media === undefined) return undefined;
  return whyNot(model, nodeAt(model.document, [...fromPointer(model.placeOf(media.source)), "schema"]));
}

/** Why Prism looks at no parameter of a location: it compiles their schemas as one. */
export function whyUncompiledAmong(model: Model, parameters: readonly Parameter[]): string | undefined {
  return parameters
    .map(({ source }) => whyNot(model, nodeAt(model.document, [...fromPointer(model.placeOf(source)), "schema"])))
    .find((why) => why !== undefined);
}

function whyNot(model: Model, root: unknown): string | undefined {
  if (!isObject(root)) return undefined;
  if (known.has(root)) return known.get(root);
  const seen = new Set<unknown>();
  const waiting: unknown[] = [root];
  let found: string | undefined;
  for (let node = waiting.pop(); waiting.length > 0 || node !== undefined; node = waiting.pop()) {
    if (!isObject(node) || seen.has(node)) continue;
    seen.add(node);
    if (typeof node.$ref === "string") {
      waiting.push(nodeAt(model.document, fromPointer(node.$ref)));
      continue;
    }
    if (node.nullable !== undefined && node.type === undefined)
      found ??= "it compiles no schema with a nullable and no type";
    if (typeof node.pattern === "string" && !isUnicode(node.pattern))
      found ??= "it compiles no pattern that is none with the flag u";
    for (const keyword of ONE) waiting.push(node[keyword]);
    for (const keyword of SEVERAL) waiting.push(...[node[keyword] ?? []].flat());
    waiting.push(...Object.values(isObject(node.properties) ? node.properties : {}));
  }
  known.set(root, found);
  return found;
}

function isUnicode(pattern: string): boolean {
  try {
    return new RegExp(pattern, "u").unicode;
  } catch {
    return false;
  }
}
