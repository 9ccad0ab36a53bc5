import { stringify } from "yaml";
import { nodeAt } from "./pointer.ts";

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
