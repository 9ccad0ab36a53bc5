import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer, type Server, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** A server that does to a connection whatever a test says, as soon as a request's head has arrived. */
export interface Loopback {
  readonly url: string;
  /** The heads of the requests that arrived. */
  readonly requests: string[];
}

export async function serve(
  behave: (socket: Socket, head: string) => void,
  accept?: (socket: Socket) => void,
): Promise<Loopback> {
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    accept?.(socket);
    let received = "";
    socket.on("data", (chunk) => {
      received += chunk;
      for (let end = received.indexOf("\r\n\r\n"); end >= 0; end = received.indexOf("\r\n\r\n")) {
        const head = received.slice(0, end);
        received = received.slice(end + 4 + Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0));
        requests.push(head);
        behave(socket, head);
      }
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}
