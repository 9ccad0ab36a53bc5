import { describe, expect, test } from "vitest";
import {
  type AnyOperation,
  clientOf,
  complaints,
  documentOfCase,
  documentWith,
  operation,
  refusalOf,
  type Sent,
  type Subject,
} from "./client-of.ts";

/** A client of an operation with a body of these media types. */
const withBody = (content: object, rest: object = {}, required = true): Promise<Subject> =>
  clientOf(documentWith({ "/a": { post: operation("send", { requestBody: { required, content } }) } }, rest));

const schemaOf = (properties: object): object => ({ schema: { type: "object", properties } });
const text = { type: "string" };
const bytes = { type: "string", format: "binary" };
const object = { type: "object", additionalProperties: {} };
const list = (items: object): object => ({ type: "array", items });

/** What arrives for an input, the boundary of a form being `B`. */
async function sentBy({ create, sent }: Subject, name: string, input: object): Promise<Sent> {
  const made = (await create())[name] as AnyOperation; // it is one of its operations
  await made(input);
  const [request] = sent.splice(0);
  if (request === undefined) throw new Error("nothing was sent");
  const type = request.headers["content-type"] ?? "";
  const boundary = /boundary=(.*)/.exec(type)?.[1] ?? "no boundary";
  return {
    ...request,
    headers: { ...request.headers, "content-type": type.replace(boundary, "B") },
    body: request.body?.replaceAll(boundary, "B"),
  };
}

/** A multipart body, each part as its head and content, by RFC 7578. */
const parts = (...each: readonly (readonly [head: string, content: string])[]): string =>
  `${each.map(([head, content]) => `--B\r\nContent-Disposition: form-data; ${head}\r\n\r\n${content}\r\n`).join("")}--B--\r\n`;

