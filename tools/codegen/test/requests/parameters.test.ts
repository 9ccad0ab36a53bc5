import { describe, expect, test } from "vitest";
import { clientOf, complaints, documentOfCase, documentWith, operation, refusalOf, type Subject } from "./client-of.ts";

const withParameters = (parameters: readonly object[], path = "/a", rest: object = {}): Promise<Subject> =>
  clientOf(documentWith({ [path]: { get: operation("read", { parameters }) } }, rest));

/** What stands behind the path, for a call with this query. */
async function searchOf({ create, sent }: Subject, query: object, name = "read"): Promise<string> {
  await (await create())[name]?.({ query });
  return sent.splice(0)[0]?.url.split("?").slice(1).join("?") ?? "";
}

const text = { type: "string" };
const list = { type: "array", items: text };
const object = { type: "object", additionalProperties: text };

describe("`content` of a parameter", () => {
  test("that is no JSON is sent as it is: 19-content-text-parameter", async () => {
    expect(await searchOf(await clientOf(documentOfCase("19-content-text-parameter")), { scope: "a b" }, "q")).toBe(
      "scope=a%20b",
    );
  });

  test.each([
    ["text/plain", { type: "integer" }, 5, "p=5", 0],
    ["application/xml", { type: "object", properties: { a: text } }, "<a>1</a>", "p=%3Ca%3E1%3C%2Fa%3E", 1],
    ["application/x-www-form-urlencoded", object, "a=1&b=2", "p=a%3D1%26b%3D2", 1],
    ["text/json", object, { a: "1" }, "p=%7B%22a%22%3A%221%22%7D", 0],
    ["application/vnd.x+json", list, ["a"], "p=%5B%22a%22%5D", 0],
  ])("of %s", async (mediaType, schema, value, expected, notes) => {
    const subject = await withParameters([{ name: "p", in: "query", content: { [mediaType]: { schema } } }]);
    expect(await searchOf(subject, { p: value })).toBe(expected);
    expect(subject.client.model.notes).toHaveLength(notes);
  });

  test("is a text in a header, too", async () => {
    const { create, sent } = await withParameters([
      { name: "X-P", in: "header", content: { "text/csv": { schema: list } } },
    ]);
    await (await create()).read?.({ headers: { "X-P": "a,b" } });
    expect(sent[0]?.headers["x-p"]).toBe("a,b");
  });
});

describe("allowReserved", () => {
  test("leaves what means something in a URL: 30-allow-reserved", async () => {
    expect(await searchOf(await clientOf(documentOfCase("30-allow-reserved")), { url: "https://x/y?z" }, "q")).toBe(
      "url=https://x/y?z",
    );
  });

  // By hand: RFC 6570, 3.2.3, but for what would end the value, be read as a blank, or is no part of a query.
  test.each([
    [text, {}, "a&b=c#d+e f%20g[h]é,;@!$'()*", "p=a%26b=c%23d%2Be%20f%2520g%5Bh%5D%C3%A9,;@!$'()*"],
    [list, { explode: true }, ["a/b", "c&d"], "p=a/b&p=c%26d"],
    [list, { explode: false }, ["a/b", "c:d"], "p=a/b,c:d"],
    [object, { style: "deepObject", explode: true }, { "k/l": "a/b" }, "p%5Bk%2Fl%5D=a/b"],
  ])("of %j with %j", async (schema, style, value, expected) => {
    const subject = await withParameters([{ name: "p", in: "query", allowReserved: true, schema, ...style }]);
    expect(await searchOf(subject, { p: value })).toBe(expected);
  });

  test("does not let an item end where it does not", async () => {
    const subject = await withParameters([
      { name: "p", in: "query", allowReserved: true, explode: false, schema: list },
    ]);
    await searchOf(subject, { p: ["a,b", "c"] });
    const c = await subject.create();
    expect(c.read?.plan({ query: { p: ["a,b", "c"] } }).url).toBe("https://api.example.com/a?p=a%2Cb,c");
  });

  test("does not let the names of an object pass for other parameters", async () => {
    const { create } = await withParameters([
      { name: "all/x", in: "query", schema: text },
      { name: "p", in: "query", allowReserved: true, schema: object },
    ]);
    const c = await create();
    expect(await refusalOf(() => c.read?.({ query: { p: { "all/x": "1" } } }))).toMatch(
      /must not name another parameter/,
    );
  });
});

describe("allowEmptyValue", () => {
  const parameters = [
    { name: "flag", in: "query", allowEmptyValue: true, schema: { type: "boolean" } },
    { name: "any", in: "query", allowEmptyValue: true, schema: text },
    { name: "other", in: "query", schema: text },
  ];

  test("lets an empty text pass, whatever the type, and nothing else that is empty", async () => {
    const subject = await withParameters(parameters);
    expect(await searchOf(subject, { flag: "", any: "" })).toBe("flag=&any=");
    expect(await searchOf(subject, { flag: true })).toBe("flag=true");
    const c = await subject.create();
    for (const query of [{ other: "" }, { flag: undefined }, { flag: null }, { flag: "x" }, { any: [] }])
      expect(await refusalOf(() => c.read?.({ query }))).toMatch(/query\./);
    const found = complaints(subject.client, [
      'create().read({ query: { flag: "" } });',
      'create().read({ query: { flag: "x" } });',
    ]);
    expect(found.map((one) => one !== undefined)).toEqual([false, true]);
  }, 60_000);
});

