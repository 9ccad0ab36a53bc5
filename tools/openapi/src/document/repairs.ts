import { METHODS } from "../model/types.ts";
import { applyOverlay } from "./overlay.ts";
import { isObject, type JsonObject, type ParsedFile, parseFile } from "./parse.ts";
import { nodeAt } from "./pointer.ts";

/** What was repaired in a document that is otherwise as the vendor published it. */
export interface Repairs {
  /** In words, one for each; empty: the document can be used as it is. */
  readonly words: readonly string[];
}

/**
 * Repairs a bare document, in place, with as little of its overlay as it takes: the actions marked `x-repair` or `x-left-out`,
 * and the security schemes that the document names and defines nowhere. Nothing else of the overlay is applied, so that what
 * is judged by the document is judged by the vendor's word.
 *
 * @throws {DocumentError} if one of these actions cannot be applied.
 */
export function applyRepairs(document: ParsedFile, overlay: ParsedFile): Repairs {
  const missing = missingSchemes(document.data);
  const defined = missing.length === 0 ? {} : schemesAfter(document, overlay);
  const actions = Array.isArray(overlay.data.actions) ? overlay.data.actions.filter(isRepair) : [];
  if (actions.length > 0) applyOverlay(document, { ...overlay, data: { ...overlay.data, actions } });
  const found = missing.flatMap((name) => (Object.hasOwn(defined, name) ? [[name, defined[name]] as const] : []));
  for (const [name, scheme] of found) {
    const components = mappingIn(document.data, "components");
    mappingIn(components, "securitySchemes")[name] = structuredClone(scheme);
  }
  return {
    words: [
      ...actions.map(({ target, description }) => `${String(target)}: ${String(description ?? "repaired")}`),
      ...found.map(([name]) => `the security scheme ${name}, which the document names and does not define`),
    ],
  };
}

function isRepair(action: unknown): action is JsonObject {
  return isObject(action) && (action["x-repair"] === true || action["x-left-out"] !== undefined);
}

/** The security schemes that a document asks for and does not define. */
export function missingSchemes(data: JsonObject): string[] {
  const operations = Object.values(isObject(data.paths) ? data.paths : {}).flatMap((item) =>
    METHODS.map((method) => nodeAt(item, [method])),
  );
  const named = [data, ...operations].flatMap((holder) => {
    const security = nodeAt(holder, ["security"]);
    return Array.isArray(security) ? security.flatMap((requirement) => Object.keys(Object(requirement))) : [];
  });
  return [...new Set(named)].filter((name) => nodeAt(data, ["components", "securitySchemes", name]) === undefined);
}

function schemesAfter(document: ParsedFile, overlay: ParsedFile): JsonObject {
  const whole = parseFile(document.file, JSON.stringify(document.data));
  applyOverlay(whole, overlay);
  const schemes = nodeAt(whole.data, ["components", "securitySchemes"]);
  return isObject(schemes) ? schemes : {};
}

function mappingIn(holder: JsonObject, key: string): JsonObject {
  const present = holder[key];
  if (isObject(present)) return present;
  const made: JsonObject = {};
  holder[key] = made;
  return made;
}
