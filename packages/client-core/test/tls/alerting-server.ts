/** A TLS server that reads a request, and then sends an alert of any kind: what no honest library does, a server may. */
import { createCipheriv, createHmac } from "node:crypto";
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { onTestFinished } from "vitest";

export interface AlertingServer {
  readonly port: number;
  /** What was read of each connection. */
  readonly read: string[];
}

/** RFC 5246, section 5: the pseudo-random function, with SHA-256. */
function expand(secret: Buffer, label: string, seed: Buffer, length: number): Buffer {
  const whole = Buffer.concat([Buffer.from(label), seed]);
  const hmac = (data: Buffer): Buffer => createHmac("sha256", secret).update(data).digest();
  let link: Buffer = whole;
  let bytes: Buffer = Buffer.alloc(0);
  while (bytes.length < length) {
    link = hmac(link);
    bytes = Buffer.concat([bytes, hmac(Buffer.concat([link, whole]))]);
  }
  return bytes.subarray(0, length);
}

/** A fatal alert as the server's second record of AES-128-GCM: the first one was `Finished`. */
function alertRecord(master: Buffer, clientRandom: Buffer, serverRandom: Buffer, alert: number): Buffer {
  const keys = expand(master, "key expansion", Buffer.concat([serverRandom, clientRandom]), 40);
  const sequence = Buffer.from([0, 0, 0, 0, 0, 0, 0, 1]);
  const cipher = createCipheriv("aes-128-gcm", keys.subarray(16, 32), Buffer.concat([keys.subarray(36, 40), sequence]));
  cipher.setAAD(Buffer.concat([sequence, Buffer.from([21, 3, 3, 0, 2])]));
  const text = Buffer.concat([cipher.update(Buffer.from([2, alert])), cipher.final(), cipher.getAuthTag()]);
  return Buffer.concat([Buffer.from([21, 3, 3, 0, sequence.length + text.length]), sequence, text]);
}

/** Where a hello has its random bytes. */
const randomOf = (hello: Buffer): Buffer => Buffer.from(hello.subarray(11, 43));

/**
 * @param alert the number of the alert; or bytes, which it writes into the stream as they are
 */
export async function serveAlert(key: string, cert: string, alert: Buffer | number): Promise<AlertingServer> {
  const read: string[] = [];
  const sockets = new Set<Socket>();
  const secrets: Buffer[] = [];
  const arrived: (() => void)[] = [];
  const tls = createTlsServer(
    { key, cert, maxVersion: "TLSv1.2", ciphers: "ECDHE-RSA-AES128-GCM-SHA256" },
    (socket) => {
      socket.on("error", () => {});
      socket.once("data", (chunk: Buffer) => {
        read.push(chunk.toString("latin1"));
        arrived.pop()?.();
      });
    },
  );
  tls.on("tlsClientError", () => {});
  tls.on("keylog", (line: Buffer) => {
    const [label, , secret = ""] = line.toString().trim().split(" ");
    if (label === "CLIENT_RANDOM") secrets.push(Buffer.from(secret, "hex"));
  });
  const front = createServer(async (client) => {
    sockets.add(client);
    client.on("error", () => {});
    const back = connect((tls.address() as AddressInfo).port, "127.0.0.1");
    back.on("error", () => {});
    const hellos: Buffer[] = [];
    client.once("data", (chunk: Buffer) => hellos.unshift(randomOf(chunk)));
    back.once("data", (chunk: Buffer) => hellos.push(randomOf(chunk)));
    client.pipe(back);
    back.pipe(client, { end: false });
    arrived.push(() => {
      const [clientRandom, serverRandom] = hellos;
      const master = secrets.at(-1);
      if (!clientRandom || !serverRandom || !master) throw new Error("the handshake was not seen");
      client.end(typeof alert === "number" ? alertRecord(master, clientRandom, serverRandom, alert) : alert);
    });
  });
  for (const server of [tls, front]) {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  }
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    front.close();
    tls.close();
  });
  return { port: (front.address() as AddressInfo).port, read };
}
