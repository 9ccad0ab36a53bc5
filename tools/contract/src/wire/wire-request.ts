import type { IncomingMessage } from "node:http";

/** A request as it stands on the wire. */
export interface WireRequest {
  readonly method: string;
  /** The request target: path and query, not decoded. */
  readonly target: string;
  /** Names as sent, in order, repeated names repeated. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
}

/** A response as it stands on the wire. */
export interface WireResponse {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
}

/** The first header of a name; `undefined` where there is none. */
export function headerOf(message: Pick<WireResponse | WireRequest, "headers">, name: string): string | undefined {
  return message.headers.find(([known]) => known.toLowerCase() === name.toLowerCase())?.[1];
}

/** The media type of a message without its parameters, in lower case. */
export function mediaTypeOf(message: Pick<WireResponse | WireRequest, "headers">): string | undefined {
  return headerOf(message, "content-type")?.split(";")[0]?.trim().toLowerCase();
}

export function textOf(message: Pick<WireResponse | WireRequest, "body">): string {
  return new TextDecoder().decode(message.body);
}

/** What each connection says by itself. */
const OF_CONNECTION = ["connection", "content-length", "keep-alive", "transfer-encoding"];

export const isOfConnection = (header: string): boolean => OF_CONNECTION.includes(header.toLowerCase());

/**
 * The headers of a message that are handed on over another connection, names and values in turn, as Node takes them.
 *
 * @param others what is left out besides, in lower case
 */
export function ownHeaders({ headers }: WireResponse | WireRequest, others: readonly string[] = []): string[] {
  const dropped = new Set([...OF_CONNECTION, ...others]);
  return headers.filter(([name]) => !dropped.has(name.toLowerCase())).flat();
}

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
