import { basename, extname } from "node:path";
import { applyOverlay } from "./document/overlay.ts";
import { type JsonObject, parseFile } from "./document/parse.ts";
import { applyRepairs } from "./document/repairs.ts";
import { buildModel } from "./model/build.ts";
import type { Model } from "./model/types.ts";

/** A text, and what it is called in messages. */
export interface SourceText {
  /** The file or address as the user named it. */
  readonly file: string;
  readonly text: string;
}

/** A document after its overlay. */
export interface DocumentReading {
  /** As it is written. Do not change it. */
  readonly data: Readonly<JsonObject>;
  /**
   * The model of it; the document's name without extension names the platform.
   *
   * @throws {DocumentError} for the first clause that cannot be understood.
   */
  model(): Model;
}

/**
 * Reads a document, and applies its overlay if it has one.
 *
 * @param options - `repairsOnly`: applies of the overlay only what a bare document needs to be used at all.
 * @throws {DocumentError} if one of the two cannot be parsed, or if an action of the overlay matches nothing.
 */
export function readDocument(
  document: SourceText,
  overlay?: SourceText,
  { repairsOnly = false }: { readonly repairsOnly?: boolean } = {},
): DocumentReading {
  const parsed = parseFile(document.file, document.text);
  const overlaid = overlay && parseFile(overlay.file, overlay.text);
  if (overlaid !== undefined && repairsOnly) applyRepairs(parsed, overlaid);
  const origins = overlaid === undefined || repairsOnly ? undefined : applyOverlay(parsed, overlaid);
  return {
    data: parsed.data,
    model: () => buildModel(basename(document.file, extname(document.file)), parsed, origins),
  };
}
