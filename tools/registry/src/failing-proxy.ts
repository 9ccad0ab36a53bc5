import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * What becomes of an upload: `pass` takes it to the registry and the response back, `swallow` takes it there and cuts the
 * line instead of answering, `die` cuts all lines, now and for ever.
 */
export type UploadFate = "pass" | "swallow" | "die";

/** A registry behind a line that fails. */
export interface FailingProxy {
  readonly url: string;
  /** The paths of the uploads that the registry got, in their order. */
  readonly uploads: readonly string[];
  stop(): Promise<void>;
}

/**
 * Starts a proxy on loopback in front of a registry.
 *
 * @param fate decides about each upload, the first one being 1
 */
export async function startFailingProxy(registry: string, fate: (upload: number) => UploadFate): Promise<FailingProxy> {
  const uploads: string[] = [];
  let asked = 0;
  let dead = false;
  const server = createServer((incoming, outgoing) => {
    const upload = incoming.method === "PUT";
    if (upload) asked += 1;
    const decided = upload ? fate(asked) : "pass";
    if (decided === "die") dead = true;
    if (dead) {
      server.closeAllConnections();
      return;
    }
    if (upload) uploads.push(incoming.url ?? "");
    forward(registry, incoming, outgoing, decided === "swallow");
  });
  server.on("connection", (socket) => {
    if (dead) socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    uploads,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function forward(registry: string, incoming: IncomingMessage, outgoing: ServerResponse, swallow: boolean): void {
  const onward = request(
    new URL(incoming.url ?? "/", registry),
    { method: incoming.method, headers: incoming.headers },
    (response) => {
      if (swallow) {
        response.resume().once("end", () => outgoing.destroy());
        return;
      }
      outgoing.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(outgoing);
    },
  );
  onward.once("error", () => outgoing.destroy());
  incoming.pipe(onward);
}
