import type { IncomingMessage } from "node:http";
import type { WireRequest } from "./wire-request.ts";

/** Reads what arrives at a server, as it arrives. */
export async function readRequest(incoming: IncomingMessage): Promise<WireRequest> {
  const { method = "", url = "", rawHeaders } = incoming;
  return { method, target: url, headers: pairsOf(rawHeaders), body: await readBody(incoming) };
}

/** All of a message's body. */
export async function readBody(message: IncomingMessage): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of message) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Headers as pairs of name and value, out of Node's list of both in turn. */
export function pairsOf(raw: readonly string[]): [string, string][] {
  return raw.flatMap((name, index): [string, string][] => (index % 2 === 0 ? [[name, raw[index + 1] ?? ""]] : []));
}
