import { describe, expect, test } from "vitest";
import {
  cookieForm,
  type InvalidRequestError,
  jsonBody,
  keyInCookie,
  keyInHeader,
  keyInQuery,
  type OperationDescriptor,
  pathSimple,
  queryForm,
  textBody,
} from "../../src/index.ts";
import { anyOperation, anyTransport } from "../examples.ts";

function plan(descriptor: Partial<OperationDescriptor>, input?: unknown, options?: unknown, client: object = {}) {
  return anyOperation(descriptor)(anyTransport(client)).plan(input, options);
}

function issuesOf(...call: Parameters<typeof plan>): InvalidRequestError["issues"] {
  try {
    plan(...call);
  } catch (error) {
    return (error as InvalidRequestError).issues;
  }
  return [];
}

const text = { type: "string" } as const;
const parameters = [
  { name: "id", in: "path", schema: text, encode: pathSimple },
  { name: "q", in: "query", schema: text, encode: queryForm },
  { name: "X-A", in: "header", schema: text, encode: pathSimple },
  { name: "c", in: "cookie", schema: text, encode: queryForm },
] as const;

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

describe("a key is refused that the operation does not know", () => {
  const unknown = "is not known to this operation: correct the name, or leave it out";
  test.each([
    [{ body: {} }, "body", "unknown", unknown],
    [{ contentType: "text/plain" }, "contentType", "unknown", unknown],
    [{ params: {} }, "params", "unknown", "is not one of path, query, headers, cookies and body"],
    [{ header: {} }, "header", "unknown", "is not one of path, query, headers, cookies and body"],
    [{ query: [] }, "query", "type", "must be a plain object, or left out"],
    [{ headers: undefined }, "headers", "type", "must be a plain object, or left out"],
    [{ path: { q: "a" } }, "path.q", "unknown", unknown],
    [{ query: { id: "a" } }, "query.id", "unknown", unknown],
    [{ headers: { "x-a": "a" } }, "headers.x-a", "unknown", unknown],
    [{ cookies: { "": "a" } }, "cookies.", "unknown", unknown],
  ])("%j", (input, path, rule, message) => {
    expect(issuesOf({ parameters }, input)).toEqual([{ path, rule, message }]);
  });

  test("and none of those that it knows", () => {
    const input = { path: { id: "a" }, query: { q: "b" }, headers: { "X-A": "c" }, cookies: { c: "d" } };
    const sent = plan({ parameters, path: "/things/{id}/{id}" }, input);
    expect(sent.url).toBe("https://api.example.com/things/a/a?q=b");
    expect(sent.headers).toEqual({ accept: "*/*;q=0.1", "x-a": "c", cookie: "c=d" });
  });
});

describe("a parameter", () => {
  test("that is required and missing is named", () => {
    const required = parameters.map((parameter) => ({ ...parameter, required: true }));
    expect(issuesOf({ parameters: required }, { query: {} })).toEqual(
      ["path.id", "query.q", "headers.X-A", "cookies.c"].map((path) => ({
        path,
        rule: "required",
        message: "is required",
      })),
    );
  });

  test.each([undefined, null, "", [], {}])("that is empty is refused: %j", (q) => {
    const any = [{ ...parameters[1], schema: true }];
    expect(issuesOf({ parameters: any }, { query: { q } })).toEqual([
      {
        path: "query.q",
        rule: "empty",
        message: "is empty, which a server may read as everything: give a value, or leave the key out",
      },
    ]);
  });

  test.each([0, false, new Date(0), " ", ["a"]])("that only looks empty is not: %j", (q) => {
    const any = [{ ...parameters[1], schema: true }];
    expect(issuesOf({ parameters: any }, { query: { q } })).toEqual([]);
  });

  test("that breaks its schema says so once", () => {
    expect(issuesOf({ parameters }, { query: { q: 7 } })).toEqual([
      { path: "query.q", rule: "type", message: 'must satisfy type: "string", is number' },
    ]);
  });

  test("that is a time of a year with more than four digits says so", () => {
    const time = [{ ...parameters[1], schema: { type: "string", format: "date-time" } as const }];
    for (const year of [-1, 10_000]) {
      const q = new Date(Date.UTC(2000, 0));
      q.setUTCFullYear(year);
      expect(issuesOf({ parameters: time }, { query: { q } })).toEqual([
        { path: "query.q", rule: "style", message: "must be a time of the years 0 to 9999" },
      ]);
    }
  });

  test.each([".", "a/..", "%2E%2e", "a%5C..", "%25252e", "..%2f"])("does not climb in the path: %s", (id) => {
    expect(issuesOf({ parameters, path: "/{id}" }, { path: { id } })).toEqual([
      { path: "path.id", rule: "style", message: "must not climb in the path with . or .." },
    ]);
  });

  test.each(["...", ".a", "a.", "..a", "a..", "%2", "%252", "a%2e", "x2e", ". "])("may hold dots: %s", (id) => {
    expect(issuesOf({ parameters, path: "/{id}" }, { path: { id } })).toEqual([]);
  });

  test("whose text means something to replace() is written as it is", () => {
    expect(
      plan({ parameters: [{ ...parameters[0], encode: () => "$&-$1" }], path: "/{id}" }, { path: { id: "a" } }).url,
    ).toBe("https://api.example.com/$&-$1");
  });
});

describe("an exploded object must not pass for another parameter", () => {
  const object = { type: "object", additionalProperties: true } as const;
  const where = (place: "cookie" | "query", name = "where") =>
    ({
      name,
      in: place,
      schema: object,
      encode: place === "query" ? queryForm : cookieForm,
      explode: true,
    }) as const;
  const message = "must not name another parameter in its keys";

  test.each(["query", "cookie"] as const)("in the %s", (place) => {
    const group = place === "query" ? "query" : "cookies";
    const other = { name: "all & every", in: place, schema: true, encode: queryForm } as const;
    const call = (key: string) =>
      issuesOf({ parameters: [where(place), other] }, { [group]: { where: { a: 1, [key]: 2 } } });
    expect(call("all & every")).toEqual([{ path: `${group}.where`, rule: "style", message }]);
    expect(call("all")).toEqual([]);
    expect(call("where")).toEqual([]);
  });

  test("nor for what one before it has brought", () => {
    const two = [where("query"), where("query", "more")];
    expect(issuesOf({ parameters: two }, { query: { where: { a: 1 }, more: { a: 2 } } })).toEqual([
      { path: "query.more", rule: "style", message },
    ]);
    expect(plan({ parameters: two }, { query: { where: { a: 1 }, more: { b: 2 } } }).url).toBe(
      "https://api.example.com/purge?a=1&b=2",
    );
  });

  test("while a parameter of another place may have the same name", () => {
    const elsewhere = { name: "a", in: "cookie", schema: true, encode: queryForm } as const;
    expect(issuesOf({ parameters: [where("query"), elsewhere] }, { query: { where: { a: 1 } } })).toEqual([]);
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
