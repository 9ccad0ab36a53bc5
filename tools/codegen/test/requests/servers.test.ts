import { describe, expect, test } from "vitest";
import { clientOf, complaints, documentOfCase, documentWith, operation, refusalOf } from "./client-of.ts";

const UPLOADS = "https://uploads.example.com/v2";

describe("an operation with a server of its own", () => {
  test.each([
    ["16-operation-server", "https://uploads.example.com/v2/u"],
    ["full-operation-servers", "https://uploads.example/upload"],
  ])("goes there: %s", async (name, url) => {
    const { create, sent } = await clientOf(documentOfCase(name));
    const { upload } = await create();
    expect(upload?.plan().url).toBe(url);
    const { receipt } = (await upload?.result()) ?? {};
    expect(sent.map((request) => request.url)).toEqual([url]);
    expect(receipt?.server).toBe(url.slice(0, url.lastIndexOf("/")));
  });

  const document = documentWith({
    "/a": { get: operation("readA") },
    "/b": {
      servers: [{ url: UPLOADS }],
      get: operation("readB"),
      put: operation("writeB", { servers: [{ url: "/files" }] }),
    },
    "/c": { get: operation("readC", { servers: [{ url: "https://api.example.com/" }] }) },
  });

  test("or its path item, is not led astray by a base URL: it is refused, and says what to give", async () => {
    const { create, sent } = await clientOf(document);
    const c = await create({ baseUrl: "https://staging.example.com" });
    const refusal = await refusalOf(() => c.readB?.());
    expect(refusal).toMatch(
      /options\.servers: must say where https:\/\/uploads\.example\.com\/v2 is, .*servers: \{ "https:\/\/uploads\.example\.com\/v2": "https:\/\/\.\.\." \}/,
    );
    expect(sent).toEqual([]);
    await c.readA?.();
    await c.writeB?.();
    await c.readC?.();
    expect(sent.map(({ url }) => url)).toEqual([
      "https://staging.example.com/a",
      "https://staging.example.com/files/b",
      "https://staging.example.com/c",
    ]);
  });

  test("goes where `servers` says", async () => {
    const { create, sent } = await clientOf(document);
    const servers = { [UPLOADS]: "http://localhost:1/x/", "/files": "http://localhost:2" };
    const c = await create({ baseUrl: "https://staging.example.com", servers });
    await c.readB?.();
    await c.writeB?.();
    expect(sent.map(({ url }) => url)).toEqual(["http://localhost:1/x/b", "http://localhost:2/b"]);
  });

  test("goes to the document's where the base URL is the document's", async () => {
    const { create } = await clientOf(document);
    const c = await create({ baseUrl: "https://api.example.com/" });
    expect(c.readB?.plan().url).toBe(`${UPLOADS}/b`);
    expect(c.writeB?.plan().url).toBe("https://api.example.com/files/b");
  });

  test.each([
    [
      { "https://other.example": "https://a.example" },
      /options\.servers: holds a server that no operation has of its own: .* baseUrl; there is https:\/\/uploads/,
    ],
    [
      { [UPLOADS]: "uploads.example" },
      /options\.servers\["https:\/\/uploads\.example\.com\/v2"\]: must be an http\(s\) URL/,
    ],
    [[], /options\.servers: must be a plain object/],
  ])("refuses %j as `servers`", async (servers, words) => {
    const { create } = await clientOf(document);
    expect(await refusalOf(() => create({ servers }))).toMatch(words);
  });

  test("has its types", async () => {
    const { client } = await clientOf(document);
    const found = complaints(client, [
      `create({ servers: { "${UPLOADS}": "https://a.example" } });`,
      `create({ servers: { "https://other.example": "https://a.example" } });`,
      `create({ serverVariables: {} });`,
    ]);
    expect(found.map((one) => one !== undefined)).toEqual([false, true, true]);
  }, 60_000);

  test("is sent the credentials that the document asks for, and over TLS only", async () => {
    const secured = {
      security: [{ key: [] }],
      components: { securitySchemes: { key: { type: "apiKey", in: "header", name: "X-Key" } } },
    };
    const { create, sent } = await clientOf({ ...document, ...secured });
    await (await create({ auth: { key: "k" } })).readB?.();
    expect(sent[0]).toMatchObject({ url: `${UPLOADS}/b`, headers: { "x-key": "k" } });
    const c = await create({ auth: { key: "k" }, servers: { [UPLOADS]: "http://uploads.example.com" } });
    expect(await refusalOf(() => c.readB?.())).toMatch(/must be https/);
    await c.readA?.();
  });
});

