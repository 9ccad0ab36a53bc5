import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exactJsonBody } from "../../src/request/bodies.ts";
import { binaryBody, formDataBody, jsonBody, textBody, urlEncodedBody } from "../core.ts";
import { anyOperation, anyTransport } from "../examples.ts";
import { observe, rejection } from "../observed.ts";

/** Reads a body as a server would. */
function received(make: typeof jsonBody, value: unknown, mediaType: string): Response {
  const { write, typeOf } = make(mediaType, () => {});
  const sent = write(value);
  return new Response(sent, { headers: { "content-type": typeOf?.(sent, undefined) ?? mediaType } });
}

const text = fc.string({ unit: "grapheme" });
const field = fc.oneof(text, fc.integer(), fc.boolean());
const form = fc.dictionary(
  text.filter((name) => name !== "" && !/[\r\n]/.test(name)),
  fc.oneof(field, fc.array(field, { minLength: 1 })),
  {
    minKeys: 1,
    noNullPrototype: true,
  },
);
const expected = (value: Record<string, unknown>): Record<string, string[]> =>
  Object.fromEntries(Object.entries(value).map(([name, items]) => [name, [items].flat().map(String)]));

describe("a body is read back as it was given", () => {
  test("JSON", async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        const plain = JSON.parse(JSON.stringify(value));
        expect(await received(jsonBody, plain, "application/json").json()).toEqual(plain);
      }),
    );
  });

  test("a URL-encoded form", async () => {
    await fc.assert(
      fc.asyncProperty(form, async (value) => {
        const data = await received(urlEncodedBody, value, "application/x-www-form-urlencoded").formData();
        for (const [name, items] of Object.entries(expected(value))) expect(data.getAll(name)).toEqual(items);
        expect([...new Set(data.keys())]).toEqual(Object.keys(value));
      }),
    );
  });

  test("a multipart form", async () => {
    await fc.assert(
      fc.asyncProperty(form, async (value) => {
        const data = await received(formDataBody, value, "multipart/form-data").formData();
        for (const [name, items] of Object.entries(expected(value))) expect(data.getAll(name)).toEqual(items);
      }),
    );
  });

  test("files, bytes and objects in a multipart form", async () => {
    const value = { file: new File(["a\nb"], "a.txt"), bytes: new Uint8Array([0, 255]), object: { a: [1] } };
    const data = await received(formDataBody, value, "multipart/form-data").formData();
    expect(await (data.get("file") as File).text()).toBe("a\nb");
    expect((data.get("file") as File).name).toBe("a.txt");
    expect([...new Uint8Array(await (data.get("bytes") as File).arrayBuffer())]).toEqual([0, 255]);
    expect(data.get("object")).toBe('{"a":[1]}');
  });

  test("lines of any end in a multipart field", async () => {
    for (const lines of ["b\nc", "\nb", "b\r\n\nc", "b\rc", "b\r\n\r"]) {
      const data = await received(formDataBody, { a: lines }, "multipart/form-data").formData();
      expect(data.get("a")).toBe(lines);
    }
  });

  test("times in JSON", () => {
    expect(jsonBody("application/json", () => {}).write({ at: [new Date(0)] })).toBe(
      '{"at":["1970-01-01T00:00:00.000Z"]}',
    );
  });

  test("lines that end with CR LF in a multipart field", async () => {
    for (const text of ["a\r\nb\r\n", "\r\n\r\n"]) {
      const data = await received(formDataBody, { text }, "multipart/form-data").formData();
      expect(data.get("text")).toBe(text);
    }
  });

  test("text and bytes", async () => {
    expect(await received(textBody, "ü\n", "text/plain").text()).toBe("ü\n");
    const bytes = new Uint8Array([1, 2, 3]);
    const body = binaryBody("application/octet-stream", () => {}).write(bytes);
    bytes[0] = 9;
    expect([...new Uint8Array(await new Response(body).arrayBuffer())]).toEqual([1, 2, 3]);
  });
});

describe("a body is refused", () => {
  test.each([
    ["half a surrogate pair in a multipart field", formDataBody, { a: "\ud800" }, "Unicode"],
    ["a stream in a form", formDataBody, { a: new ReadableStream() }, "lists, objects or nulls"],
    ["a text in place of a form", formDataBody, "a=1", "fields by name"],
    ["a file in place of a form", formDataBody, new Blob(["a"]), "fields by name"],
    ["a list in place of a URL-encoded form", urlEncodedBody, ["a"], "fields by name"],
    ["an empty list in a form", formDataBody, { a: [] }, "empty lists"],
    ["an empty list in a URL-encoded form", urlEncodedBody, { a: [] }, "empty lists"],
    ["null in a form", urlEncodedBody, { a: null }, "nulls"],
    ["a text as bytes", binaryBody, "abc", "Blob"],
    ["an object as text", textBody, {}, "objects"],
    ["a Map in JSON", jsonBody, { a: new Map() }, "nothing but JSON"],
  ])("for %s", (_what, encode, value, message) => {
    expect(() => encode("x/y", () => {}).write(value)).toThrow(message);
  });
});

