import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** Starts a server on loopback that is gone after the test, and gives the address of a page there. */
export async function server(listener: RequestListener): Promise<URL> {
  const running = createServer(listener);
  await new Promise<void>((resolve) => running.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    running.closeAllConnections();
    running.close();
  });
  // A server that listens on a port has an address with one.
  return new URL(`http://127.0.0.1:${(running.address() as AddressInfo).port}/page.md`);
}
