/** A server on the loopback that answers every request alike; a process of its own, so that it takes no time of the calls. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** What the server answers. */
export interface ServedResponse {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

const { status, headers, body } = JSON.parse(process.argv[2] ?? "") as ServedResponse; // of who has started it
const server = createServer((request, response) => {
  request.resume();
  request.on("end", () => response.writeHead(status, headers.flat()).end(body));
});
// A server that listens on a port has an address of that kind.
server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
process.once("disconnect", () => process.exit());
