import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type SendOptions, send } from "./send.ts";
import { ownHeaders, readRequest, type WireRequest, type WireResponse } from "./wire-request.ts";

/** One request that arrived, and the response that went back. */
export interface Exchange {
  /** Without what stands before its path for the server that it arrived at. */
  readonly request: WireRequest;
  /** That part of the path; `""` for none. */
  readonly place: string;
  /** Absent while there is none: the other side never answered. */
  response?: WireResponse;
}

/**
 * A loopback server between a client and a mock. It writes down what arrives as it arrives, before anything has
 * interpreted it, and hands it on unchanged; or responses by itself where the mock cannot.
 */
export interface Recorder {
  readonly url: string;
  /** What arrived since the last call of `take`. */
  take(): Exchange[];
  /** From now on each request is answered with this, and not handed on; `undefined` ends that. */
  respondWith(response: WireResponse | undefined): void;
  /** The next so many requests get no response: the connection breaks once they have arrived. */
  breakOff(requests: number): void;
  stop(): Promise<void>;
}

/**
 * Starts a recorder in front of a server, for example `http://127.0.0.1:4010`; without one, only `respondWith` responses.
 *
 * @param options how requests are handed on, if not with a connection of their own and within five seconds
 * @param places beginnings of paths, each of which stands for a server of the document
 */
export async function startRecorder(
  target?: string,
  options: SendOptions = {},
  places: readonly string[] = [],
): Promise<Recorder> {
  let exchanges: Exchange[] = [];
  let canned: WireResponse | undefined;
  let broken = 0;
  const server = createServer({ maxHeaderSize: LONGEST_HEADERS }, (incoming, outgoing) => {
    void readRequest(incoming).then((arrived) => {
      const place = places.find((one) => arrived.target.startsWith(`${one}/`)) ?? "";
      const request = { ...arrived, target: arrived.target.slice(place.length) };
      const exchange: Exchange = { request, place };
      exchanges.push(exchange);
      if (broken > 0) {
        broken -= 1;
        outgoing.destroy();
      } else if (canned !== undefined) reply(outgoing, exchange, canned);
      else if (target === undefined) reply(outgoing, exchange, NOTHING_BEHIND);
      else {
        send(target, request, options).then(
          (response) => reply(outgoing, exchange, response),
          () => outgoing.destroy(),
        );
      }
    });
  });
  return {
    url: await listen(server),
    take: () => {
      const taken = exchanges;
      exchanges = [];
      return taken;
    },
    respondWith: (response) => {
      canned = response;
    },
    breakOff: (requests) => {
      broken = requests;
    },
    stop: () => close(server),
  };
}

/** In bytes: a list in a query may be long, and a document may allow a thousand items. */
export const LONGEST_HEADERS = 1_000_000;

const NOTHING_BEHIND: WireResponse = { status: 501, headers: [], body: new Uint8Array() };

/** Listens on a free port of the loopback. */
export function listen(server: Server): Promise<string> {
  // On a busy machine cases may rest for longer than the usual five seconds: a connection that ends just when it is used again
  // breaks a request. So it is the client that ends it.
  server.keepAliveTimeout = 0;
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      // A server that listens on a port has an address of that kind.
      const { port } = server.address() as AddressInfo;
      resolve(`http://127.0.0.1:${port}`);
    });
  });
}

export function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function reply(outgoing: ServerResponse, exchange: Exchange, response: WireResponse): void {
  exchange.response = response;
  // What is not said of a response, it does not say.
  outgoing.sendDate = false;
  outgoing.writeHead(response.status, ownHeaders(response)).end(response.body);
}
