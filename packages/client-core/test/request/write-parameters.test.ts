import { describe, expect, test } from "vitest";
import { cookieForm, keyInQuery, queryForm, queryJson } from "../core.ts";
import { issuesOf, parameters, plan } from "./planned.ts";

describe("a key is refused that the operation does not know", () => {
  const unknown = "is not known to this operation: correct the name, or leave it out";
  test.each([
    [{ body: {} }, "body", "unknown", unknown],
    [{ contentType: "text/plain" }, "contentType", "unknown", unknown],
    [{ params: {} }, "params", "unknown", "is not one of path, query, headers, cookies and body"],
    [{ header: {} }, "header", "unknown", "is not one of path, query, headers, cookies and body"],
    [{ query: [] }, "query", "type", "must be a plain object, or left out"],
    [{ headers: undefined }, "headers", "empty", "is undefined: give a plain object, or leave the key out"],
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

test("each name in a path is written where it stands", () => {
  const names = ["a", "b", "c"].map((name) => ({ ...parameters[0], name }));
  const sent = plan({ parameters: names, path: "/{c}/x/{a}{b}" }, { path: { a: "1", b: "2", c: "3" } });
  expect(sent.url).toBe("https://api.example.com/3/x/12");
});

test("of very much that is wrong as much is told as a person reads", () => {
  const query = Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`a${index}`, 1]));
  expect(issuesOf({ parameters }, { query })).toHaveLength(100);
});

test("an input that cannot be looked into is refused as a whole, and nothing of it is told", () => {
  class Own {}
  const ownKeys = (): never => {
    throw new Error("hunter22");
  };
  const any = [{ ...parameters[1], schema: true }];
  expect(issuesOf({ parameters: any }, { query: { q: new Proxy(new Own(), { ownKeys }) } })).toEqual([
    { path: "input", rule: "json", message: "holds something that cannot be read" },
  ]);
});

test("an object that is one value is written as one", () => {
  const any = { type: "object", additionalProperties: true } as const;
  const objects = [{ name: "f", in: "query", schema: any, encode: queryJson }] as const;
  expect(plan({ parameters: objects }, { query: { f: { a: 1 } } }).url).toBe(
    "https://api.example.com/purge?f=%7B%22a%22%3A1%7D",
  );
});

test("two objects in a cookie must not have the same keys", () => {
  const any = { type: "object", additionalProperties: true } as const;
  const objects = ["a", "b"].map(
    (name) => ({ name, in: "cookie", schema: any, encode: cookieForm, explode: true }) as const,
  );
  expect(plan({ parameters: objects }, { cookies: { a: { x: 1 }, b: { y: 2 } } }).headers.cookie).toBe("x=1; y=2");
  expect(issuesOf({ parameters: objects }, { cookies: { a: { x: 1 }, b: { x: 2 } } })).toMatchObject([
    { path: "cookies.b", rule: "style", message: "must not name another parameter in its keys" },
  ]);
});

test("an object must not have the key of a credential that is sent beside it", () => {
  const any = { type: "object", additionalProperties: true } as const;
  const objects = [{ name: "f", in: "query", schema: any, encode: queryForm, explode: true }] as const;
  const keyed = { parameters: objects, security: [[keyInQuery("token", "t k")], []] };
  const client = { auth: { token: "hunter22" } };
  expect(plan(keyed, { query: { f: { "t k": 1 } } }).url).toBe("https://api.example.com/purge?t%20k=1");
  expect(issuesOf(keyed, { query: { f: { "t k": 1 } } }, undefined, client)).toMatchObject([
    { path: "query.f", rule: "style", message: "must not name another parameter in its keys" },
  ]);
});

test("no parameter holds bytes, whatever its schema says", () => {
  const any = [{ ...parameters[1], schema: { type: "string", format: "binary" } }];
  expect(issuesOf({ parameters: any }, { query: { q: new Uint8Array(1) } })).toEqual([
    { path: "query.q", rule: "format", message: "must be a text: no bytes can be sent there as they are" },
  ]);
});

test("of ASCII letters, digits and -._~ stand in a query as they are, and nothing else", () => {
  for (let code = 32; code < 127; code++) {
    const character = String.fromCharCode(code);
    const escaped = /[\w.~-]/.test(character) ? character : `%${code.toString(16).toUpperCase()}`;
    expect(plan({ parameters }, { query: { q: `a${character}b` } }).url).toBe(
      `https://api.example.com/purge?q=a${escaped}b`,
    );
  }
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
        message: `is ${q === undefined ? "undefined" : "empty"}, which a server may read as everything: give a value, or leave the key out`,
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
      plan(
        {
          parameters: [
            {
              ...parameters[0],
              schema: true,
              encode: { plain: { write: () => "$&-$1", spread: undefined }, exploded: undefined },
            },
          ],
          path: "/{id}",
        },
        { path: { id: "a" } },
      ).url,
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
