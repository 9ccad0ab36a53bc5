import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";

/** A request that has arrived in whole. */
export interface Delivery {
  readonly socket: Socket;
  /** Request line and header fields. */
  readonly head: string;
  /** Counted from 1, requests for tokens by themselves. */
  readonly number: number;
}

/** What a server does to a connection when a request has arrived. */
export type Behaviour = (delivery: Delivery) => void;

/** Where requests for tokens go. */
export const TOKEN_PATH = "/fault-token";

/** Where a case has its server: an address, and what arrived there. */
export interface Site {
  readonly url: string;
  /** The heads of the requests that arrived, but for those for tokens. */
  readonly heads: string[];
  readonly tokenHeads: string[];
}

interface OpenSite extends Site {
  readonly serve: Behaviour;
  readonly serveToken: Behaviour;
}

/** A server of bytes, not of HTTP: it does to each connection just what it is told. */
export class Loopback {
  readonly #server: Server;
  readonly #url: string;
  readonly #sockets: Set<Socket> = new Set();
  readonly #sites: Map<string, OpenSite> = new Map();

  private constructor(server: Server) {
    this.#server = server;
    this.#url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on TCP
    server.on("connection", (socket) => {
      this.#sockets.add(socket);
      socket.on("close", () => this.#sockets.delete(socket));
      // Clients hang up, too.
      socket.on("error", () => {});
    });
  }

  /** @param accept what it does with a connection, instead of reading requests */
  static async start(accept?: (socket: Socket) => void): Promise<Loopback> {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const loopback = new Loopback(server);
    server.on("connection", accept ?? ((socket) => forEachRequest(socket, (head) => loopback.#serve(socket, head))));
    return loopback;
  }

  /** Gives an address of its own to whoever calls: several of them can have one server. */
  open(serve: Behaviour, serveToken: Behaviour = serve): Site {
    const name = `site-${this.#sites.size}`;
    const site = { url: `${this.#url}/${name}`, heads: [], tokenHeads: [], serve, serveToken };
    this.#sites.set(name, site);
    return site;
  }

  /** No socket outlives its server. */
  stop(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }

  #serve(socket: Socket, head: string): void {
    const path = head.split(" ")[1] ?? "";
    const site = this.#sites.get(path.split("/")[1] ?? "");
    // A request for anything else has gone astray; whoever sent it gets no response.
    if (site === undefined) return;
    const isToken = path.endsWith(TOKEN_PATH);
    const heads = isToken ? site.tokenHeads : site.heads;
    heads.push(head);
    (isToken ? site.serveToken : site.serve)({ socket, head, number: heads.length });
  }
}

/** Calls back with the request line and header fields of each request, as soon as it has arrived in whole. */
export function forEachRequest(socket: Socket, serve: (head: string) => void): void {
  let received = "";
  socket.on("data", (chunk) => {
    received += chunk.toString("latin1");
    for (let end = received.indexOf("\r\n\r\n"); end >= 0; end = received.indexOf("\r\n\r\n")) {
      const head = received.slice(0, end);
      const next = end + 4 + Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
      if (received.length < next) return;
      received = received.slice(next);
      serve(head);
    }
  });
}
