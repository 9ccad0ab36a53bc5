import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { DocumentError } from "./document/document-error.ts";
import { readDocument, type SourceText } from "./document-reading.ts";
import type { Model } from "./model/types.ts";

/** Which document to read, and with which overlay. */
export interface ModelFiles {
  /** The document's file; its name without extension names the platform. */
  readonly document: string;
  /** The overlay's file; without one the model is that of the bare document. */
  readonly overlay?: string | undefined;
}

/**
 * Reads a document and its overlay into the model.
 *
 * @throws {DocumentError} naming file, place, rule and remedy if one of the two cannot be read or understood, or if an
 * action of the overlay matches nothing.
 */
export function loadModel({ document, overlay }: ModelFiles): Model {
  return readDocument(read(document), overlay === undefined ? undefined : read(overlay)).model();
}

/** Reads a platform of a repository: `specs/<platform>.yaml`, and its overlay unless the bare document is asked for. */
export function loadPlatform(root: string, platform: string, options: { readonly bare?: boolean } = {}): Model {
  const overlay = join(root, "specs", "overlays", `${platform}.yaml`);
  return loadModel({
    document: join(root, "specs", `${platform}.yaml`),
    overlay: options.bare !== true && existsSync(overlay) ? overlay : undefined,
  });
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
