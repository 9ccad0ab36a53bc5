import { inspect } from "node:util";
import { gzipSync } from "node:zlib";
import { refusingAddress } from "@workshop/config/loopback-ports";
import { describe, expect, test } from "vitest";
import { createFetchClient, isApiError, isClientError, isNotSentError, isOutcomeUnknownError } from "./core.ts";
import { anyTransport, clearShelf } from "./examples.ts";
import { type Loopback, serve } from "./loopback.ts";
import { rejection } from "./observed.ts";

const secret = "hunter22-secret";
const input = { path: { shelf: "a" }, query: { tag: ["x"] } };
const body = '{"count":3}';
const head = (status: string, ...headers: string[]): string => `HTTP/1.1 ${[status, ...headers].join("\r\n")}\r\n\r\n`;
const jsonHead = (...headers: string[]): string => head("200 OK", "content-type: application/json", ...headers);

type Fault = Parameters<typeof serve>[0];
const write =
  (text: Buffer | string, then: "destroy" | "end" | "nothing" | "reset" = "end"): Fault =>
  (socket) => {
    socket.write(text, () => {
      if (then === "end") socket.end();
      // What was written should arrive before the connection goes.
      else if (then === "destroy") setTimeout(() => socket.destroy(), 20);
      else if (then === "reset") setTimeout(() => socket.resetAndDestroy(), 20);
    });
  };

const gzipped = gzipSync(body);
const bomb = gzipSync(Buffer.alloc(100_000_000));

const faults: readonly [name: string, fault: Fault, expected: string][] = [
  ["a good response", write(jsonHead(`content-length: ${body.length}`) + body), "resolved"],
  [
    "a good response, compressed",
    (socket) =>
      socket.end(
        Buffer.concat([Buffer.from(jsonHead("content-encoding: gzip", `content-length: ${gzipped.length}`)), gzipped]),
      ),
    "resolved",
  ],
  ["reset before the response", (socket) => socket.resetAndDestroy(), "unknown connection"],
  ["closed before the response", (socket) => socket.end(), "unknown connection"],
  ["reset in the head", write("HTTP/1.1 200 OK\r\ncontent-ty", "reset"), "unknown connection"],
  ["closed in the head", write("HTTP/1.1 200 OK\r\ncontent-ty", "end"), "unknown connection"],
  ["reset in the body", write(`${jsonHead("content-length: 99")}{"count"`, "reset"), "unknown connection 200"],
  ["closed in the body", write(`${jsonHead("content-length: 99")}{"count"`, "end"), "unknown connection 200"],
  [
    "closed in a chunk",
    write(`${jsonHead("transfer-encoding: chunked")}ff\r\n{"count"`, "end"),
    "unknown connection 200",
  ],
  [
    "closed between chunks",
    write(`${jsonHead("transfer-encoding: chunked")}b\r\n${body}\r\n`, "end"),
    "unknown connection 200",
  ],
  ["no HTTP", write(`${secret} is not HTTP\r\n\r\n`), "unknown connection"],
  ["a malformed status line", write(`HTTP/1.1 abc\r\n\r\n${secret}`), "unknown connection"],
  ["two lengths", write(`${jsonHead("content-length: 5", "content-length: 11")}${body}`), "unknown connection"],
  ["a head that is too large", write(jsonHead(`x-a: ${"a".repeat(100_000)}`) + body), "unknown connection"],
  ["bad gzip", write(`${jsonHead("content-encoding: gzip")}${body}`), "unknown undecodable 200"],
  [
    "truncated gzip",
    (socket) =>
      socket.end(
        Buffer.concat([Buffer.from(jsonHead("content-encoding: gzip", "connection: close")), gzipped.subarray(0, -14)]),
      ),
    "unknown",
  ],
  [
    "a gzip bomb",
    (socket) => {
      socket.end(
        Buffer.concat([Buffer.from(jsonHead("content-encoding: gzip", `content-length: ${bomb.length}`)), bomb]),
      );
    },
    "unknown too-large 200",
  ],
  [
    "an endless body",
    (socket) => {
      socket.write(jsonHead("transfer-encoding: chunked"));
      const more = (): void => {
        if (!socket.destroyed) socket.write(`2000\r\n${" ".repeat(0x2000)}\r\n`, () => setImmediate(more));
      };
      more();
    },
    "unknown too-large 200",
  ],
  ["no response at all", () => {}, "unknown timeout"],
  ["a head that never ends", write("HTTP/1.1 200 OK\r\nx-a: ", "nothing"), "unknown timeout"],
  ["a body that never ends", write(`${jsonHead("content-length: 99")}{`, "nothing"), "unknown timeout 200"],
  ["a refusal whose body never ends", write(`${head("403 No", "content-length: 99")}{`, "nothing"), "refused 403"],
  ["a refusal whose body breaks", write(`${head("503 No", "content-length: 99")}{`, "reset"), "refused 503"],
  ...[301, 302, 303, 307, 308].map((status): [string, Fault, string] => [
    `redirect ${status} to itself`,
    write(head(`${status} Moved`, "location: /shelves/a/books", "content-length: 0")),
    `unknown redirect ${status}`,
  ]),
  [
    "an early hint, then the response",
    write(head("103 Early Hints", "link: </a>") + jsonHead(`content-length: ${body.length}`) + body),
    "resolved",
  ],
  ["status 999", write(head("999 Odd", "content-length: 0")), "refused 999"],
  [
    "status 600 with a body",
    write(`${head("600 Odd", "content-type: application/json", "content-length: 2")}{}`),
    "refused 600",
  ],
];

