import { stringify } from "yaml";
import { fromPointer, nodeAt, referenceTokens } from "./pointer.ts";

/** An action of an overlay, ready to be written. */
export type OverlayAction = Readonly<Record<string, unknown>> & { readonly target: string };

/** The way to a node as a normalised JSONPath (RFC 9535, section 2.7): items of lists by number, all else by name. */
export function jsonPath(data: unknown, tokens: readonly (number | string)[]): string {
  let node = data;
  let path = "$";
  for (const token of tokens) {
    path += Array.isArray(node) ? `[${token}]` : `['${quoted(String(token))}']`;
    node = nodeAt(node, [token]);
  }
  return path;
}

function quoted(name: string): string {
  return JSON.stringify(name).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
}

/** An overlay with these actions, as a person would write it. */
export function overlayText(title: string, actions: readonly OverlayAction[]): string {
  return stringify({ overlay: "1.0.0", info: { title, version: "1.0.0" }, actions }, { lineWidth: 0 });
}

/** The lines of an overlay's list of actions, for one who has an overlay already. */
export function actionLines(actions: readonly OverlayAction[]): string {
  return stringify(actions, { lineWidth: 0 });
}

/** What a problem of a document is called by the linter. */
interface Problem {
  readonly rule: string;
  readonly message: string;
  readonly pointer: string;
}

/** The actions that repair a problem of a document, as far as it can be told. Values in capitals are for a person to fill in. */
export function repairsOf({ rule, message, pointer }: Problem, data: unknown): OverlayAction[] {
  const tokens = fromPointer(pointer);
  const description = `Repaired: ${message.replaceAll(/\s+/gu, " ")}`;
  const common = { description, "x-repair": true };
  const missing = /^The field `([^`]+)` must be present/u.exec(message)?.[1];
  if (missing !== undefined) return [{ target: jsonPath(data, tokens), ...common, update: { [missing]: "VALUE" } }];
  const reference = nodeAt(data, [...tokens, "$ref"]) ?? nodeAt(data, tokens);
  const path = referenceTokens(reference);
  if (rule === "no-unresolved-refs" && path !== undefined) {
    return [{ target: "$", ...common, update: path.reduceRight<unknown>((inner, token) => ({ [token]: inner }), {}) }];
  }
  if (message.startsWith("Expected type") || message.includes("can be one of")) {
    const key = tokens.at(-1) ?? "";
    return [{ target: jsonPath(data, tokens.slice(0, -1)), ...common, update: { [key]: "VALUE" } }];
  }
  const removal = { target: jsonPath(data, tokens), ...common, remove: true };
  if (message.startsWith("Property `const` is not expected")) {
    // What 3.1 calls `const`, 3.0 says with `enum`.
    const said = { enum: [nodeAt(data, tokens)] };
    return [{ target: jsonPath(data, tokens.slice(0, -1)), ...common, update: said }, removal];
  }
  return [removal];
}
