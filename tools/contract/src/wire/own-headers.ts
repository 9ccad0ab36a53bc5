import type { WireAnswer, WireRequest } from "./wire-request.ts";

/** What each connection says by itself. */
const OF_CONNECTION = ["connection", "content-length", "keep-alive", "transfer-encoding"];

/**
 * The headers of a message that are handed on over another connection, names and values in turn, as Node takes them.
 *
 * @param others what is left out besides, in lower case
 */
export function ownHeaders({ headers }: WireAnswer | WireRequest, others: readonly string[] = []): string[] {
  const dropped = new Set([...OF_CONNECTION, ...others]);
  return headers.filter(([name]) => !dropped.has(name.toLowerCase())).flat();
}
