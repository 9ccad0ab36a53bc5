import { createHash } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Fetched } from "../import/fetch-published.ts";
import { nodeAt } from "../pointer.ts";
import { replaceFiles } from "../replace-files.ts";

/**
 * Not under version control: these change with every deployment of a vendor's pages, and losing them costs no more than
 * a download.
 */
const FOLDER = "node_modules/.cache/spec-update";

/** What an address responded with earlier; `undefined` where that is not known, or cannot be read. */
export function recallResponse(root: string, address: string): Fetched | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(fileOf(root, address), "utf8"));
    const text = (...path: string[]): string | undefined => {
      const node = nodeAt(value, path);
      return typeof node === "string" ? node : undefined;
    };
    const [etag, lastModified] = [text("validators", "etag"), text("validators", "lastModified")];
    const [retrievedFrom, body, sha256] = [text("retrievedFrom"), text("body"), text("sha256")];
    if (retrievedFrom === undefined || body === undefined) return undefined;
    const bytes = Buffer.from(body, "base64");
    if (hash(bytes) !== sha256) return undefined;
    const validators = {
      ...(etag === undefined ? {} : { etag }),
      ...(lastModified === undefined ? {} : { lastModified }),
    };
    return { bytes, retrievedFrom, validators };
  } catch {
    return undefined;
  }
}

/**
 * Remembers what an address responded with, if its server can be asked whether that is still so. Where the folder cannot
 * be written, nothing is lost.
 */
export function rememberResponse(root: string, address: string, fetched: Fetched): void {
  const { bytes, retrievedFrom, validators } = fetched;
  if (validators.etag === undefined && validators.lastModified === undefined) return;
  const body = Buffer.from(bytes).toString("base64");
  const entry = { address, retrievedFrom, validators, sha256: hash(bytes), body };
  try {
    mkdirSync(join(root, FOLDER), { recursive: true });
    replaceFiles([[fileOf(root, address), `${JSON.stringify(entry, null, 2)}\n`]]);
  } catch {
    // As the words above say.
  }
}

function fileOf(root: string, address: string): string {
  return join(root, FOLDER, `${hash(address)}.json`);
}

function hash(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
