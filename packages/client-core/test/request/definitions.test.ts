import { describe, expect, test } from "vitest";
import { binary, bytes } from "../../src/checks/formats.ts";
import type { Body, Definition, Parameter } from "../../src/definition.ts";
import { operation } from "../../src/operation.ts";
import { binaryBody, jsonBody, rangeBody, textBody } from "../../src/request/bodies.ts";
import { formDataBody, urlEncodedBody } from "../../src/request/forms.ts";
import { inCookie, inHeader, inPath, inQuery, mandatory, orEmpty } from "../../src/request/parameters.ts";
import { deepObject, form, formExploded, reserved, reservedText, type Style } from "../../src/request/styles.ts";
import { checkOf } from "../check-of.ts";
import type { InvalidRequestError, RequestPlan } from "../core.ts";
import { anyTransport } from "../examples.ts";

// As the generator writes them: what it leaves out is what a document leaves out.
const anything = (): void => {};

const plan = (definition: Partial<Definition>, input?: unknown): RequestPlan =>
  operation<[unknown], unknown, unknown>(() => ({
    name: "purge",
    method: "POST",
    path: "/purge",
    responses: { "204": {} },
    ...definition,
  }))(anyTransport()).plan(input);

function issuesOf(...call: Parameters<typeof plan>): InvalidRequestError["issues"] {
  try {
    plan(...call);
  } catch (error) {
    return (error as InvalidRequestError).issues;
  }
  return [];
}

describe("parameters", () => {
  const one = { path: "a", query: "b", headers: "c", cookies: "d" };
  const parameters = [inPath("a", anything), inQuery("b", anything), inHeader("c", anything), inCookie("d", anything)];
  const empty = Object.fromEntries(Object.entries(one).map(([group, name]) => [group, { [name]: "" }]));

  test("of a path have to be given, and others need not be", () => {
    expect(issuesOf({ parameters }, {})).toEqual([{ path: "path.a", rule: "required", message: "is required" }]);
    expect(issuesOf({ parameters: parameters.map(mandatory) }, {})).toHaveLength(4);
  });

  test("must not be empty, unless the document takes an empty text", () => {
    expect(issuesOf({ parameters }, empty).map(({ path, rule }) => [path, rule])).toEqual(
      Object.entries(one).map(([group, name]) => [`${group}.${name}`, "empty"]),
    );
    const query: Parameter = orEmpty(inQuery("b", anything));
    expect(plan({ parameters: [query] }, { query: { b: "" } }).url).toBe("https://api.example.com/purge?b=");
    for (const b of [null, [], {}])
      expect(issuesOf({ parameters: [query] }, { query: { b } })).toMatchObject([{ path: "query.b", rule: "empty" }]);
  });
});

describe("an object in a query", () => {
  const urlOf = (style: Style, b: unknown): string =>
    plan({ parameters: [inQuery("b", anything, style)] }, { query: { b } }).url.slice(
      "https://api.example.com/purge?".length,
    );

  test("has its keys in brackets, and what has none is written without", () => {
    expect(urlOf(deepObject, { x: 1, "y z": new Date(0) })).toBe(
      "b%5Bx%5D=1&b%5By%20z%5D=1970-01-01T00%3A00%3A00.000Z",
    );
    expect(urlOf(deepObject, 7)).toBe("b=7");
    expect(urlOf(deepObject, new Date(0))).toBe("b=1970-01-01T00%3A00%3A00.000Z");
  });

  test.each(["x[", "x]", "[x]"])("is refused where its keys have brackets themselves: %s", (key) => {
    expect(issuesOf({ parameters: [inQuery("b", anything, deepObject)] }, { query: { b: { [key]: 1 } } })).toEqual([
      {
        path: "query.b",
        rule: "style",
        message: "must not have brackets in its keys: they would be read as keys within keys",
      },
    ]);
  });

  test("keeps what means something in a URL, where that is allowed, but for what stands between", () => {
    const all = ":/?#[]@!$&'()*+,;= %";
    expect(urlOf(reservedText, all)).toBe("b=:/?%23%5B%5D@!$%26'()*%2B,;=%20%25");
    expect(urlOf(reserved(form), ["a:b", "c=d,e"])).toBe("b=a:b,c%3Dd%2Ce");
    expect(urlOf(reserved(formExploded), ["a:b", "c/d&e"])).toBe("b=a:b&b=c/d%26e");
    expect(urlOf(reserved(formExploded), { "x:y": "a:b" })).toBe("x%3Ay=a:b");
  });

  test("that keeps it must not name another parameter either", () => {
    const parameters = [inQuery("x", anything), inQuery("b", anything, reserved(formExploded))];
    expect(issuesOf({ parameters }, { query: { b: { x: 1 } } })).toMatchObject([{ path: "query.b", rule: "style" }]);
  });
});

