import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { fetchPublished } from "../../../src/document/import/fetch-published.ts";
import { isSameSite } from "../../../src/document/import/public-address.ts";
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

  it("sends neither credentials nor cookies, not even those that it was given on the way", async () => {
    const seen: string[] = [];
    const url = await server((request, response) => {
      seen.push(...Object.keys(request.headers));
      if (request.url === "/page.md") response.writeHead(302, { location: "/b", "set-cookie": "session=1" }).end();
      else response.end("x");
    });
    await fetchPublished(url, CONTEXT);
    expect(seen).toContain("user-agent");
    expect(seen.filter((name) => /cookie|authorization|referer/.test(name))).toEqual([]);
  });

  it.each([
    ["br", brotliCompressSync("openapi")],
    ["gzip", gzipSync("openapi")],
    ["deflate", deflateSync("openapi")],
    ["identity", Buffer.from("openapi")],
  ])("reads a response that is coded as %s", async (coding, body) => {
    const url = await server((_request, response) => response.setHeader("content-encoding", coding).end(body));
    expect(Buffer.from((await fetchPublished(url, CONTEXT)).bytes).toString()).toBe("openapi");
  });

  it("refuses a compressed response that breaks off", async () => {
    const url = await server((_request, response) =>
      response.setHeader("content-encoding", "gzip").end(gzipSync("openapi: 3.1.0\n".repeat(10)).subarray(0, 30)),
    );
    expect((await documentErrorOf(() => fetchPublished(url, CONTEXT))).rule).toContain("could not be received");
  });
});

describe("what is contacted", () => {
  const PRIVATE = [
    ["10.1.2.3", "private"],
    ["192.168.0.1", "private"],
    ["169.254.169.254", "link-local"],
    ["100.64.0.1", "carrier-grade-nat"],
    ["0.0.0.0", "unspecified"],
    ["224.0.0.1", "multicast"],
    ["[fe80::1]", "link-local"],
    ["[fd00::1]", "unique-local"],
    ["[::ffff:10.0.0.1]", "private"],
    ["[64:ff9b::a00:1]", "rfc6052"],
    ["167772161", "private"],
  ] as const;

  it.each(PRIVATE)("is never https://%s/, which is %s", async (host, range) => {
    const error = await documentErrorOf(() => fetchPublished(new URL(`https://${host}/page.md`), CONTEXT));
    expect(error.rule).toBe(`the host has no public network address, but one that is ${range}`);
  });

  it.each(PRIVATE)("is never where a redirect to https://%s/ leads", async (host, range) => {
    const url = await server((_request, response) => response.writeHead(302, { location: `https://${host}/` }).end());
    const error = await documentErrorOf(() => fetchPublished(url, CONTEXT));
    expect(error.rule).toContain(`one that is ${range}`);
    expect(error.file).toBe(url.href);
  });

  it.each([
    ["10.0.0.1", "private"],
    ["169.254.169.254", "link-local"],
    ["127.0.0.1", "loopback"],
    ["::1", "loopback"],
    ["fd00::1", "unique-local"],
  ])("is never %s, though a public name leads there", async (address, range) => {
    const resolveHost = async () => [
      { address: "93.184.215.14", family: 4 },
      { address, family: address.includes(":") ? 6 : 4 },
    ];
    const url = new URL("https://docs.example.com/page.md");
    const error = await documentErrorOf(() => fetchPublished(url, { ...CONTEXT, resolveHost }));
    expect(error.rule).toBe(`the host has no public network address, but one that is ${range}`);
  });

  it("is loopback only where its name says so, and never anything else by that name", async () => {
    const url = new URL("http://localhost:1/page.md");
    const resolveHost = async () => [{ address: "93.184.215.14", family: 4 }];
    const error = await documentErrorOf(() => fetchPublished(url, { ...CONTEXT, resolveHost }));
    expect(error.rule).toContain("one that is not loopback");
  });

  it("is reached by name on loopback", async () => {
    const url = await server((_request, response) => response.end("x"));
    url.hostname = "localhost";
    const resolveHost = async () => [{ address: "127.0.0.1", family: 4 }];
    expect((await fetchPublished(url, { ...CONTEXT, resolveHost })).retrievedFrom).toBe(url.href);
  });

  it("is never plain http elsewhere", async () => {
    const error = await documentErrorOf(() => fetchPublished(new URL("http://docs.example.com/page.md"), CONTEXT));
    expect(error.rule).toContain("plain http is only used on loopback");
  });

  it("is never another site that a redirect names, whatever its port", async () => {
    const other = await server((_request, response) => response.end("x"));
    for (const target of [other.href, "https://docs.example.com/", "//localhost/"]) {
      const url = await server((_request, response) => response.writeHead(307, { location: target }).end());
      const error = await documentErrorOf(() => fetchPublished(url, CONTEXT));
      expect(error.rule).toMatch(/redirects to another site, https?:/);
    }
  });

  it.each([
    ["https://a.example/x", "https://a.example/y?z", true],
    ["http://a.example/", "https://a.example/", true],
    ["https://a.example/", "http://a.example/", false],
    ["https://a.example/", "https://b.example/", false],
    ["https://a.example/", "https://www.a.example/", false],
    ["https://a.example/", "https://a.example:8443/", false],
  ])("counts from %s to %s as the same site: %s", (from, to, same) => {
    expect(isSameSite(new URL(from), new URL(to))).toBe(same);
  });
});
