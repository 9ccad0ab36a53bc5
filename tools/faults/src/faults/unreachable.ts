import type { Socket } from "node:net";
import { refusingAddress } from "@workshop/config/loopback-ports";
import { type Fault, unknown, unsent } from "../fault.ts";
import { fullListener } from "../server/full-listener.ts";

const group = "unreachable";
/** A TLS alert: fatal, handshake failure. */
const alert = Buffer.from([0x15, 3, 3, 0, 2, 2, 40]);

/** A server that does something else than a TLS handshake. */
function tls(name: string, accept: (socket: Socket) => void): Fault {
  return {
    name,
    group,
    expected: unsent("tls"),
    accept: () => accept,
    baseUrl: ({ server }) => server.url.replace("http:", "https:"),
  };
}

/** Nothing is sent, and the error says so. */
export const unreachableFaults: readonly Fault[] = [
  {
    name: "nobody listens",
    group,
    expected: unsent("refused"),
    baseUrl: async () => `http://${await refusingAddress()}`,
  },
  {
    name: "nobody listens, and it is tried three times",
    group,
    expected: unsent("refused"),
    baseUrl: async () => `http://${await refusingAddress()}`,
    client: () => ({ retry: { maxDelay: 1 } }),
  },
  {
    // A label of more than 63 characters is refused by the resolver of the machine: nobody else is asked.
    name: "a host name that does not exist",
    group,
    expected: unsent("dns"),
    baseUrl: () => `https://${"x".repeat(64)}.invalid`,
  },
  {
    name: "a port that fetch does not let anybody connect to",
    group,
    expected: (_subject, way) => unsent(way === "node" ? "refused" : "unreachable"),
    baseUrl: () => "http://127.0.0.1:1",
  },
  {
    name: "a handshake of TCP that never ends",
    group,
    expected: unsent("unreachable"),
    baseUrl: fullListener,
    // Node's own limit is ten seconds; its agent takes another one.
    client: () => ({ fetch: impatientFetch }),
  },
  {
    ...tls("TLS to a plain port", (socket) => {
      socket.once("data", () => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
    }),
    // The same error comes where a tunnel writes plain text into a connection on which the request was read.
    expected: unknown("connection", undefined, 0),
  },
  tls("a handshake of TLS that is closed", (socket) => {
    socket.once("data", () => socket.end());
  }),
  {
    ...tls("a handshake of TLS that is reset", (socket) => {
      socket.once("data", () => socket.resetAndDestroy());
    }),
    // Node says no more than it does of a connection that breaks later.
    expected: unknown("connection", undefined, 0),
  },
  tls("a handshake of TLS that is closed at once", (socket) => void socket.end()),
  {
    ...tls("a handshake of TLS that is refused", (socket) => {
      socket.once("data", () => socket.end(alert));
    }),
    // An alert of the server may come after it has read the request, too (TLS 1.3, a client's certificate).
    expected: unknown("connection", undefined, 0),
  },
];

type Agent = new (options: { connect: { timeout: number } }) => object;

function impatientFetch(url: string, init: RequestInit): Promise<Response> {
  const symbols = globalThis as unknown as Record<symbol, { constructor: Agent } | undefined>; // undici puts its agent there
  const agent = symbols[Symbol.for("undici.globalDispatcher.1")];
  if (agent === undefined) throw new Error("Node has no agent yet");
  const dispatcher = new agent.constructor({ connect: { timeout: 100 } });
  return fetch(url, { ...init, dispatcher } as RequestInit);
}