describe("a body of bytes", () => {
  const upload = { bodies: [binaryBody("application/octet-stream", bytes)] };

  test("may be a stream, unless somebody reads that", () => {
    const body = new ReadableStream();
    expect(plan(upload, { body })).toMatchObject({ body, headers: { "content-type": "application/octet-stream" } });
    body.getReader();
    expect(issuesOf(upload, { body })).toEqual([
      {
        path: "body",
        rule: "encoding",
        message: "must be a stream that nobody reads: this one is locked",
      },
    ]);
  });

  test("is taken where bytes can be sent as they are, and nowhere else", () => {
    const body = new Uint8Array(1);
    expect(issuesOf({ bodies: [binaryBody("a/b", binary)] }, { body })).toEqual([]);
    expect(issuesOf({ bodies: [jsonBody("application/json", binary)] }, { body })).toMatchObject([{ rule: "format" }]);
    const schema = { type: "object", properties: { a: { type: "string", format: "binary" } } } as const;
    const inForm = (make: typeof urlEncodedBody): Body => make("a/b", checkOf(schema, "request"));
    expect(issuesOf({ bodies: [inForm(formDataBody)] }, { body: { a: body } })).toEqual([]);
    expect(issuesOf({ bodies: [inForm(urlEncodedBody)] }, { body: { a: body } })).toMatchObject([{ path: "body.a" }]);
    // None of them has to be given.
    for (const make of [formDataBody, urlEncodedBody]) expect(issuesOf({ bodies: [inForm(make)] }, {})).toEqual([]);
  });
});

describe("a body of a range of media types", () => {
  const images = { bodies: [rangeBody(binaryBody("Image/*", bytes))] };
  const typeOf = (input: unknown, definition: Partial<Definition> = images): unknown =>
    plan(definition, input).headers["content-type"];
  const body = new Uint8Array(1);

  test.each(["image/png", "IMAGE/svg+xml", "image/x-a.b_c!#$&^", "image/png; a=b", "image/png ;a=b"])(
    "is of the one that is named: %s",
    (contentType) => {
      expect(typeOf({ body, contentType })).toBe(contentType);
      expect(typeOf({ body: new Blob([body], { type: "image/gif" }), contentType })).toBe(contentType);
    },
  );

  test("is of the one that a Blob has, where none is named", () => {
    expect(typeOf({ body: new Blob([body], { type: "image/gif" }) })).toBe("image/gif");
  });

  test.each([
    "image/",
    "image/*",
    "images/png",
    "x image/png",
    "image/a/b",
    "image/png,a",
    "image/png; a=*",
    "image/png;\n",
    "text/plain",
    7,
    ["image/png"],
  ])("is of none that is not in it: %j", (contentType) => {
    expect(issuesOf(images, { body, contentType })).toEqual([
      { path: "contentType", rule: "enum", message: "must be one of Image/*" },
    ]);
  });

  test.each([body, new Blob([]), new Blob([], { type: "text/plain" })])("has to be of one: %o", (given) => {
    expect(issuesOf(images, { body: given })).toEqual([
      {
        path: "body",
        rule: "encoding",
        message: "must be of a media type of Image/*: name it in contentType, or give a Blob that has it",
      },
    ]);
  });

  test("stands back behind a media type that is named as a whole", () => {
    const plain = textBody("text/plain", anything);
    const both = { bodies: [rangeBody(binaryBody("text/*", bytes)), plain] };
    expect(plan(both, { body: "a", contentType: "text/plain" }).body).toBe("a");
    expect(plan(both, { body, contentType: "text/csv" }).body).toBeInstanceOf(Blob);
  });

  test("of which the end is said is of one that ends so, dot for dot", () => {
    const vendor = { bodies: [rangeBody(binaryBody("application/vnd.*+json", bytes))] };
    expect(typeOf({ body, contentType: "application/vnd.a+json" }, vendor)).toBe("application/vnd.a+json");
    for (const contentType of ["application/vndxa+json", "application/vnd.ajson", "application/vnd.a+xml"])
      expect(issuesOf(vendor, { body, contentType })).toHaveLength(1);
  });
});
