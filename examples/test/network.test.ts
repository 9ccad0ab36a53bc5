import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer as createHttpsServer } from "node:https";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { isNotSentError } from "@org/phoenix-client";
import { runCommandMeanwhile } from "@workshop/config/run-command";
import { afterEach, describe, expect, test } from "vitest";
import { createPrivateClient } from "../network/behind-a-proxy.ts";

const TLS = join(import.meta.dirname, "../../packages/client-core/test/tls");
const certificates = join(TLS, "localhost.cert.pem");
const input = { path: { project_identifier: "demo" }, query: { delete_all: true } } as const;

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A server whose certificate no authority that Node knows has signed. */
async function privateServer(): Promise<{ url: string; seen: string[] }> {
  const seen: string[] = [];
  const keys = { cert: readFileSync(certificates), key: readFileSync(join(TLS, "localhost.key.pem")) };
  const server = createHttpsServer(keys, ({ method, headers }, response) => {
    seen.push(`${method} ${headers.authorization}`);
    response.writeHead(204).end();
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  closers.push(() => server.close().closeAllConnections());
  return { url: `https://localhost:${(server.address() as AddressInfo).port}`, seen }; // it listens on a port
}

/** A proxy that does what CONNECT asks for, for those who know its password. */
async function proxy(): Promise<{ url: string; heads: string[] }> {
  const heads: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    sockets.add(client);
    client.on("error", () => {});
    client.once("data", (head: Buffer) => {
      heads.push(head.toString());
      const port = Number(/^CONNECT localhost:(\d+)/.exec(head.toString())?.[1]);
      const back = connect(port, "127.0.0.1", () => {
        client.write("HTTP/1.1 200 OK\r\n\r\n");
        client.pipe(back).pipe(client);
      });
      back.on("error", () => client.destroy());
      sockets.add(back);
    });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  closers.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { url: `http://user:word@127.0.0.1:${(server.address() as AddressInfo).port}`, heads };
}

test("a server with a certificate of a private authority is reached where that authority is named", async () => {
  const { url, seen } = await privateServer();
  await createPrivateClient({ baseUrl: url, apiKey: "k3y-of-test", certificates }).deleteTraceAnnotations(input);
  expect(seen).toEqual(["DELETE Bearer k3y-of-test"]);
});

test("without the authority nothing is sent, and the error says that it is the certificate", async () => {
  const { url, seen } = await privateServer();
  const call = createPrivateClient({ baseUrl: url, apiKey: "k3y-of-test" }).deleteTraceAnnotations(input);
  const error: unknown = await call.catch((thrown: unknown) => thrown);
  expect(isNotSentError(error) && error.reason).toBe("tls");
  expect(seen).toEqual([]);
});

test("through a proxy the request travels once, and the proxy sees neither it nor the key", async () => {
  const { url, seen } = await privateServer();
  const { url: address, heads } = await proxy();
  const options = { baseUrl: url, apiKey: "k3y-of-test", proxy: address, certificates };
  await createPrivateClient(options).deleteTraceAnnotations(input);
  expect(seen).toEqual(["DELETE Bearer k3y-of-test"]);
  expect(heads).toHaveLength(1);
  expect(heads[0]).toContain(`proxy-authorization: Basic ${btoa("user:word")}`);
  expect(heads[0]).not.toContain("k3y-of-test");
});

describe("the global fetch of Node 24", () => {
  const program = join(import.meta.dirname, "../network/main.ts");
  const run = (environment: NodeJS.ProcessEnv) =>
    runCommandMeanwhile(process.execPath, [program], {
      cwd: import.meta.dirname,
      env: { ...process.env, ...environment },
    });

  test("trusts a private authority that NODE_EXTRA_CA_CERTS names, and no other", async () => {
    const { url, seen } = await privateServer();
    const environment = { PHOENIX_URL: url, PHOENIX_API_KEY: "k3y-of-test" };
    const trusted = await run({ ...environment, NODE_EXTRA_CA_CERTS: certificates });
    expect([trusted.status, trusted.stdout.trim()], trusted.output).toEqual([0, "204"]);
    const untrusted = await run(environment);
    expect([untrusted.status, untrusted.output]).toEqual([1, expect.stringContaining("NotSentError")]);
    expect(seen).toHaveLength(1);
  });

  test("uses a proxy of the environment where NODE_USE_ENV_PROXY says so", async () => {
    const { url, seen } = await privateServer();
    const { url: address, heads } = await proxy();
    const { status, output } = await run({
      PHOENIX_URL: url,
      PHOENIX_API_KEY: "k3y-of-test",
      NODE_EXTRA_CA_CERTS: certificates,
      NODE_USE_ENV_PROXY: "1",
      HTTPS_PROXY: address,
      NO_PROXY: "",
      no_proxy: "",
    });
    expect(status, output).toBe(0);
    expect(heads).toHaveLength(1);
    expect(seen).toEqual(["DELETE Bearer k3y-of-test"]);
  });
});