describe("an operation with several bodies", () => {
  const schema = { type: "object", properties: { a: { type: "string" } } };
  const bodies = [
    { mediaType: "application/json", schema, encode: jsonBody },
    { mediaType: "application/x-www-form-urlencoded", schema, encode: urlEncodedBody },
    { mediaType: "application/octet-stream", schema: { format: "binary" }, encode: binaryBody },
  ];
  const { fetch, calls } = observe();
  const purge = anyOperation({ bodies })(anyTransport({ fetch }));

  test("sends the first unless told otherwise", async () => {
    await purge({ body: { a: "b c" } });
    expect(calls.at(-1)).toMatchObject({
      headers: { "content-type": "application/json" },
      init: { body: '{"a":"b c"}' },
    });
    await purge({ body: { a: "b c" }, contentType: "application/x-www-form-urlencoded" });
    expect(calls.at(-1)).toMatchObject({
      headers: { "content-type": "application/x-www-form-urlencoded" },
      init: { body: "a=b%20c" },
    });
    await purge({ body: new Uint8Array([7]), contentType: "application/octet-stream" });
    expect(calls.at(-1)?.init.body).toBeInstanceOf(Blob);
  });

  test("sends none where none is given, and none is required", async () => {
    await purge({});
    expect(calls.at(-1)?.init.body).toBe(null);
    expect(calls.at(-1)?.headers).not.toHaveProperty("content-type");
  });

  test("refuses an unknown one", async () => {
    expect(await rejection(purge({ body: { a: "b" }, contentType: "text/xml" }))).toMatchObject({
      issues: [{ path: "contentType", rule: "enum" }],
    });
  });

  test("says the boundary of a multipart form in its content type", async () => {
    await anyOperation({ bodies: [{ mediaType: "multipart/form-data", schema, encode: formDataBody }] })(
      anyTransport({ fetch }),
    )({
      body: { a: "b" },
    });
    const { headers, init } = calls.at(-1) ?? {};
    const boundary = /^multipart\/form-data; boundary=(form-[\da-f]{32})$/.exec(headers?.["content-type"] ?? "")?.[1];
    expect(await new Response(init?.body).text()).toBe(
      `--${boundary}\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--${boundary}--\r\n`,
    );
  });
});

describe("parameters that could be mistaken for others are refused", () => {
  test("an exploded object with the name of another parameter in it", async () => {
    const { queryForm } = await import("../core.ts");
    const { fetch, calls } = observe();
    const purge = anyOperation({
      parameters: [
        { name: "all", in: "query", schema: { type: "boolean" }, encode: queryForm },
        {
          name: "where",
          in: "query",
          schema: { type: "object", additionalProperties: {} },
          encode: queryForm,
          explode: true,
        },
      ],
    })(anyTransport({ fetch }));
    expect(await rejection(purge({ query: { all: false, where: { all: true } } }))).toMatchObject({
      issues: [{ path: "query.where", rule: "style" }],
    });
    expect(await rejection(purge({ query: { where: { all: true } } }))).toMatchObject({
      issues: [{ path: "query.where", rule: "style" }],
    });
    expect(calls).toEqual([]);
  });
});

test.each<[what: string, encode: typeof formDataBody, body: object, path: string, message: RegExp]>([
  ["bytes within a part that is JSON", formDataBody, { meta: { file: new Blob(["a"]) } }, "body.meta", /but JSON/],
  ["half a character in a field", urlEncodedBody, { "a b": "a\ud800" }, 'body["a b"]', /well-formed/],
  ["an empty list", formDataBody, { a: "b", list: [] }, "body.list", /empty lists/],
])("what is wrong with a field of a form is told at its place: %s", async (_what, encode, body, path, message) => {
  const { fetch, calls } = observe();
  const mediaType = encode === formDataBody ? "multipart/form-data" : "application/x-www-form-urlencoded";
  const meta = { type: "object", properties: { file: { type: "string", format: "binary" } } } as const;
  const schema = { type: "object", properties: { meta }, additionalProperties: {} } as const;
  const bodies = [{ mediaType, schema, encode }];
  const error = await rejection(anyOperation({ bodies })(anyTransport({ fetch }))({ body }));
  expect(error).toMatchObject({ issues: [{ path, rule: "encoding", message: expect.stringMatching(message) }] });
  expect(calls).toEqual([]);
});

test("no part of a form has a name that UTF-8 cannot say", () => {
  const { write } = formDataBody("multipart/form-data", () => {});
  expect(() => write({ "a\ud800": "x" })).toThrow("well-formed Unicode");
});

test("a text that UTF-8 cannot say is refused, and not sent as another", async () => {
  const { fetch, calls } = observe();
  const bodies = [{ mediaType: "text/plain", schema: { type: "string" }, encode: textBody }] as const;
  const error = await rejection(anyOperation({ bodies })(anyTransport({ fetch }))({ body: "a\ud800" }));
  expect(error).toMatchObject({ issues: [{ path: "body", rule: "encoding" }] });
  expect(calls).toEqual([]);
});

describe("a time in JSON with integers of any size", () => {
  const { write } = exactJsonBody("application/json", () => {});

  test("is written whatever somebody has made of its toJSON", () => {
    const time = new Date(0);
    time.toJSON = () => "another";
    expect(write({ time })).toBe('{"time":"1970-01-01T00:00:00.000Z"}');
  });

  test("is refused where its year has more than four digits", () => {
    expect(() => write({ time: new Date(8e15) })).toThrow("years 0 to 9999");
  });
});
