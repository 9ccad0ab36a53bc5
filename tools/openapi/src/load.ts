import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { DocumentError } from "./document/document-error.ts";
import { parseFile } from "./document/parse.ts";
import { applyRepairs } from "./document/repairs.ts";
import { replaceFiles } from "./document/replace-files.ts";
import { readDocument, type SourceText } from "./document-reading.ts";
import type { Model } from "./model/types.ts";

/** Which document to read, and with which overlay. */
export interface ModelFiles {
  /** The document's file; its name without extension names the platform. */
  readonly document: string;
  /** The overlay's file; without one the model is that of the bare document. */
  readonly overlay?: string | undefined;
  /** Applies of the overlay only what a bare document needs to be used at all. */
  readonly repairsOnly?: boolean | undefined;
}

/**
 * Reads a document and its overlay into the model.
 *
 * @throws {DocumentError} naming file, place, rule and remedy if one of the two cannot be read or understood, or if an
 * action of the overlay matches nothing.
 */
export function loadModel({ document, overlay, repairsOnly = false }: ModelFiles): Model {
  return readDocument(read(document), overlay === undefined ? undefined : read(overlay), { repairsOnly }).model();
}

/**
 * Reads a platform of a repository: `specs/<platform>.yaml`, and its overlay. Bare, the document is as its vendor published it,
 * but for what its overlay repairs so that it can be used at all.
 */
export function loadPlatform(root: string, platform: string, options: { readonly bare?: boolean } = {}): Model {
  const overlay = overlayFile(root, platform);
  return loadModel({
    document: documentFile(root, platform),
    overlay: existsSync(overlay) ? overlay : undefined,
    repairsOnly: options.bare === true,
  });
}

/** Both of a platform, with its overlay and bare: the same model where there is no overlay. @throws {DocumentError} */
export function loadBoth(root: string, platform: string): { readonly model: Model; readonly bareModel: Model } {
  const model = loadPlatform(root, platform);
  return {
    model,
    bareModel: existsSync(overlayFile(root, platform)) ? loadPlatform(root, platform, { bare: true }) : model,
  };
}

/**
 * The bare document of a platform in a file, for tools that read documents themselves: the vendor's own, or where that cannot be
 * used at all, a repaired copy beside the caches of the repository.
 *
 * @throws {DocumentError} as `loadPlatform` does.
 */
export function usableDocument(
  root: string,
  platform: string,
): { readonly file: string; readonly repairs: readonly string[] } {
  const file = documentFile(root, platform);
  const overlay = overlayFile(root, platform);
  if (!existsSync(overlay)) return { file, repairs: [] };
  const parsed = parseFile(file, read(file).text);
  const { words } = applyRepairs(parsed, parseFile(overlay, read(overlay).text));
  if (words.length === 0) return { file, repairs: [] };
  const folder = join(root, "node_modules", ".cache", "repaired-documents");
  mkdirSync(folder, { recursive: true });
  const repaired = join(folder, `${platform}.yaml`);
  replaceFiles([[repaired, JSON.stringify(parsed.data, undefined, 1)]]); // JSON is YAML
  return { file: repaired, repairs: words };
}

function documentFile(root: string, platform: string): string {
  return join(root, "specs", `${platform}.yaml`);
}

function overlayFile(root: string, platform: string): string {
  return join(root, "specs", "overlays", `${platform}.yaml`);
}

/** The platforms of a repository, sorted: one for each `specs/<platform>.yaml`. */
export function listPlatforms(root: string): string[] {
  return readdirSync(join(root, "specs"))
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => basename(name, ".yaml"))
    .sort();
}

function read(file: string): SourceText {
  try {
    return { file, text: readFileSync(file, "utf8") };
  } catch (error) {
    throw new DocumentError({ file }, `cannot be read: ${(error as NodeJS.ErrnoException).code}`, "check the name", {
      cause: error,
    });
  }
}