describe("header parameters", () => {
  test("whose names differ in case only are one, the operation's: 32-header-case", async () => {
    const { create, sent } = await clientOf(documentOfCase("32-header-case"));
    const c = await create();
    await c.h?.({ headers: { "x-trace": 1 } });
    expect(sent[0]?.headers["x-trace"]).toBe("1");
    expect(await refusalOf(() => c.h?.({ headers: { "X-Trace": "up", "x-trace": 1 } }))).toMatch(
      /headers\.X-Trace: is not known/,
    );
  });

  test("whose names differ in case only, of one list, are refused", async () => {
    const parameters = ["X-A", "x-a"].map((name) => ({ name, in: "header", schema: text }));
    await expect(withParameters(parameters)).rejects.toThrow(
      /X-A and x-a are the same header\n {2}remedy: remove one of them/,
    );
  });

  test.each(["Authorization", "ACCEPT", "content-type"])("called %s are left out, which is told", async (name) => {
    const { create, sent, client } = await withParameters([{ name, in: "header", required: true, schema: text }]);
    await (await create()).read?.();
    expect(sent[0]?.headers).toEqual(expect.not.objectContaining({ authorization: expect.anything() }));
    expect(client.model.notes).toMatchObject([
      { rule: `a parameter for the header ${name} is ignored, as OpenAPI has it` },
    ]);
  });

  test.each(["Host", "Content-Length", "connection", "Expect", "Transfer-Encoding", "Keep-Alive", "Upgrade"])(
    "called %s would be dropped on the way: they are left out, which is told",
    async (name) => {
      const { create, sent, client } = await withParameters([{ name, in: "header", required: true, schema: text }]);
      await (await create()).read?.();
      expect(sent).toHaveLength(1);
      expect(client.model.notes).toMatchObject([
        { rule: `a parameter for the header ${name} cannot be given: it is the connection's, and left out` },
      ]);
    },
  );

  test("called Authorization become a credential by what the remedy says: 36-authorization-parameter", async () => {
    const document = documentOfCase("36-authorization-parameter");
    const { client } = await clientOf(document);
    expect(client.model.notes[0]?.remedy).toMatch(
      /securitySchemes: \{ token: \{ type: http, scheme: bearer \} \}.*security: \[\{ token: \[\] \}\]/,
    );
    const said = {
      components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
      security: [{ token: [] }],
    };
    const { create, sent } = await clientOf({ ...document, ...said });
    await (await create({ auth: { token: "x" } })).a?.();
    expect(sent[0]?.headers.authorization).toBe("Bearer x");
  });
});

describe("a querystring of 3.2", () => {
  const of = (content: object): Promise<Subject> =>
    withParameters([{ name: "all", in: "querystring", required: true, content }], "/a", { openapi: "3.2.0" });
  const properties = { a: text, b: list, c: object, d: object };

  test("is a form, whose fields are parameters", async () => {
    const schema = { type: "object", required: ["a"], properties };
    const encoding = { d: { style: "deepObject", explode: true } };
    const subject = await of({ "application/x-www-form-urlencoded": { schema, encoding } });
    const query = { a: "x y", b: ["1", "2"], c: { k: "v" }, d: { k: "v" } };
    expect(await searchOf(subject, query)).toBe("a=x%20y&b=1&b=2&c=%7B%22k%22%3A%22v%22%7D&d%5Bk%5D=v");
    const c = await subject.create();
    expect(await refusalOf(() => c.read?.({ query: { b: ["1"] } }))).toMatch(/query\.a: is required/);
  });

  test.each([{ "application/json": { schema: { properties } } }, { "application/x-www-form-urlencoded": {} }])(
    "is refused where it is no form of known fields: %j",
    async (content) => {
      await expect(of(content)).rejects.toThrow(/only understood as a form .*\n {2}remedy: declare its fields/);
    },
  );
});