/** What became of a call, in words. */
async function outcomeOf(promise: Promise<unknown>): Promise<[string, unknown?]> {
  try {
    const value = (await promise) as { error?: unknown; response?: Response } | undefined;
    if (isClientError(value?.error)) throw value.error;
    // What raw gives as an error is the body.
    return value?.error ? [`refused ${value.response?.status}`, value.error] : ["resolved"];
  } catch (error) {
    if (isApiError(error)) return [`refused ${error.status}`, error];
    if (isNotSentError(error)) return [`unsent ${error.reason}`, error];
    if (isOutcomeUnknownError(error))
      return [`unknown ${[error.reason, error.status].filter(Boolean).join(" ")}`, error];
    throw error;
  }
}

const ways: Record<string, (server: Loopback, options: object) => Promise<unknown>> = {
  method: (server, options) => clearShelf(transportTo(server, options))(input),
  result: (server, options) => clearShelf(transportTo(server, options)).result(input),
  raw: (server, options) =>
    (
      createFetchClient(transportTo(server, options), { clearShelf }) as unknown as {
        DELETE(path: string, init: object): Promise<unknown>;
      }
    ).DELETE("/shelves/{shelf}/books", { params: input }),
};

function transportTo({ url }: { url: string }, options: object = {}) {
  return anyTransport({ baseUrl: url, auth: { key: secret }, timeout: 20_000, maxResponseBytes: 100_000, ...options });
}

describe.each(Object.keys(ways))("over a real connection, by %s,", (way) => {
  test.each(faults)("%s", async (name, fault, expected) => {
    const server = await serve(fault);
    // Only what never ends needs an end.
    const options = /never|no response at all/.test(name) ? { timeout: 150 } : {};
    const [outcome, error] = await outcomeOf(
      (ways[way] as (server: Loopback, options: object) => Promise<unknown>)(server, options),
    );
    expect(outcome).toContain(expected);
    expect(server.requests).toHaveLength(1);
    expect(inspect(error, { depth: 9 })).not.toContain(secret);
  });
});

