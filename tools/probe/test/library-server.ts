import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";
import { close, listen } from "@workshop/contract";

/** The folder that holds the library's document, as a repository does. */
export const LIBRARY_ROOT: string = join(import.meta.dirname, "library");

/** The one key that lets in. */
export const LIBRARY_KEY = "library-key-7f3a";

/** A request as the server got it. */
export interface Visit {
  readonly method: string;
  readonly path: string;
  readonly key: string | undefined;
}

/** Responses a request otherwise than the document says; `false` leaves it to the server that conforms. */
export type Deviate = (request: IncomingMessage, response: ServerResponse, url: URL) => boolean;

/** A server of the library. */
export interface LibraryServer {
  readonly url: URL;
  readonly visits: readonly Visit[];
  stop(): Promise<void>;
}

/** Starts a server that does what the document says, but for what `deviate` does. */
export async function startLibrary(deviate: Deviate = () => false): Promise<LibraryServer> {
  const visits: Visit[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "", "http://library.test");
    const key = request.headers["x-library-key"];
    visits.push({ method: request.method ?? "", path: url.pathname, key: typeof key === "string" ? key : undefined });
    if (!deviate(request, response, url)) conform(request, response, url);
  });
  return { url: new URL(await listen(server)), visits, stop: () => close(server) };
}

/** Responses in words. */
export function say(response: ServerResponse, status: number, words: string): true {
  response.writeHead(status, { "content-type": "text/plain" }).end(words);
  return true;
}

/** Responses with a list of books. */
export function list(
  response: ServerResponse,
  books: unknown,
  headers: Record<string, string> = { "x-total": "1" },
): true {
  response.writeHead(200, { "content-type": "application/json", ...headers }).end(JSON.stringify(books));
  return true;
}

function conform(request: IncomingMessage, response: ServerResponse, url: URL): void {
  if (request.headers["x-library-key"] !== LIBRARY_KEY) return void say(response, 401, "who are you?");
  if (request.method === "POST") return void response.writeHead(204).end();
  if (request.method === "GET") {
    const limit = url.searchParams.get("limit");
    if (limit !== null && !/^([1-9]\d?|100)$/.test(limit)) return void say(response, 400, "how many?");
    return void list(response, [{ id: 1, title: "Erewhon", shelfmark: "X 17" }]);
  }
  if (!/^\d{4}-\d\d-\d\dT.*Z$/.test(url.searchParams.get("before") ?? ""))
    return void say(response, 400, "before when?");
  say(response, 404, "there is no such shelf");
}
