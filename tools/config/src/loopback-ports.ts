import { randomInt } from "node:crypto";
import { type EventEmitter, once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";

/**
 * A port of this machine that was free a moment ago, for a program that does not tell which one it takes by itself. From
 * below those that systems hand out (Linux from 32,768, others from 49,152): nobody who asks for any port can be given it
 * in the meantime.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 30_000);
    const server = createServer().listen(port, "127.0.0.1");
    if (!(await happens(server, "listening"))) continue;
    server.close();
    await once(server, "close");
    return port;
  }
}

/**
 * An address (`127.0.0.1:1234`) where nobody listens, and nobody will until the process ends: the near end of a connection
 * has the port. A port that was merely let go would soon be the next server's. It keeps no process up.
 */
export function refusingAddress(): Promise<string> {
  refusing ??= refuse();
  return refusing;
}

let refusing: Promise<string> | undefined;

async function refuse(): Promise<string> {
  const server = createServer((accepted) => void accepted.unref()).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // it listens on TCP
  server.unref();
  for (;;) {
    // Not one that systems hand out: a connection to it could be given the port itself, and be its own other end.
    const socket = connect({ port, host: "127.0.0.1", localPort: await freePort() });
    if (!(await happens(socket, "connect"))) continue; // somebody else has taken the port
    socket.unref();
    return `127.0.0.1:${socket.localPort}`;
  }
}

/** Whether it does, and no error comes in its place. */
async function happens(emitter: EventEmitter, event: string): Promise<boolean> {
  return await once(emitter, event).then(
    () => true,
    () => false,
  );
}