describe("over a real connection", () => {
  test("credentials do not follow a redirect to another origin", async () => {
    const other = await serve(write(jsonHead(`content-length: ${body.length}`) + body));
    const server = await serve(
      write(head("307 Moved", `location: ${other.url}/steal?key=${secret}`, "content-length: 0")),
    );
    const error = await rejection(clearShelf(transportTo(server))(input));
    expect(error).toMatchObject({ name: "OutcomeUnknownError", reason: "redirect", status: 307 });
    expect(other.requests).toEqual([]);
    expect(inspect(error, { depth: 9 })).not.toContain(secret);
  });

  test("the request arrives as planned", async () => {
    const server = await serve(write(jsonHead(`content-length: ${body.length}`) + body));
    await clearShelf(transportTo(server))(input);
    expect(server.requests[0]).toMatch(/^DELETE \/shelves\/a\/books\?tag=x HTTP\/1\.1\r\n/);
    expect(server.requests[0]).toContain(`x-key: ${secret}`);
  });

  test.each([
    ["nobody listens", async () => `http://${await refusingAddress()}`, "refused", /ECONNREFUSED/],
    ["fetch does not let anybody connect", async () => "http://127.0.0.1:1", "unreachable", undefined],
  ])("nothing is sent where %s", async (_what, where, reason, code) => {
    const error = await rejection(
      clearShelf(transportTo({ url: await where() }, { retry: false, timeout: 10_000 }))(input),
    );
    expect(error).toMatchObject({ name: "NotSentError", reason });
    if (code) expect(error).toMatchObject({ cause: { code: expect.stringMatching(code) } });
  });

  test("nobody knows whether something was sent where a secure connection speaks no TLS", async () => {
    const server = await serve(
      () => {},
      (socket) => socket.once("data", () => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n")),
    );
    const error = await rejection(
      clearShelf(transportTo({ url: server.url.replace("http:", "https:") }, { retry: false }))(input),
    );
    // The same code comes where a tunnel breaks after the request was read: it proves nothing.
    expect(error).toMatchObject({ name: "OutcomeUnknownError", reason: "connection" });
  });

  test("nothing is sent where the server hangs up during the handshake", async () => {
    const server = await serve(
      () => {},
      (socket) => socket.once("data", () => socket.end()),
    );
    const error = await rejection(
      clearShelf(transportTo({ url: server.url.replace("http:", "https:") }, { retry: false }))(input),
    );
    expect(error).toMatchObject({ name: "NotSentError", reason: "tls" });
  });

  test.each([new Error(secret), secret, undefined, { toString: () => secret }])(
    "a call that is aborted before it is sent is not sent: %o",
    async (reason) => {
      const server = await serve(write(jsonHead()));
      const error = await rejection(clearShelf(transportTo(server))(input, { signal: AbortSignal.abort(reason) }));
      expect(error).toMatchObject({ name: "NotSentError", reason: "aborted" });
      expect(server.requests).toEqual([]);
      expect(inspect(error, { depth: 9 })).not.toContain(secret);
    },
  );

  test.each([new Error(secret), secret, undefined])(
    "a call that is aborted while it waits has an unknown outcome: %o",
    async (reason) => {
      const controller = new AbortController();
      const server = await serve(() => controller.abort(reason));
      const error = await rejection(clearShelf(transportTo(server))(input, { signal: controller.signal }));
      expect(error).toMatchObject({ name: "OutcomeUnknownError", reason: "aborted" });
      expect(error).not.toHaveProperty("status");
      expect(inspect(error, { depth: 9 })).not.toContain(secret);
    },
  );

  test("a call that is aborted in the response's body has an unknown outcome", async () => {
    const controller = new AbortController();
    const server = await serve((socket) => {
      socket.write(`${jsonHead("content-length: 99")}{`);
      setTimeout(() => controller.abort(), 50);
    });
    expect(await rejection(clearShelf(transportTo(server))(input, { signal: controller.signal }))).toMatchObject({
      name: "OutcomeUnknownError",
      reason: "aborted",
      status: 200,
    });
  });

  test("the caller's signal keeps nothing of a call that is over", async () => {
    const { signal } = new AbortController();
    const listeners = new Set<unknown>();
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    Object.assign(signal, {
      addEventListener(type: string, listener: () => void) {
        listeners.add(listener);
        add(type, listener);
      },
      removeEventListener(type: string, listener: () => void) {
        listeners.delete(listener);
        remove(type, listener);
      },
    });
    const server = await serve(write(jsonHead(`content-length: ${body.length}`) + body));
    await clearShelf(transportTo(server))(input, { signal });
    expect(listeners.size).toBe(0);
  });
});