describe("a multipart form", () => {
  test("has a part of JSON for an object, and a file for bytes", async () => {
    const subject = await clientOf(documentOfCase("12-multipart-json-part"));
    const body = { meta: { n: "x" }, file: new Blob(["f"]) };
    expect(await sentBy(subject, "upload", { body })).toMatchObject({
      headers: { "content-type": "multipart/form-data; boundary=B" },
      body: parts(
        ['name="meta"\r\nContent-Type: application/json', '{"n":"x"}'],
        ['name="file"; filename="blob"\r\nContent-Type: application/octet-stream', "f"],
      ),
    });
  });

  test("has the media type that its encoding says", async () => {
    const subject = await clientOf(documentOfCase("full-multipart-part-type"));
    expect((await sentBy(subject, "sendH", { body: { meta: { n: 1 } } })).body).toBe(
      parts(['name="meta"\r\nContent-Type: application/json', '{"n":1}']),
    );
  });

  test("takes files where nothing is said of a part", async () => {
    const subject = await clientOf(documentOfCase("11-multipart31-empty-schema"));
    const file = [new File(["a"], 'a "1".txt', { type: "text/plain" }), new Blob(["b"])];
    expect((await sentBy(subject, "upload", { body: { file } })).body).toBe(
      parts(
        ['name="file"; filename="a %221%22.txt"\r\nContent-Type: text/plain', "a"],
        ['name="file"; filename="blob"\r\nContent-Type: application/octet-stream', "b"],
      ),
    );
    expect((await sentBy(subject, "upload", { body: { file: ["a", 1, { b: 2 }] } })).body).toBe(
      parts(['name="file"', "a"], ['name="file"', "1"], ['name="file"\r\nContent-Type: application/json', '{"b":2}']),
    );
  });

  test("takes bytes wherever 3.1 says bytes, and has types for them", async () => {
    const subject = await clientOf(documentOfCase("full-binary31"));
    const body = { a: new Blob(["a"]), b: new Blob(["b"], { type: "image/png" }), c: new Uint8Array([99]) };
    expect((await sentBy(subject, "sendH", { body })).body).toBe(
      parts(
        ['name="a"; filename="blob"\r\nContent-Type: application/octet-stream', "a"],
        ['name="b"; filename="blob"\r\nContent-Type: image/png', "b"],
        ['name="c"; filename="blob"\r\nContent-Type: application/octet-stream', "c"],
      ),
    );
    const found = complaints(subject.client, [
      "create().sendH({ body: { a: new Blob(), b: new Blob(), c: new Blob() } });",
      "create().sendH({ body: { b: 1 } });",
    ]);
    expect(found.map((one) => one !== undefined)).toEqual([false, true]);
  }, 60_000);

  test.each([
    [
      "texts, numbers and times are plain text",
      { a: text, b: { type: "integer" }, c: { type: "string", format: "date-time" } },
      {},
      { a: "ü\n", b: 1, c: new Date(0) },
      [
        ['name="a"', "ü\n"],
        ['name="b"', "1"],
        ['name="c"', "1970-01-01T00:00:00.000Z"],
      ],
    ],
    [
      "each item of a list is a part",
      { a: list(text), b: list(object) },
      {},
      { a: ["x", "y"], b: [{ c: 1 }] },
      [
        ['name="a"', "x"],
        ['name="a"', "y"],
        ['name="b"\r\nContent-Type: application/json', '{"c":1}'],
      ],
    ],
    [
      "a text that is JSON by its encoding is quoted",
      { a: text },
      { a: { contentType: "application/json" } },
      { a: "x" },
      [['name="a"\r\nContent-Type: application/json', '"x"']],
    ],
    [
      "a text of another type is as it is",
      { a: text },
      { a: { contentType: "application/xml; charset=utf-8" } },
      { a: "<a/>" },
      [['name="a"\r\nContent-Type: application/xml; charset=utf-8', "<a/>"]],
    ],
    [
      "one type among several is the file's own",
      { a: bytes },
      { a: { contentType: "image/png, image/jpeg" } },
      { a: new Blob(["x"], { type: "image/jpeg" }) },
      [['name="a"; filename="blob"\r\nContent-Type: image/jpeg', "x"]],
    ],
    [
      "a file within a range has its own type",
      { a: bytes },
      { a: { contentType: "image/*" } },
      { a: new Blob(["x"], { type: "image/gif" }) },
      [['name="a"; filename="blob"\r\nContent-Type: image/gif', "x"]],
    ],
    [
      "a file without a type has that of its encoding",
      { a: bytes },
      { a: { contentType: "image/png" } },
      { a: new Blob(["x"]) },
      [['name="a"; filename="blob"\r\nContent-Type: image/png', "x"]],
    ],
    [
      "a header that the document fixes is sent",
      { a: text },
      { a: { headers: { "X-Kind": { schema: { type: "string", enum: ["k"] } } } } },
      { a: "x" },
      [['name="a"\r\nX-Kind: k', "x"]],
    ],
    [
      "3.0 knows no style in it",
      { a: list(text) },
      { a: { style: "form", explode: false } },
      { a: ["x", "y"] },
      [
        ['name="a"', "x"],
        ['name="a"', "y"],
      ],
    ],
  ] as const)("%s", async (_words, properties, encoding, body, each) => {
    const subject = await withBody({ "multipart/form-data": { ...schemaOf(properties), encoding } });
    expect((await sentBy(subject, "send", { body })).body).toBe(parts(...each));
  });

  test.each([
    [
      "a style is one of 3.1, and not percent-encoded",
      { a: list(text), b: object },
      { a: { style: "form", explode: false }, b: { style: "deepObject", explode: true } },
      { a: ["x y", "z"], b: { c: "&" } },
      [
        ['name="a"', "x y,z"],
        ['name="b[c]"', "&"],
      ],
    ],
    [
      "a text that stands for bytes is of no text type",
      { a: { type: "string", contentEncoding: "base64" } },
      {},
      { a: "AQ==" },
      [['name="a"\r\nContent-Type: application/octet-stream', "AQ=="]],
    ],
  ] as const)("of 3.1: %s", async (_words, properties, encoding, body, each) => {
    const subject = await withBody(
      { "multipart/form-data": { ...schemaOf(properties), encoding } },
      { openapi: "3.1.0" },
    );
    expect((await sentBy(subject, "send", { body })).body).toBe(parts(...each));
  });

  test.each([
    [
      "a type that the encoding does not allow",
      { a: { contentType: "image/png" } },
      { a: new Blob(["x"], { type: "text/html" }) },
      /must hold bytes of the media type image\/png/,
    ],
    [
      "no type, where several are allowed",
      { a: { contentType: "image/png, image/jpeg" } },
      { a: new Blob(["x"]) },
      /image\/png or image\/jpeg there: give a Blob that says so/,
    ],
    ["an empty list", {}, { b: [] }, /empty lists/],
  ])("refuses %s", async (_words, encoding, body, words) => {
    const { create, sent } = await withBody({
      "multipart/form-data": { ...schemaOf({ a: bytes, b: list(text) }), encoding },
    });
    const c = await create();
    expect(await refusalOf(() => c.send?.({ body }))).toMatch(words);
    expect(sent).toEqual([]);
  });

  test("tells which headers of a part are not sent", async () => {
    const encoding = { a: { headers: { "X-Kind": { schema: text } } } };
    const { client } = await withBody({ "multipart/form-data": { ...schemaOf({ a: text }), encoding } });
    expect(client.model.notes).toMatchObject([{ rule: expect.stringMatching(/X-Kind of a part is not sent/) }]);
  });
});

