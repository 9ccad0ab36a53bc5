import { DocumentError } from "../document/document-error.ts";
import { jsonPath } from "../document/overlay-lines.ts";
import type { JsonObject } from "../document/parse.ts";
import { fromPointer } from "../document/pointer.ts";
import type { DocumentContext } from "./context.ts";

/** Lines of an overlay that are longer than this are no help. */
const LONGEST = 500;

/**
 * A list where one schema has to be: older drafts of JSON Schema have them under `items`.
 *
 * @throws {DocumentError} always, with an action that says what is probably meant.
 */
export function failAtList(context: DocumentContext, key: string, list: readonly unknown[], holder: JsonObject): never {
  const source = context.sourceOf(holder);
  const target = jsonPath(context.data, fromPointer(context.placeOf(source)));
  const meant = JSON.stringify({ [key]: list.length === 1 ? list[0] : { anyOf: list } });
  throw new DocumentError(
    context.sourceWithin(source, [key]),
    `\`${key}\` is a list, and no schema`,
    `say in an overlay which schema is meant${meant.length > LONGEST ? "" : `, such as { target: "${target}", update: ${meant} }`}`,
  );
}
