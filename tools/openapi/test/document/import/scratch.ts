import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { DocumentError } from "../../../src/document/document-error.ts";

/** A document with everything that it needs and nothing else. */
export const SMALL_DOCUMENT = `openapi: 3.1.0
info:
  title: Small
  version: "1"
paths:
  /things/{id}:
    delete:
      operationId: deleteThing
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
      responses:
        "204":
          description: gone
`;

/** A page as vendors publish it: the block in four backticks, an example in another language beside it. */
export function pageWith(document: string, infoString = "yaml openapi.yaml delete /things/{id}"): string {
  return `> ## Documentation Index\n\n# Delete a thing\n\n\`\`\`bash\ncurl -X DELETE /things/1\n\`\`\`\n\n\`\`\`\`${infoString}\n${document}\`\`\`\``;
}

/** The line of the page on which `pageWith` puts the document's first line. */
export const FIRST_LINE = 10;

/** An empty repository that is gone after the test. */
export function scratchRepository(): string {
  const root = mkdtempSync(join(tmpdir(), "spec-import-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  return root;
}

/** Writes a file into a scratch repository and gives its path. */
export function scratchFile(root: string, name: string, content: string | Uint8Array): string {
  const file = join(root, name);
  writeFileSync(file, content);
  return file;
}

/** Names and contents of all files in `specs`; a lock that a killed command holds is a folder. */
export function specsOf(root: string): Record<string, string> {
  const folder = join(root, "specs");
  const entries = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [];
  const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

/** Lets nobody wait until the lock that a killed command holds counts as abandoned. */
export function abandonLock(root: string): void {
  const lock = join(root, "specs/.importing.lock");
  if (existsSync(lock)) utimesSync(lock, 1, 1);
}

/** The error that an action ends with. */
export async function documentErrorOf(action: () => unknown): Promise<DocumentError> {
  try {
    await action();
  } catch (error) {
    if (error instanceof DocumentError) return error;
    throw error;
  }
  throw new Error("expected a DocumentError");
}
