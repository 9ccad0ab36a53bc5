import {
  type Agent,
  createServer,
  type IncomingMessage,
  request as open,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import type { WireAnswer, WireRequest } from "./wire-request.ts";

/** One request that arrived, and the answer that went back. */
export interface Exchange {
  readonly request: WireRequest;
  /** Absent while there is none: the other side never answered. */
  answer?: WireAnswer;
}

/**
 * A loopback server between a client and a mock. It writes down what arrives as it arrives, before anything has
 * interpreted it, and hands it on unchanged; or answers by itself where the mock cannot.
 */
export interface Recorder {
  readonly url: string;
  /** What arrived since the last call of `take`. */
  take(): Exchange[];
  /** From now on each request is answered with this, and not handed on; `undefined` ends that. */
  answerWith(answer: WireAnswer | undefined): void;
  /** The next so many requests get no answer: the connection breaks once they have arrived. */
  breakOff(requests: number): void;
  stop(): Promise<void>;
}

/**
 * Starts a recorder in front of a server, for example `http://127.0.0.1:4010`; without one, only `answerWith` answers.
 *
 * @param options how requests are handed on, if not with a connection of their own and within five seconds
 */
export async function startRecorder(target?: string, options: SendOptions = {}): Promise<Recorder> {
  let exchanges: Exchange[] = [];
  let canned: WireAnswer | undefined;
  let broken = 0;
  const server = createServer((incoming, outgoing) => {
    void readBody(incoming).then((body) => {
      const request: WireRequest = {
        method: incoming.method ?? "",
        target: incoming.url ?? "",
        headers: pairsOf(incoming.rawHeaders),
        body,
      };
      const exchange: Exchange = { request };
      exchanges.push(exchange);
      if (broken > 0) {
        broken -= 1;
        outgoing.destroy();
      } else if (canned !== undefined) reply(outgoing, exchange, canned);
      else if (target === undefined) reply(outgoing, exchange, NOTHING_BEHIND);
      else {
        send(target, request, options).then(
          (answer) => reply(outgoing, exchange, answer),
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
    answerWith: (answer) => {
      canned = answer;
    },
    breakOff: (requests) => {
      broken = requests;
    },
    stop: () => close(server),
  };
}

const NOTHING_BEHIND: WireAnswer = { status: 501, headers: [], body: new Uint8Array() };

/** How a request is sent. */
interface SendOptions {
  /** In milliseconds, after which it fails: Prism never answers some requests. By default five seconds. */
  readonly deadline?: number;
  /** Keeps connections; by default each request has one of its own. */
  readonly agent?: Agent;
}

/** Sends a request exactly as it is written: nothing is added but `host`, `connection` and the body's length. */
export function send(base: string, wire: WireRequest, options: SendOptions = {}): Promise<WireAnswer> {
  const { deadline = 5_000, agent } = options;
  const { hostname, port } = new URL(base);
  const skipped = new Set(["connection", "content-length", "host", "keep-alive", "transfer-encoding"]);
  const headers = wire.headers.filter(([name]) => !skipped.has(name.toLowerCase())).flat();
  if (hasLength(wire)) headers.push("content-length", String(wire.body.length));
  return new Promise((resolve, reject) => {
    const outgoing = open(
      {
        hostname,
        port,
        method: wire.method,
        path: wire.target,
        headers: [
          "host",
          `${hostname}:${port}`,
          "connection",
          agent === undefined ? "close" : "keep-alive",
          ...headers,
        ],
        signal: AbortSignal.timeout(deadline),
        agent: agent ?? false,
      },
      (incoming) => {
        readBody(incoming).then(
          (body) => resolve({ status: incoming.statusCode ?? 0, headers: pairsOf(incoming.rawHeaders), body }),
          reject,
        );
      },
    );
    outgoing.on("error", reject);
    outgoing.end(wire.body);
  });
}

/** Whether a request says how long its body is. A POST without one says so, too, or Node announces one in chunks. */
export function hasLength({ method, body }: WireRequest): boolean {
  return body.length > 0 || /^(?:PATCH|POST|PUT)$/.test(method);
}

/** Listens on a free port of the loopback. */
export function listen(server: Server): Promise<string> {
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

function reply(outgoing: ServerResponse, exchange: Exchange, answer: WireAnswer): void {
  exchange.answer = answer;
  const skipped = new Set(["connection", "content-length", "keep-alive", "transfer-encoding"]);
  outgoing.writeHead(answer.status, answer.headers.filter(([name]) => !skipped.has(name.toLowerCase())).flat());
  outgoing.end(answer.body);
}

export async function readBody(message: IncomingMessage): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of message) chunks.push(chunk);
  return Buffer.concat(chunks);
}

export function pairsOf(raw: readonly string[]): [string, string][] {
  return raw.flatMap((name, index): [string, string][] => (index % 2 === 0 ? [[name, raw[index + 1] ?? ""]] : []));
}
