import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DocumentError } from "./document/document-error.ts";
import { checkPlatformName } from "./document/import/specs-folder.ts";
import type { LintProblem } from "./document/lint.ts";
import { applyOverlay } from "./document/overlay.ts";
import { type ParsedFile, parseFile } from "./document/parse.ts";
import { fromPointer } from "./document/pointer.ts";
import { loadPlatform } from "./load.ts";

/** The problems of one platform's document. */
export interface PlatformLint {
  readonly platform: string;
  /** Path of the document, relative to the repository. */
  readonly file: string;
  readonly problems: readonly LintProblem[];
}

/**
 * Lints `specs/<platform>.yaml` as everyone else reads it, with its overlay applied. Lines are those of the document.
 *
 * @throws {DocumentError} when the document or its overlay cannot be read into the model.
 */
export async function lintPlatform(root: string, platform: string): Promise<PlatformLint> {
  checkPlatformName(platform);
  const file = `specs/${platform}.yaml`;
  const document = parsedFile(root, file, "run `spec import` for the platform first");
  const overlay = `specs/overlays/${platform}.yaml`;
  if (existsSync(join(root, overlay))) {
    applyOverlay(document, parsedFile(root, overlay, "check its permissions"));
  }
  loadPlatform(root, platform);
  // Loaded only for what comes this far: the linter alone takes half a second to load.
  const { lintText } = await import("./document/lint.ts");
  const problems = await lintText({ text: JSON.stringify(document.data), data: document.data });
  return {
    platform,
    file,
    problems: problems.map((problem) => ({ ...problem, line: document.lineOf(fromPointer(problem.pointer)) })),
  };
}

function parsedFile(root: string, file: string, remedy: string): ParsedFile {
  let text: string;
  try {
    text = readFileSync(join(root, file), "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown reason";
    throw new DocumentError({ file }, `the file cannot be read (${code})`, remedy, { cause: error });
  }
  return parseFile(file, text);
}