describe("a path that would lead elsewhere is refused, with a remedy", () => {
  test.each([
    [
      documentOfCase("18-fragment-path"),
      /the path `\/jobs#start` has a fragment, which is never sent: the server would see \/jobs\n {2}remedy: .*target: \$\.paths\['\/jobs#start'\], remove: true/,
    ],
    [documentWith({ "/a?b=1": { get: operation("read") } }), /the path `\/a\?b=1` has a query/],
    [documentWith({ "/#/a": { get: operation("read") } }), /the server would see \//],
  ])("%#", async (document, words) => {
    await expect(clientOf(document)).rejects.toThrow(words);
  });
});

// The style table of OpenAPI 3.1.1, and RFC 6570, by hand: `color` is "", "blue", ["blue","black","brown"] or {R,G,B}.
describe("the table of styles", () => {
  const colors = ["blue", "black", "brown"];
  const rgb = { R: 100, G: 200, B: 150 };
  const numbers = { type: "object", additionalProperties: { type: "integer" } };

  test.each([
    ["matrix", false, ";color=blue", ";color=blue,black,brown", ";color=R,100,G,200,B,150"],
    ["matrix", true, ";color=blue", ";color=blue;color=black;color=brown", ";R=100;G=200;B=150"],
    ["label", false, ".blue", ".blue,black,brown", ".R,100,G,200,B,150"],
    ["label", true, ".blue", ".blue.black.brown", ".R=100.G=200.B=150"],
    ["simple", false, "blue", "blue,black,brown", "R,100,G,200,B,150"],
    ["simple", true, "blue", "blue,black,brown", "R=100,G=200,B=150"],
  ])("in the path: %s, exploded %s", async (style, explode, ...expected) => {
    for (const [index, [schema, value]] of (
      [
        [text, "blue"],
        [list, colors],
        [numbers, rgb],
      ] as const
    ).entries()) {
      const { create } = await withParameters(
        [{ name: "color", in: "path", required: true, style, explode, schema }],
        "/a/{color}",
      );
      expect((await create()).read?.plan({ path: { color: value } }).url).toBe(
        `https://api.example.com/a/${expected[index]}`,
      );
    }
  });

  // What a value without keys is in `deepObject` no table says; dropped, it would be a filter less.
  test("in the query: deepObject of what has no keys is written as without a style", async () => {
    const oneOf = [numbers, { type: "integer" }, text, { type: "boolean" }];
    const subject = await withParameters([{ name: "created", in: "query", style: "deepObject", schema: { oneOf } }]);
    for (const [value, expected] of [
      [17, "created=17"],
      ["a&b", "created=a%26b"],
      [true, "created=true"],
      [{ R: 1 }, "created%5BR%5D=1"],
    ])
      expect(await searchOf(subject, { created: value })).toBe(expected);
    const dated = { oneOf: [numbers, { type: "string", format: "date-time" }] };
    const times = await withParameters([{ name: "created", in: "query", style: "deepObject", schema: dated }]);
    const search = await searchOf(times, { created: new Date("2026-01-01T00:00:00Z") });
    expect(search).toBe("created=2026-01-01T00%3A00%3A00.000Z");
  });

  test("in the query: keys with brackets in deepObject are refused, as they would be read as keys within keys", async () => {
    const schema = { type: "object", additionalProperties: text };
    const { create } = await withParameters([{ name: "p", in: "query", style: "deepObject", schema }]);
    const c = await create();
    expect(await refusalOf(() => c.read?.({ query: { p: { "a][b": "1" } } }))).toMatch(/brackets in its keys/);
  });

  test.each([
    ["form", false, "color=blue", "color=blue,black,brown", "color=R,100,G,200,B,150"],
    ["form", true, "color=blue", "color=blue&color=black&color=brown", "R=100&G=200&B=150"],
    ["spaceDelimited", false, undefined, "color=blue%20black%20brown", "color=R%20100%20G%20200%20B%20150"],
    ["pipeDelimited", false, undefined, "color=blue%7Cblack%7Cbrown", "color=R%7C100%7CG%7C200%7CB%7C150"],
    ["deepObject", true, undefined, undefined, "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"],
  ])("in the query: %s, exploded %s", async (style, explode, ...expected) => {
    for (const [index, [schema, value]] of (
      [
        [text, "blue"],
        [list, colors],
        [numbers, rgb],
      ] as const
    ).entries()) {
      if (expected[index] === undefined) continue;
      const subject = await withParameters([{ name: "color", in: "query", style, explode, schema }]);
      expect(await searchOf(subject, { color: value })).toBe(expected[index]);
    }
  });

  test.each([
    [false, "color=blue,black,brown", "color=R,100,G,200,B,150"],
    [true, "color=blue; color=black; color=brown", "R=100; G=200; B=150"],
  ])("in a cookie: form, exploded %s", async (explode, ...expected) => {
    for (const [index, [schema, value]] of (
      [
        [list, colors],
        [numbers, rgb],
      ] as const
    ).entries()) {
      const { create, sent } = await withParameters([{ name: "color", in: "cookie", explode, schema }]);
      await (await create()).read?.({ cookies: { color: value } });
      expect(sent[0]?.headers.cookie).toBe(expected[index]);
    }
  });

  test.each([
    [false, "blue,black,brown", "R,100,G,200,B,150"],
    [true, "blue,black,brown", "R=100,G=200,B=150"],
  ])("in a header: simple, exploded %s", async (explode, ...expected) => {
    for (const [index, [schema, value]] of (
      [
        [list, colors],
        [numbers, rgb],
      ] as const
    ).entries()) {
      const { create, sent } = await withParameters([{ name: "X-Color", in: "header", explode, schema }]);
      await (await create()).read?.({ headers: { "X-Color": value } });
      expect(sent[0]?.headers["x-color"]).toBe(expected[index]);
    }
  });
});
