import { statSync } from "node:fs";
import { isAbsolute, relative, resolve, sep } from "node:path";
import { isAddress } from "../import/public-address.ts";

/** Where a document can be fetched again, as far as its record tells. */
export type RecordedSource =
  | { readonly kind: "address"; readonly url: URL }
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "words" };

/**
 * Understands what `sources.json` says: an address and nothing else, or the path of a file within the repository.
 * Anything else are the words of the person who imported, such as the title of a page.
 */
export function recordedSource(source: string, root: string): RecordedSource {
  if (isAddress(source)) {
    const url = /\s/.test(source) ? null : URL.parse(source);
    return url === null ? { kind: "words" } : { kind: "address", url };
  }
  const path = resolve(root, source);
  const within = relative(root, path);
  const inside = within !== ".." && !within.startsWith(`..${sep}`) && !isAbsolute(within);
  return inside && statSync(path, { throwIfNoEntry: false })?.isFile() === true
    ? { kind: "file", path }
    : { kind: "words" };
}
