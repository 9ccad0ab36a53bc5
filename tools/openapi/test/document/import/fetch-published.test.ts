import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { fetchPublished } from "../../../src/document/import/fetch-published.ts";
import { server } from "./loopback-server.ts";
import { documentErrorOf } from "./scratch.ts";

const LIMITS = { timeout: 5_000, maximumBytes: 1_000 };
const CONTEXT = { limits: LIMITS };

describe("fetchPublished", () => {
  it("gives the bytes as they are, whatever the server says about their type", async () => {
    const url = await server((_request, response) =>
      response.setHeader("content-type", "image/png").end("caf\u00e9\r\n"),
    );
    const { bytes, retrievedFrom } = await fetchPublished(url, CONTEXT);
    expect(Buffer.from(bytes).toString()).toBe("caf\u00e9\r\n");
    expect(retrievedFrom).toBe(url.href);
  });

  it("sends no credentials", async () => {
    const url = await server((request, response) => response.end(JSON.stringify(request.headers)));
    const { bytes } = await fetchPublished(url, CONTEXT);
    expect(Object.keys(JSON.parse(Buffer.from(bytes).toString()))).not.toContain("authorization");
  });

  it("follows redirects, and names the last address without its query", async () => {
    const url = await server((request, response) =>
      request.url === "/page.md"
        ? response.writeHead(302, { location: "/other?token=hunter2" }).end()
        : response.end("x"),
    );
    expect((await fetchPublished(url, CONTEXT)).retrievedFrom).toBe(`${url.origin}/other`);
  });

  it.each([401, 404, 429, 500, 204, 206])("refuses a response with status %d", async (status) => {
    const url = await server((_request, response) => response.writeHead(status).end(status === 204 ? "" : "no"));
    url.search = "?token=hunter2";
    const error = await documentErrorOf(() => fetchPublished(url, CONTEXT));
    expect(error.rule).toBe(`the server responded with ${status}`);
    expect(error.file).toBe(`${url.origin}/page.md`);
    expect(error.message).not.toContain("hunter2");
  });

  it.each([
    ["to a file", "file:///etc/hostname", "an address of scheme file is not supported"],
    ["to an address with a password", "http://me:hunter2@127.0.0.1/", "carries a user name or password"],
    ["to no address", "http://[", "without a usable Location"],
    ["for ever", "/page.md", "redirects more than 5 times"],
  ])("refuses a redirect %s", async (_what, location, rule) => {
    const url = await server((_request, response) => response.writeHead(302, { location }).end());
    const error = await documentErrorOf(() => fetchPublished(url, CONTEXT));
    expect(error.rule).toContain(rule);
    expect(error.message).not.toContain("hunter2");
  });

  it("refuses a redirect without Location", async () => {
    const url = await server((_request, response) => response.writeHead(301).end());
    expect((await documentErrorOf(() => fetchPublished(url, CONTEXT))).rule).toContain("without a usable Location");
  });

  it("gives up on a server that never answers, and on one that stops in the middle", async () => {
    const silent = await server(() => {});
    const stalled = await server((_request, response) => response.write("openapi: 3.1.0\n"));
    for (const url of [silent, stalled]) {
      const error = await documentErrorOf(() => fetchPublished(url, { limits: { ...LIMITS, timeout: 200 } }));
      expect(error.rule).toBe("no complete response within 0.2 s");
    }
  });

  it("refuses a response that breaks off, so that half a document is never taken for a whole one", async () => {
    const short = await server((_request, response) => {
      response.writeHead(200, { "content-length": "100" }).write("openapi: 3.1.0\n");
      setImmediate(() => response.destroy());
    });
    expect((await documentErrorOf(() => fetchPublished(short, CONTEXT))).rule).toContain("could not be received");
  });

  it("refuses a response that is too large, counted after decompression", async () => {
    const plain = await server((_request, response) => response.end("x".repeat(1_001)));
    const bomb = await server((_request, response) =>
      response.setHeader("content-encoding", "gzip").end(gzipSync(Buffer.alloc(10_000_000))),
    );
    for (const url of [plain, bomb]) {
      expect((await documentErrorOf(() => fetchPublished(url, CONTEXT))).rule).toContain("larger than 1000 bytes");
    }
  });

  it("names the reason when there is no server", async () => {
    const url = await server((_request, response) => response.end());
    url.port = "1";
    url.search = "?token=hunter2";
    const error = await documentErrorOf(() => fetchPublished(url, CONTEXT));
    expect(error.rule).toContain("could not be received");
    expect(error.message).not.toContain("hunter2");
  });
});
