import type { SourceText } from "../../document-reading.ts";
import { cutOut } from "./cut-out.ts";
import { DOWNLOAD_LIMITS, readPublished } from "./published-source.ts";

export { isAddress } from "./public-address.ts";

/**
 * Reads a document as an import would, without importing it: from a file or an http(s) address, cut out of its page if it
 * stands in one.
 *
 * @throws {DocumentError} when it cannot be had, or is no OpenAPI document.
 */
export async function readSource(source: string, root: string): Promise<SourceText> {
  const { published, text } = cutOut(await readPublished(source, root, DOWNLOAD_LIMITS));
  return { file: published.file, text };
}