describe("a URL-encoded form", () => {
  test.each([
    ["13-urlencoded-deepobject", "send", { metadata: { order_id: "1" } }, "metadata%5Border_id%5D=1"],
    ["full-form-encoding", "sendH", { o: { k: "v w" }, csv: ["1", "2"] }, "o%5Bk%5D=v%20w&csv=1,2"],
  ])("is written as its encoding says: %s", async (name, call, body, expected) => {
    expect(await sentBy(await clientOf(documentOfCase(name)), call, { body })).toMatchObject({
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: expected,
    });
  });

  // The right side by hand: the style table of OpenAPI 3.1.1, RFC 6570, and application/x-www-form-urlencoded of the URL standard.
  test.each([
    [
      "nothing said",
      {},
      { a: ["x", "y"], o: { k: 1 }, s: "&=+ é" },
      "a=x&a=y&o=%7B%22k%22%3A1%7D&s=%26%3D%2B%20%C3%A9",
    ],
    [
      "form, not exploded",
      { a: { style: "form", explode: false }, o: { explode: false } },
      { a: ["x", "y"], o: { k: 1, l: 2 } },
      "a=x,y&o=k,1,l,2",
    ],
    [
      "form, exploded",
      { a: { explode: true }, o: { style: "form", explode: true } },
      { a: ["x", "y"], o: { k: 1, l: 2 } },
      "a=x&a=y&k=1&l=2",
    ],
    [
      "spaceDelimited and pipeDelimited",
      { a: { style: "spaceDelimited", explode: false }, b: { style: "pipeDelimited", explode: false } },
      { a: ["x", "y"], b: ["1", "2"] },
      "a=x%20y&b=1%7C2",
    ],
    [
      "deepObject, with what lies deeper",
      { o: { style: "deepObject", explode: true } },
      { o: { k: { l: ["x", { m: true }] } } },
      "o%5Bk%5D%5Bl%5D%5B0%5D=x&o%5Bk%5D%5Bl%5D%5B1%5D%5Bm%5D=true",
    ],
    ["deepObject of a list", { a: { style: "deepObject", explode: true } }, { a: ["x", "y"] }, "a%5B0%5D=x&a%5B1%5D=y"],
    [
      "allowReserved",
      { s: { allowReserved: true } },
      { s: "https://x/y?z=1&b#c+d%20[é]" },
      "s=https://x/y?z%3D1%26b%23c%2Bd%2520%5B%C3%A9%5D",
    ],
    [
      "a media type",
      { a: { contentType: "application/json" }, s: { contentType: "application/json" } },
      { a: ["x"], s: "y" },
      "a=%22x%22&s=%22y%22",
    ],
  ] as const)("with %s", async (_words, encoding, body, expected) => {
    const properties = { a: list(text), b: list(text), o: object, s: text };
    const subject = await withBody({ "application/x-www-form-urlencoded": { ...schemaOf(properties), encoding } });
    const sent = await sentBy(subject, "send", { body });
    expect(sent.body).toBe(expected);
  });

  test.each([
    [
      "keys that would pass for another field",
      { o: { explode: true } },
      { s: "1", o: { s: "2" } },
      /must not name another field/,
    ],
    ["keys with brackets", { o: { style: "deepObject" } }, { o: { "a]": 1 } }, /brackets in its keys/],
    ["what is empty within", { o: { style: "deepObject" } }, { o: { a: [] } }, /empty lists/],
    ["an empty object", { o: { style: "deepObject" } }, { o: {} }, /empty lists/],
    ["the delimiter in an item", { a: { style: "pipeDelimited", explode: false } }, { a: ["x|y"] }, /delimiter/],
  ])("refuses %s", async (_words, encoding, body, words) => {
    const properties = { a: list(text), o: object, s: text };
    const { create } = await withBody({ "application/x-www-form-urlencoded": { ...schemaOf(properties), encoding } });
    const c = await create();
    expect(await refusalOf(() => c.send?.({ body }))).toMatch(words);
  });
});

