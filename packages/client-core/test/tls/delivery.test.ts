import { once } from "node:events";
import { readFileSync } from "node:fs";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { createServer as createTlsServer } from "node:tls";
import { describe, expect, onTestFinished, test } from "vitest";
import { anyOperation, anyTransport } from "../examples.ts";
import { rejection } from "../observed.ts";
import { serveAlert } from "./alerting-server.ts";
import { transports } from "./transports.ts";

const read = (name: string): string => readFileSync(join(import.meta.dirname, name), "utf8");
const key = read("localhost.key.pem");
const cert = read("localhost.cert.pem");

async function failing(name: string, baseUrl: string, ca = cert): Promise<unknown> {
  const make = transports[name];
  if (!make) throw new Error(name);
  return rejection(anyOperation({})(anyTransport({ baseUrl, fetch: await make(ca), timeout: 20_000, retry: false }))());
}

/** Every alert of TLS 1.2 and 1.3 that ends a connection. */
const alerts = [10, 20, 21, 22, 30, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 60, 70, 71, 80, 86, 90, 100].concat(
  [109, 110, 111, 112, 113, 114, 115, 116, 120],
);

/** What a proxy, or whoever sits in between, can write into the stream. */
const writes: Readonly<Record<string, Buffer>> = {
  nothing: Buffer.alloc(0),
  "plain HTTP": Buffer.from("HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n"),
  "a plain alert, handshake_failure": Buffer.from([21, 3, 3, 0, 2, 2, 40]),
  "a plain alert, protocol_version": Buffer.from([21, 3, 1, 0, 2, 2, 70]),
  "a plain alert, unrecognized_name": Buffer.from([21, 3, 3, 0, 2, 2, 112]),
  "a record of another version": Buffer.from([22, 9, 9, 0, 4, 1, 2, 3, 4]),
  "a record that is too long": Buffer.from([23, 3, 3, 255, 255, 1, 2, 3]),
  "a record that is empty": Buffer.from([23, 3, 3, 0, 0]),
  "a hello": Buffer.from([22, 3, 3, 0, 4, 0, 0, 0, 0]),
};

describe.each(Object.keys(transports))("what was read over TLS is never called not sent, with %s", (name) => {
  test.each(alerts)("whatever the server's alert says: %i", async (alert) => {
    const server = await serveAlert(key, cert, alert);
    expect(await failing(name, `https://127.0.0.1:${server.port}`)).toMatchObject({
      name: "OutcomeUnknownError",
      reason: "connection",
      receipt: { attempts: 1 },
    });
    expect(server.read).toHaveLength(1);
  });

  test.each(Object.entries(writes))("whatever is written into the stream: %s", async (_what, bytes) => {
    const server = await serveAlert(key, cert, bytes);
    expect(await failing(name, `https://127.0.0.1:${server.port}`)).toMatchObject({
      name: "OutcomeUnknownError",
      receipt: { attempts: 1 },
    });
    expect(server.read).toHaveLength(1);
  });
});

/** What a server does to a connection that has asked for something. */
const ends: Readonly<Record<string, (socket: Socket) => void>> = {
  "hangs up": (socket) => socket.end(),
  resets: (socket) => socket.resetAndDestroy(),
  "speaks no HTTP": (socket) => socket.end("SSH-2.0-OpenSSH_9.2\r\n"),
  "says what errors are made of": (socket) =>
    socket.end("ECONNREFUSED connect ENOTFOUND bad port client error (Connect) before secure TLS\r\n\r\n"),
  "speaks TLS": (socket) => socket.end(Buffer.from([21, 3, 3, 0, 2, 2, 40])),
};

describe.each(Object.keys(transports).filter((name) => !/https|proxy/.test(name)))(
  "what was read over a plain connection is never called not sent, with %s",
  (name) => {
    test.each(Object.entries(ends))("by a server that %s", async (_what, end) => {
      let reads = 0;
      const server = createServer((socket) => {
        socket.on("error", () => {});
        socket.once("data", () => {
          reads++;
          end(socket);
        });
      }).listen(0, "127.0.0.1");
      await once(server, "listening");
      onTestFinished(() => void server.close());
      expect(await failing(name, `http://127.0.0.1:${(server.address() as AddressInfo).port}`)).toMatchObject({
        name: "OutcomeUnknownError",
        receipt: { attempts: 1 },
      });
      expect(reads).toBe(1);
    });
  },
);

describe.each(Object.keys(transports))("what was surely not sent is told so, with %s", (name) => {
  test("where this side does not trust the certificate", async () => {
    let reads = 0;
    const server = createTlsServer({ key, cert }, (socket) => {
      socket.on("error", () => {});
      socket.on("data", () => reads++);
    }).listen(0, "127.0.0.1");
    server.on("tlsClientError", () => {});
    await once(server, "listening");
    onTestFinished(() => void server.close());
    const port = (server.address() as AddressInfo).port;
    // Of a certificate authority that has not signed it, there is none here: the system's.
    expect(await failing(name, `https://127.0.0.1:${port}`, "")).toMatchObject({ name: "NotSentError", reason: "tls" });
    expect(reads).toBe(0);
  });

  // With a proxy in between, it is the proxy that was reached.
  if (name.includes("proxy")) return;

  test("where the server hangs up before a secure connection is made", async () => {
    const server = createServer((socket) => {
      socket.on("error", () => {});
      socket.end();
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    onTestFinished(() => void server.close());
    const port = (server.address() as AddressInfo).port;
    expect(await failing(name, `https://127.0.0.1:${port}`)).toMatchObject({ name: "NotSentError", reason: "tls" });
  });

  test("where nobody listens", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const port = (server.address() as AddressInfo).port;
    await new Promise((resolve) => server.close(resolve));
    expect(await failing(name, `https://127.0.0.1:${port}`)).toMatchObject({ name: "NotSentError", reason: "refused" });
  });
});
