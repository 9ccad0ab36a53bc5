import { describe, expect, test } from "vitest";
import { jsonBody, keyInCookie, keyInHeader, keyInQuery, textBody } from "../core.ts";
import { issuesOf, parameters, plan, text } from "./planned.ts";

describe("an input that cannot be used is refused as a whole", () => {
  const unreadable = "cannot be read: it is circular or too deep, a getter fails, or a key is a symbol";
  const circular: Record<string, unknown> = {};
  circular.query = circular;
  test.each([
    [7, "type", "must be a plain object"],
    [null, "type", "must be a plain object"],
    [[], "type", "must be a plain object"],
    [new Map(), "type", "must be a plain object"],
    [circular, "json", unreadable],
    [{ query: { [Symbol("q")]: 1 } }, "json", unreadable],
  ])("%o", (input, rule, message) => {
    expect(issuesOf({ parameters }, input)).toEqual([{ path: "input", rule, message }]);
  });

  test("while none at all is an empty one", () => {
    expect(plan({}).url).toBe("https://api.example.com/purge");
  });
});

describe("a body", () => {
  const json = { mediaType: "application/json", schema: text, encode: jsonBody };
  const plain = { mediaType: "text/plain", schema: true, encode: textBody };

  test("of an unknown media type is refused with those that are known", () => {
    for (const contentType of ["text/xml", 7]) {
      expect(issuesOf({ bodies: [json, plain] }, { contentType, body: "a" })).toEqual([
        { path: "contentType", rule: "enum", message: "must be one of application/json, text/plain" },
      ]);
    }
  });

  test("that is required and missing is named, and one that is not need not be there", () => {
    expect(issuesOf({ bodies: [{ ...json, required: true }] }, {})).toEqual([
      { path: "body", rule: "required", message: "is required" },
    ]);
    expect(plan({ bodies: [json] }, {})).toMatchObject({ body: undefined, headers: { accept: "*/*;q=0.1" } });
  });

  test("that breaks its schema says so once", () => {
    expect(issuesOf({ bodies: [json] }, { body: 7 })).toEqual([
      { path: "body", rule: "type", message: 'must satisfy type: "string", is number' },
    ]);
  });

  test("that cannot be written says why", () => {
    expect(issuesOf({ bodies: [plain] }, { body: { a: 1 } })).toEqual([
      {
        path: "body",
        rule: "encoding",
        message: "must not hold lists, objects or nulls inside a list or object",
      },
    ]);
  });
});

describe("a list that is too long may be sent in parts", () => {
  const ids = { type: "array", maxItems: 1, items: text } as const;
  const schema = { type: "object", properties: { ids, other: ids } } as const;
  const bodies = [{ mediaType: "application/json", schema, encode: jsonBody }];
  const outcome = { completion: "completed", asked: "body.ids", findOut: "look" } as const;

  test("if its items stand for themselves, and no other may", () => {
    const input = { body: { ids: ["a", "b"], other: ["a", "b"] } };
    expect(issuesOf({ bodies, outcome }, input)).toEqual([
      {
        path: "body.ids",
        rule: "maxItems",
        message: "must satisfy maxItems: 1: send a longer list in parts, as inBatches() does",
      },
      { path: "body.other", rule: "maxItems", message: "must satisfy maxItems: 1" },
    ]);
    expect(issuesOf({ bodies }, input).map(({ message }) => message)).toEqual([
      "must satisfy maxItems: 1",
      "must satisfy maxItems: 1",
    ]);
    expect(issuesOf({ bodies, outcome }, { body: { ids: 7 } })).toEqual([
      { path: "body.ids", rule: "type", message: 'must satisfy type: "array", is number' },
    ]);
  });
});

describe("credentials", () => {
  const key = keyInHeader("key", "X-Key");

  test("that are missing are told, as the document has them", () => {
    expect(issuesOf({ security: [[key, keyInHeader("tenant", "X-Tenant")], [keyInQuery("token", "token")]] })).toEqual([
      { path: "auth", rule: "required", message: "must hold key and tenant, or token" },
    ]);
  });

  test("do not go where others could read them", () => {
    const client = { auth: { key: "k3y" }, baseUrl: "http://example.com" };
    expect(issuesOf({ security: [[key]] }, {}, {}, client)).toEqual([
      {
        path: "options.baseUrl",
        rule: "insecure",
        message: "must be https, so that nobody reads the credentials (or set allowInsecureHttp)",
      },
    ]);
    expect(issuesOf({ security: [[key], []] }, {}, {}, { baseUrl: "http://example.com" })).toEqual([]);
  });

  test.each([
    [keyInHeader("key", "X-A"), { headers: { "X-A": "a" } }, "X-A"],
    [keyInQuery("key", "q"), { query: { q: "a" } }, "q"],
    [keyInCookie("key", "c"), { cookies: { c: "a" } }, "c"],
  ])("%#: and a parameter of the same name cannot both be given", (scheme, input, name) => {
    expect(issuesOf({ parameters, security: [[scheme]] }, input, {}, { auth: { key: "k3y" } })).toEqual([
      { path: "auth", rule: "conflict", message: `and the parameter ${name} cannot both be given` },
    ]);
  });

  test.each([
    [keyInQuery("key", "c"), { cookies: { c: "a" } }],
    [keyInCookie("key", "q"), { query: { q: "a" } }],
    [keyInQuery("key", "quality"), { query: { q: "a" } }],
    [keyInQuery("key", "q2"), { query: { q: "2=a" } }],
    [keyInHeader("key", "X-B"), { headers: { "X-A": "a" } }],
  ])("%#: while they may stand beside each other", (scheme, input) => {
    expect(issuesOf({ parameters, security: [[scheme]] }, input, {}, { auth: { key: "k3y" } })).toEqual([]);
  });
});

describe("headers given in passing", () => {
  test.each(["X-A", "x-a", "X-Key", "x-other"])("do not take the place of a parameter or credential: %s", (name) => {
    const security = [[keyInHeader("key", "X-Key")], [keyInHeader("other", "X-Other")]];
    const issue = { path: `options.headers.${name}`, rule: "header", message: "belongs into the input or into auth" };
    expect(issuesOf({ parameters, security }, {}, { headers: { [name]: "a" } }, { auth: { key: "k3y" } })).toEqual([
      issue,
    ]);
    expect(issuesOf({ parameters, security }, {}, {}, { auth: { key: "k3y" }, headers: { [name]: "a" } })).toEqual([
      issue,
    ]);
  });

  test("are sent by the names that all headers have", () => {
    const { headers } = plan({}, {}, { headers: { "X-B": "call" } }, { headers: { "x-b": "client", "X-C": "client" } });
    expect(headers).toEqual({ accept: "*/*;q=0.1", "x-b": "call", "x-c": "client" });
  });
});

test("every media type that the document knows is accepted, once, and any other rather than none", () => {
  const responses = {
    "200": { "application/json": {}, "text/csv": {} },
    "404": { "application/json": {} },
    "500": { "text/plain": {} },
  };
  expect(plan({ responses }).headers.accept).toBe("application/json, text/csv, text/plain, */*;q=0.1");
});