describe("JSON of other names", () => {
  test("is JSON: 14-text-json-body", async () => {
    const subject = await clientOf(documentOfCase("14-text-json-body"));
    expect(await sentBy(subject, "send", { body: { id: 1 }, contentType: "text/json" })).toMatchObject({
      headers: { "content-type": "text/json" },
      body: '{"id":1}',
    });
  });

  test.each(["application/vnd.api+json", "application/json; version=2", "application/problem+json"])(
    "is JSON: %s",
    async (type) => {
      const subject = await withBody({ [type]: schemaOf({ id: { type: "integer" } }) });
      expect(await sentBy(subject, "send", { body: { id: 1 } })).toMatchObject({
        headers: { "content-type": type },
        body: '{"id":1}',
      });
    },
  );

  test("takes null for what a merge patch removes, and for nothing else", async () => {
    const schema = {
      type: "object",
      required: ["id"],
      properties: { id: text, name: text, address: { type: "object", properties: { city: text } } },
    };
    const { create, sent, client } = await withBody({ "application/merge-patch+json": { schema } });
    const c = await create();
    await c.send?.({ body: { id: "1", name: null, address: { city: null } } });
    expect(sent[0]?.body).toBe('{"id":"1","name":null,"address":{"city":null}}');
    expect(await refusalOf(() => c.send?.({ body: { id: null } }))).toMatch(/body\.id/);
    const found = complaints(client, [
      'create().send({ body: { id: "1", name: null, address: null } });',
      "create().send({ body: { id: null } });",
    ]);
    expect(found.map((one) => one !== undefined)).toEqual([false, true]);
  }, 60_000);

  test("takes null at any depth of a merge patch: behind references, in maps, in parts, and not in lists", async () => {
    const reference = { $ref: "#/components/schemas/Node" };
    const document = documentWith(
      {
        "/a": {
          patch: operation("send", {
            requestBody: { required: true, content: { "application/merge-patch+json": { schema: reference } } },
          }),
          put: operation("replace", {
            requestBody: { required: true, content: { "application/json": { schema: reference } } },
          }),
        },
      },
      {
        components: {
          schemas: {
            Node: {
              type: "object",
              required: ["id"],
              properties: {
                id: text,
                name: { $ref: "#/components/schemas/Name" },
                next: reference,
                map: { type: "object", additionalProperties: reference },
                texts: { type: "object", additionalProperties: text },
                list: { type: "array", items: reference },
                part: { allOf: [{ $ref: "#/components/schemas/Part" }, { required: ["kind"] }] },
                made: { type: "string", readOnly: true },
              },
            },
            Name: text,
            Part: { type: "object", properties: { kind: text, note: text } },
          },
        },
      },
    );
    const { client, create, sent } = await clientOf(document);
    const c = await create();
    const patches = [
      { id: "1", name: null, next: null, map: null, texts: null, list: null, part: null },
      { id: "1", next: { id: "2", name: null, next: { id: "3", texts: { a: null } } } },
      { id: "1", map: { a: null, b: { id: "2", name: null } }, part: { kind: "x", note: null } },
    ];
    for (const body of patches) {
      await c.send?.({ body });
      expect(sent.at(-1)?.body).toBe(JSON.stringify(body));
      expect(await refusalOf(() => c.replace?.({ body }))).toMatch(/null/);
    }
    const wrong = [
      { id: null },
      { id: "1", next: { id: null } },
      { id: "1", list: [null] },
      { id: "1", list: [{ id: "2", name: null }] },
      { id: "1", part: { kind: null } },
      { id: "1", made: null },
    ];
    for (const body of wrong) expect(await refusalOf(() => c.send?.({ body }))).toMatch(/body\./);
    const found = complaints(
      client,
      [...patches, ...wrong].map((body) => `create().send({ body: ${JSON.stringify(body)} });`),
    );
    expect(found.map((one) => one !== undefined)).toEqual([...patches.map(() => false), ...wrong.map(() => true)]);
  }, 60_000);
});

