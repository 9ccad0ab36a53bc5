import { fromPointer, isObject, type Model, nodeAt, type Operation } from "@workshop/openapi";

const ONE = ["additionalProperties", "items", "not"];
const SEVERAL = ["allOf", "anyOf", "oneOf"];

const known = new WeakMap<object, boolean>();

/**
 * Whether Prism looks at nothing in a body: its validator does not compile a schema that says `nullable` and no type, and what
 * does not compile checks nothing. Looked up in the document itself, since the model knows no `nullable`.
 */
export function isUncompiled(model: Model, { requestBody }: Operation, mediaType: string | undefined): boolean {
  const media = requestBody?.content.find((one) => one.mediaType === mediaType);
  if (media === undefined || model.openapi !== "3.0") return false;
  const schema = nodeAt(model.document, [...fromPointer(model.placeOf(media.source)), "schema"]);
  return isObject(schema) && leadsToNullable(model, schema);
}

function leadsToNullable(model: Model, root: object): boolean {
  const cached = known.get(root);
  if (cached !== undefined) return cached;
  const seen = new Set<unknown>();
  const waiting: unknown[] = [root];
  let found = false;
  for (let node = waiting.pop(); waiting.length > 0 || node !== undefined; node = waiting.pop()) {
    if (!isObject(node) || seen.has(node)) continue;
    seen.add(node);
    if (typeof node.$ref === "string") {
      waiting.push(nodeAt(model.document, fromPointer(node.$ref)));
      continue;
    }
    found ||= node.nullable !== undefined && node.type === undefined;
    for (const keyword of ONE) waiting.push(node[keyword]);
    for (const keyword of SEVERAL) waiting.push(...[node[keyword] ?? []].flat());
    waiting.push(...Object.values(isObject(node.properties) ? node.properties : {}));
  }
  known.set(root, found);
  return found;
}