describe("a server without a host", () => {
  const of = async (baseUrl: string, servers?: object): Promise<string | undefined> => {
    const { create } = await clientOf(documentOfCase("17-relative-server"));
    return (await create({ baseUrl, ...(servers && { servers }) })).ping?.plan().url;
  };

  test.each([
    ["https://a.example", "https://a.example/api/v1/ping"],
    ["https://a.example/", "https://a.example/api/v1/ping"],
    ["https://a.example/api/v1", "https://a.example/api/v1/ping"],
    ["https://a.example/proxy/api/v1/", "https://a.example/proxy/api/v1/ping"],
  ])("is added to a host, and stands at the end of all else: %s", async (baseUrl, url) => {
    expect(await of(baseUrl)).toBe(url);
  });

  test("is not guessed where a base URL has another path", async () => {
    expect(await refusalOf(() => of("https://a.example/proxy"))).toMatch(
      /must be a host without a path, or end in \/api\/v1, .*give https:\/\/a\.example\/proxy\/api\/v1, or, .*servers: \{ "\/api\/v1": "https:\/\/a\.example\/proxy" \}/,
    );
    expect(await of("https://a.example/proxy", { "/api/v1": "https://a.example/proxy" })).toBe(
      "https://a.example/proxy/ping",
    );
  });

  test("is asked for", async () => {
    const { create, client } = await clientOf(documentOfCase("17-relative-server"));
    expect(await refusalOf(() => create())).toMatch(/options\.baseUrl: is required/);
    expect(complaints(client, ["create({});"])[0]).toMatch(/baseUrl/);
  }, 60_000);

  test("of a path begins where the document's does", async () => {
    const paths = { "/a": { get: operation("readA", { servers: [{ url: "/v2" }] }) } };
    const { create } = await clientOf(documentWith(paths, { servers: [{ url: "https://api.example.com/v1" }] }));
    expect((await create()).readA?.plan().url).toBe("https://api.example.com/v2/a");
    expect((await create({ baseUrl: "https://b.example/proxy/v1" })).readA?.plan().url).toBe(
      "https://b.example/proxy/v2/a",
    );
    const c = await create({ baseUrl: "https://b.example/proxy" });
    expect(await refusalOf(() => c.readA?.())).toMatch(/must say where \/v2 is/);
  });
});

describe("variables of servers", () => {
  const document = documentWith(
    {
      "/a": { get: operation("readA") },
      "/b": {
        get: operation("readB", {
          servers: [
            {
              url: "https://{region}.files.example.com/{base}",
              variables: { region: { default: "eu", enum: ["eu", "us"] }, base: { default: "" } },
            },
          ],
        }),
      },
    },
    {
      servers: [
        {
          url: "https://{region}.example.com:{port}",
          variables: { region: { default: "eu", enum: ["eu", "us"] }, port: { default: 8443 } },
        },
      ],
    },
  );

  test("have their defaults, and are options that hold for every server that has them", async () => {
    const { create } = await clientOf(document);
    const c = await create();
    expect([c.readA?.plan().url, c.readB?.plan().url]).toEqual([
      "https://eu.example.com:8443/a",
      "https://eu.files.example.com/b",
    ]);
    const d = await create({ serverVariables: { region: "us", port: "9000", base: "x" } });
    expect([d.readA?.plan().url, d.readB?.plan().url]).toEqual([
      "https://us.example.com:9000/a",
      "https://us.files.example.com/x/b",
    ]);
  });

  test.each([
    [{ serverVariables: { region: "mars" } }, /options\.serverVariables\.region: must be one of eu, us/],
    [{ serverVariables: { port: "1@evil.example" } }, /options\.serverVariables\.port: must be a text without/],
    [{ serverVariables: { port: "1/x" } }, /options\.serverVariables\.port: must be a text without/],
    [{ serverVariables: { zone: "a" } }, /options\.serverVariables\.zone: is a variable of no server/],
    [{ serverVariables: { port: "1" }, baseUrl: "https://a.example" }, /options\.serverVariables\.port: has no use/],
    [{ serverVariables: { port: "x" } }, /options\.serverVariables: must make a base URL/],
  ])("refuse %j", async (options, words) => {
    const { create } = await clientOf(document);
    expect(await refusalOf(() => create(options))).toMatch(words);
  });

  test("have their types", async () => {
    const { client } = await clientOf(document);
    const found = complaints(client, [
      'create({ serverVariables: { region: "us", port: "1" } });',
      'create({ serverVariables: { region: "mars" } });',
      "create({ serverVariables: { port: 1 } });",
    ]);
    expect(found.map((one) => one !== undefined)).toEqual([false, true, true]);
  }, 60_000);
});

describe("a server to which nothing can be sent is refused, with its place and a remedy", () => {
  test.each([
    [
      { url: "//api.example.com" },
      /\/servers\/0\): the server `\/\/api\.example\.com` does not say whether it is http or https\n {2}remedy: set its `url` in the overlay/,
    ],
    [{ url: "https://a.example/v1?x=1" }, /has a query or a fragment/],
    [{ url: "https://me:secret@a.example" }, /has a user name in it/],
    [{ url: "https://{where}.example" }, /variable `where` has no default/],
  ])("%j", async (server, words) => {
    await expect(clientOf(documentWith({ "/a": { get: operation("readA") } }, { servers: [server] }))).rejects.toThrow(
      words,
    );
  });

  test("an operation that HTTP does not reach", async () => {
    const paths = { "/a": { get: operation("readA", { servers: [{ url: "wss://a.example" }] }) } };
    await expect(clientOf(documentWith(paths))).rejects.toThrow(
      /none of its servers can be reached over HTTP: wss:\/\/a\.example/,
    );
  });
});