describe("a range of media types", () => {
  test("is never sent: a Blob says its own, or the caller does", async () => {
    const subject = await clientOf(documentOfCase("15-wildcard-body"));
    const png = new Blob(["x"], { type: "image/png" });
    expect((await sentBy(subject, "putImage", { body: png })).headers["content-type"]).toBe("image/png");
    expect(
      (await sentBy(subject, "putImage", { body: new Uint8Array([1]), contentType: "image/gif" })).headers[
        "content-type"
      ],
    ).toBe("image/gif");
    expect(
      (await sentBy(subject, "putImage", { body: png, contentType: "image/x.y+z; q=1" })).headers["content-type"],
    ).toBe("image/x.y+z; q=1");
    const c = await subject.create();
    for (const input of [{ body: new Blob(["x"]) }, { body: new Blob(["x"], { type: "text/html" }) }])
      expect(await refusalOf(() => c.putImage?.(input))).toMatch(
        /must be of a media type of image\/\*: name it in contentType/,
      );
    for (const contentType of ["text/html", "image/*", "image/png\r\nx: y", "image/", 7])
      expect(await refusalOf(() => c.putImage?.({ body: png, contentType }))).toMatch(
        /contentType: must be one of image\/\*/,
      );
    const found = complaints(subject.client, [
      'create().putImage({ body: new Blob(), contentType: "image/png" });',
      'create().putImage({ body: new Blob(), contentType: "text/html" });',
      "create().putImage({ body: new Blob() });",
    ]);
    expect(found.map((one) => one !== undefined)).toEqual([false, true, false]);
  }, 60_000);

  test.each([
    ["*/*", new Blob(["x"]), "text/csv"],
    ["application/*+json", { id: 1 }, "application/vnd.x+json"],
    ["text/*", "x", "text/csv"],
  ])("%s", async (range, body, contentType) => {
    const schema = range === "application/*+json" ? schemaOf({ id: { type: "integer" } }) : {};
    const subject = await withBody({ [range]: schema });
    expect((await sentBy(subject, "send", { body, contentType })).headers["content-type"]).toBe(contentType);
    const c = await subject.create();
    expect(await refusalOf(() => c.send?.({ body }))).toMatch(/name it in contentType/);
  });
});

