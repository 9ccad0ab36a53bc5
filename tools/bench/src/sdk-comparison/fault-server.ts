import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { Delivery, Exchange, Fault } from "./faults/fault.ts";
import { respond, succeed } from "./faults/respond.ts";
import type { PlatformOperation } from "./platform-operations.ts";

/** A server that misbehaves in one way, on this machine only, and what has arrived at it. */
export interface FaultServer {
  readonly origin: string;
  readonly deliveries: readonly Delivery[];
  /** What arrived at the other origin, to which redirects lead. */
  readonly elsewhere: readonly Delivery[];
  readonly stop: () => Promise<void>;
}

/** @param prologue paths that are no part of the call: they are answered, and not counted */
export async function startFaultServer(
  fault: Fault,
  operation: PlatformOperation,
  prologue: Readonly<Record<string, unknown>> = {},
): Promise<FaultServer> {
  const deliveries: Delivery[] = [];
  const strayed: Delivery[] = [];
  const other = await listen((exchange, delivery) => {
    strayed.push(delivery);
    succeed(exchange);
  });
  const main = await listen((exchange, delivery) => {
    const expected = prologue[delivery.url.pathname];
    if (expected !== undefined) return respond(exchange, 200, expected);
    deliveries.push(delivery);
    (fault.respond ?? succeed)({ ...exchange, number: deliveries.length });
  });
  if (fault.unreachable) await close(main);
  return {
    origin: originOf(main),
    deliveries,
    elsewhere: strayed,
    stop: async () => {
      await Promise.all([main, other].map(close));
    },
  };

  async function listen(handle: (exchange: Exchange, delivery: Delivery) => void): Promise<Listening> {
    const server = createServer(async (request, response) => {
      // A client that goes away in the middle is one of the things that are looked at.
      const body = await text(request).catch(() => undefined);
      if (body === undefined) return;
      response.on("error", () => {});
      handle(
        { request, response, operation, number: 0, elsewhere: other && originOf(other) },
        deliveryOf(request, body),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return { server, port: (server.address() as AddressInfo).port }; // it listens on a port
  }
}

interface Listening {
  readonly server: Server;
  readonly port: number;
}

function originOf({ port }: Listening): string {
  return `http://127.0.0.1:${port}`;
}

async function close({ server }: Listening): Promise<void> {
  if (!server.listening) return;
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
}

function deliveryOf({ method = "", url = "/", headers }: IncomingMessage, body: string): Delivery {
  return { method, url: new URL(url, "http://127.0.0.1"), headers, body, at: performance.now() };
}
