/** Ways to send a request over TLS, as users of Node have them. */
import { once } from "node:events";
import { request as httpsRequest } from "node:https";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { Readable } from "node:stream";
import { Agent, type Dispatcher, ProxyAgent, fetch as undiciFetch } from "undici";
import { onTestFinished } from "vitest";
import type { Fetch, FetchedResponse } from "../../src/definition.ts";
import { nodeTransport } from "../../src/node/transport.ts";

/** A proxy that does what CONNECT asks for, and no more. */
async function connectProxy(): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    sockets.add(client);
    client.on("error", () => {});
    client.once("data", (head: Buffer) => {
      const port = Number(/^CONNECT [^:]+:(\d+)/.exec(head.toString())?.[1]);
      const back = connect(port, "127.0.0.1", () => {
        client.write("HTTP/1.1 200 OK\r\n\r\n");
        client.pipe(back);
        back.pipe(client);
      });
      back.on("error", () => client.destroy());
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** `fetch` of undici, the one that Node has, with a dispatcher of its own. */
function fetchWith(dispatcher: Dispatcher): Fetch {
  onTestFinished(() => dispatcher.destroy());
  // Its types are those of undici, and what it gives has a status, headers and a body.
  return (url, init) =>
    undiciFetch(url, { ...(init as object), dispatcher } as never) as unknown as Promise<FetchedResponse>;
}

/** A `fetch` as people make it of node:https. */
const httpsFetch =
  (ca: string): Fetch =>
  (url, { method, headers, body, signal }) =>
    new Promise((resolve, reject) => {
      const options = { ca, method, headers: headers as Record<string, string>, signal: signal ?? undefined };
      const request = httpsRequest(url, options as object, (response) => {
        resolve({
          status: response.statusCode ?? 0,
          headers: new Headers(response.headers as Record<string, string>),
          body: Readable.toWeb(response) as unknown as ReadableStream<Uint8Array>,
        });
      });
      request.on("error", reject);
      request.end(body ?? undefined);
    });

/** By name; each trusts this certificate. */
export const transports: Readonly<Record<string, (ca: string) => Promise<Fetch>>> = {
  fetch: async (ca) => fetchWith(new Agent({ connect: { ca } })),
  "fetch through a proxy": async (ca) => fetchWith(new ProxyAgent({ uri: await connectProxy(), requestTls: { ca } })),
  "a fetch made of node:https": async (ca) => httpsFetch(ca),
  "./node": async (ca) => {
    const dispatcher = new Agent({ connect: { ca } });
    onTestFinished(() => dispatcher.destroy());
    return nodeTransport({ dispatcher });
  },
  "./node through a proxy": async (ca) => {
    const dispatcher = new ProxyAgent({ uri: await connectProxy(), requestTls: { ca } });
    onTestFinished(() => dispatcher.destroy());
    return nodeTransport({ dispatcher });
  },
};
