import type { Document } from "yaml";
import { DocumentError } from "./document-error.ts";

/** So many nodes a document may have once its aliases are written out; one of 10 MB without any has less than a million. */
const MOST_NODES = 5_000_000;

/** How often one anchor may be meant, by way of others included: the parser's own limit is 100, which vendors pass. */
const MOST_ALIASES = 10_000;

/**
 * What a YAML text says. Where it has an alias, two places share a node.
 *
 * @throws {DocumentError} for an alias of nothing, and for a small text whose aliases stand for millions of nodes
 */
export function yamlValue(
  tree: Document,
  place: { readonly file: string; readonly line: number },
  remedy: string,
): unknown {
  try {
    const value: unknown = tree.toJS({ maxAliasCount: MOST_ALIASES });
    if (size(value, new Map()) > MOST_NODES) throw new ReferenceError(`they stand for more than ${MOST_NODES} nodes`);
    return value;
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    throw new DocumentError(place, `its aliases cannot be resolved: ${error.message}`, remedy, { cause: error });
  }
}

/** Counts shared nodes once for each place, and looks at them once. */
function size(node: unknown, known: Map<object, number>): number {
  if (typeof node !== "object" || node === null) return 1;
  let count = known.get(node);
  if (count === undefined) {
    // Where the node is found within itself, there is no end.
    known.set(node, Number.POSITIVE_INFINITY);
    count = 1;
    for (const child of Object.values(node)) count += size(child, known);
    known.set(node, count);
  }
  return count;
}