describe("bytes", () => {
  const content = { "application/octet-stream": { schema: bytes } };

  test("may be a stream, which is sent once and never again", async () => {
    const { client } = await withBody(content);
    const seen: RequestInit[] = [];
    const fetch = async (_url: string, init: RequestInit): Promise<Response> => {
      seen.push(init);
      await new Response(init.body).text();
      return new Response(null, { status: 503, headers: { "retry-after": "0" } });
    };
    const create = (await client.load()) as unknown as (options: object) => Readonly<Record<string, AnyOperation>>;
    const c = create({ fetch });
    await expect(c.send?.({ body: new Blob(["x"]).stream() })).rejects.toMatchObject({ status: 503 });
    expect(seen.map(({ duplex }: RequestInit & { duplex?: string }) => duplex)).toEqual(["half"]);
    await expect(c.send?.({ body: new Blob(["x"]) })).rejects.toMatchObject({ status: 503 });
    expect(seen).toHaveLength(4);
    expect(Object.hasOwn(seen[3] ?? {}, "duplex")).toBe(false);
  });

  test("refuse a stream that somebody reads, and a text", async () => {
    const { create, client } = await withBody(content);
    const c = await create();
    const stream = new Blob(["x"]).stream();
    stream.getReader();
    expect(await refusalOf(() => c.send?.({ body: stream }))).toMatch(/this one is locked/);
    expect(await refusalOf(() => c.send?.({ body: "x" }))).toMatch(/must be a Blob/);
    const found = complaints(client, [
      "create().send({ body: new Blob().stream() });",
      'create().send({ body: "x" });',
    ]);
    expect(found.map((one) => one !== undefined)).toEqual([false, true]);
  }, 60_000);
});

describe("a text", () => {
  test.each(["application/xml", "text/csv", "application/x-ndjson"])(
    "of %s is given as it is, which is told",
    async (type) => {
      const subject = await withBody({ [type]: schemaOf({ a: text }) });
      expect(await sentBy(subject, "send", { body: "<a/>" })).toMatchObject({
        body: "<a/>",
        headers: { "content-type": type },
      });
      expect(subject.client.model.notes).toMatchObject([
        { rule: expect.stringContaining(`a body of ${type} is given as the text`) },
      ]);
      expect(
        complaints(subject.client, ['create().send({ body: "x" });', "create().send({ body: { a: 1 } });"]).map(
          (one) => one !== undefined,
        ),
      ).toEqual([false, true]);
    },
    60_000,
  );

  test("that is a number or a boolean is written", async () => {
    const subject = await withBody({ "text/plain": { schema: { type: "number" } } });
    expect((await sentBy(subject, "send", { body: 4.5 })).body).toBe("4.5");
    expect(subject.client.model.notes).toEqual([]);
  });
});

describe("a body that cannot be sent is left out, which is told", () => {
  test("01-get-with-body", async () => {
    const { create, sent, client } = await clientOf(documentOfCase("01-get-with-body"));
    const c = await create();
    expect(await refusalOf(() => c.search?.({ body: { q: "x" } }))).toMatch(/body: is not known to this operation/);
    await c.search?.();
    expect(sent).toMatchObject([{ method: "GET", url: "https://api.example.com/search", body: undefined }]);
    expect(client.model.notes).toMatchObject([{ rule: expect.stringContaining("a GET request has no body") }]);
  });

  test("HEAD, and TRACE, which `fetch` does not know at all", async () => {
    const requestBody = { content: { "application/json": {} } };
    const paths = {
      "/a": {
        head: operation("look", { requestBody }),
        trace: operation("follow"),
        delete: operation("purge", { requestBody }),
      },
    };
    const subject = await clientOf(documentWith(paths));
    const c = await subject.create();
    expect(Object.keys(c)).not.toContain("follow");
    expect(await refusalOf(() => c.look?.({ body: 1 }))).toMatch(/body/);
    expect((await sentBy(subject, "purge", { body: { a: 1 } })).body).toBe('{"a":1}');
    expect(subject.client.model.notes.map(({ rule }) => rule)).toEqual([
      expect.stringContaining("a TRACE request cannot be sent"),
      expect.stringContaining("a HEAD request has no body"),
    ]);
  });
});

test("an optional body may be left out", async () => {
  const subject = await withBody({ "application/json": schemaOf({ a: text }) }, {}, false);
  const sent = await sentBy(subject, "send", {});
  expect([sent.body, sent.headers["content-type"]]).toEqual([undefined, ""]);
  expect((await sentBy(subject, "send", { body: { a: "x" } })).body).toBe('{"a":"x"}');
});
