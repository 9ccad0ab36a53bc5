import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { compile, type GeneratedClient, generateClient } from "./agreement/generated-client.ts";
import { modelOf } from "./small-model.ts";

/** In milliseconds: it compiles a client. */
vi.setConfig({ testTimeout: 120_000 });

const list = { type: "array", items: { type: "object", required: ["id"], properties: { id: { type: "integer" } } } };
const inBody = {
  type: "object",
  properties: { data: list, meta: { type: "object", properties: { next: { type: ["string", "null"] } } } },
};

/** An operation of a style; each has a query parameter of its own beside it. */
function paged(pagination: object, parameter: object, schema: object): object {
  return {
    get: {
      "x-pagination": pagination,
      parameters: [parameter, { name: "kind", in: "query", schema: { type: "string" } }],
      responses: { 200: { description: "ok", content: { "application/json": { schema } } } },
    },
  };
}

const integer = (name: string): object => ({ name, in: "query", schema: { type: "integer" } });

const DOCUMENT = {
  openapi: "3.1.0",
  info: { title: "Small", version: "1" },
  servers: [{ url: "https://small.example" }],
  paths: {
    "/cursor": paged(
      { style: "cursor", parameter: "cursor", next: "meta.next", items: "data" },
      { name: "cursor", in: "query", schema: { type: "string" } },
      inBody,
    ),
    "/offset": paged({ style: "offset", parameter: "query.offset" }, integer("offset"), list),
    "/page": paged({ style: "page", parameter: "page", first: 0 }, integer("page"), list),
    "/link": paged({ style: "link" }, integer("page"), list),
    "/begun": paged({ style: "link", parameter: "page" }, integer("page"), list),
    "/filtered": {
      get: {
        ...(paged({ style: "link" }, integer("page"), list) as { get: object }).get,
        parameters: [
          integer("page"),
          { name: "labels", in: "query", explode: false, schema: { type: "array", items: { type: "string" } } },
          { name: "ids", in: "query", schema: { type: "array", items: { type: "integer" } } },
          { name: "flag", in: "query", schema: { type: "boolean" } },
          { name: "deep", in: "query", style: "deepObject", schema: { type: "object" } },
        ],
      },
    },
    "/plain": { get: { responses: { 204: { description: "ok" } } } },
  },
};

interface PaginatedOperation {
  pages(input?: unknown, options?: unknown): AsyncGenerator<unknown>;
  items(input?: unknown, options?: unknown): AsyncGenerator<unknown>;
}

let client: GeneratedClient;
let asked: string[];
let answers: (request: URL) => Response;
let operations: Readonly<Record<string, PaginatedOperation>>;

beforeAll(async () => {
  client = await generateClient(mkdtempSync(join(tmpdir(), "pagination-")), DOCUMENT);
  const made = await client.create((url) => {
    asked.push(String(url).replace("https://small.example", ""));
    return Promise.resolve(answers(new URL(String(url))));
  });
  operations = made as unknown as Readonly<Record<string, PaginatedOperation>>; // each of these is paginated
});

async function all(iterator: AsyncGenerator<unknown> | undefined): Promise<unknown[]> {
  asked = [];
  const found: unknown[] = [];
  for await (const one of iterator ?? []) found.push(one);
  return found;
}

const ids = (...numbers: readonly number[]): object[] => numbers.map((id) => ({ id }));

/** Answers in turn, the last for ever. */
function inTurn(...responses: readonly (() => Response)[]): (request: URL) => Response {
  let turn = 0;
  return () => (responses[Math.min(turn++, responses.length - 1)] ?? Response.error)();
}

const cursor =
  (next: unknown, ...numbers: readonly number[]) =>
  (): Response =>
    Response.json({ data: ids(...numbers), meta: { next } });

describe("a result in pages", () => {
  test("by cursor ends where there is none, and keeps the other filters", async () => {
    for (const end of [null, "", undefined]) {
      answers = inTurn(cursor("a b", 1, 2), cursor("c&d", 3), cursor(end, 4));
      expect(await all(operations.getCursor?.items({ query: { kind: "x" } }))).toEqual(ids(1, 2, 3, 4));
      expect(asked).toEqual(["/cursor?kind=x", "/cursor?cursor=a%20b&kind=x", "/cursor?cursor=c%26d&kind=x"]);
    }
  });

  test("by offset counts what has come, from where the caller begins", async () => {
    answers = ({ searchParams }) => {
      const from = Number(searchParams.get("offset"));
      return Response.json(from >= 5 ? [] : ids(from, from + 1));
    };
    expect(await all(operations.getOffset?.items())).toEqual(ids(0, 1, 2, 3, 4, 5));
    expect(asked).toEqual(["/offset", "/offset?offset=2", "/offset?offset=4", "/offset?offset=6"]);
    expect(await all(operations.getOffset?.items({ query: { offset: 3 } }))).toEqual(ids(3, 4));
  });

  test("by number begins at the first of the document", async () => {
    answers = ({ searchParams }) =>
      Response.json(Number(searchParams.get("page")) > 1 ? [] : ids(Number(searchParams.get("page"))));
    expect(await all(operations.getPage?.pages({ query: { kind: "x" } }))).toEqual([ids(0), ids(1), []]);
    expect(asked).toEqual(["/page?kind=x", "/page?page=1&kind=x", "/page?page=2&kind=x"]);
  });

  test.each([
    ['<https://elsewhere.example/link?page=2&secret=1>; rel="next", </link?page=9>; rel="last"'],
    ['</link?page=9>; rel=prev; title="a, b", </link?page=2>; rel=next'],
    ['</link?page=2>; title="x"; rel="last next"'],
  ])("by link takes its declared parameters, and goes to no other server: %s", async (link) => {
    answers = inTurn(
      () => Response.json(ids(1), { headers: { link } }),
      () => Response.json(ids(2), { headers: { link: '</link?page=1>; rel="prev"' } }),
    );
    expect(await all(operations.getLink?.items({ query: { kind: "x" } }))).toEqual(ids(1, 2));
    expect(asked).toEqual(["/link?kind=x", "/link?page=2&kind=x"]);
  });

  test("are refused where the input cannot be read", async () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    const failing = {
      get query() {
        throw new Error("x");
      },
    };
    asked = [];
    for (const input of [proxy, failing])
      await expect(operations.getCursor?.pages(input).next()).rejects.toMatchObject({ name: "InvalidRequestError" });
    expect(asked).toEqual([]);
  });

  test("by link leaves lists and flags as the caller gave them, however the server repeats them", async () => {
    const link = "</filtered?labels=a%2Cb&ids=1&ids=2&flag=true&deep%5Bk%5D=v&page=2>; rel=next";
    answers = inTurn(
      () => Response.json(ids(1), { headers: { link } }),
      () => Response.json(ids(2)),
    );
    const query = { labels: ["a", "b"], ids: [1, 2], flag: true, deep: { k: "v" } };
    expect(await all(operations.getFiltered?.items({ query }))).toEqual(ids(1, 2));
    expect(asked[1]?.split(/[?&]/u).sort()).toEqual([...(asked[0]?.split(/[?&]/u) ?? []), "page=2"].sort());
  });

  const linkedTo = (link: string): ((request: URL) => Response) =>
    inTurn(
      () => Response.json(ids(1), { headers: { link: `<${link}>; rel=next` } }),
      () => Response.json(ids(2)),
    );

  test.each([
    ["/link?page=2&kind=y", { kind: "x" }, "kind"],
    ["/link?page=2&kind=", { kind: "x" }, "kind"],
    ["/link?page=2&kind=2027-01-01T00:00:00Z", { kind: "2026-01-01T00:00:00Z" }, "kind"],
    ["/link?page=2", { page: 1 }, "page"],
  ])(
    "by link is refused where that changes what the caller asked for, after the page: %s",
    async (link, query, name) => {
      answers = linkedTo(link);
      asked = [];
      const items = operations.getLink?.items({ query });
      expect(await items?.next()).toEqual({ done: false, value: { id: 1 } });
      await expect(items?.next()).rejects.toMatchObject({
        name: "InvalidRequestError",
        issues: [{ path: `query.${name}`, rule: "pagination" }],
      });
      expect(asked).toHaveLength(1);
    },
  );

  test("by link may say in another way what the caller asked for, which then stays as it was given", async () => {
    answers = linkedTo("/link?page=2&kind=2026-01-01T00%3A00%3A00.000%2B00%3A00");
    const query = { kind: "2026-01-01T00:00:00Z" };
    expect(await all(operations.getLink?.items({ query }))).toEqual(ids(1, 2));
    const kind = "kind=2026-01-01T00%3A00%3A00Z";
    expect(asked).toEqual([`/link?${kind}`, `/link?page=2&${kind}`]);
  });

  test("by link may change the parameter that says the page, where the overlay names it", async () => {
    answers = linkedTo("/begun?page=4&kind=x");
    expect(await all(operations.getBegun?.items({ query: { page: 3, kind: "x" } }))).toEqual(ids(1, 2));
    expect(asked).toEqual(["/begun?page=3&kind=x", "/begun?page=4&kind=x"]);
  });

  test("is asked for one by one, so that whoever stops early asks no more", async () => {
    asked = [];
    answers = inTurn(cursor("a", 1), cursor("b", 2), cursor("c", 3));
    for await (const item of operations.getCursor?.items() ?? []) {
      expect(item).toEqual({ id: 1 });
      break;
    }
    expect(asked).toEqual(["/cursor"]);
  });

  test("throws what the call for a page throws, after what came before", async () => {
    const found: unknown[] = [];
    asked = [];
    answers = inTurn(cursor("a", 1), () => new Response("no", { status: 500 }));
    const going = (async () => {
      for await (const item of operations.getCursor?.items() ?? []) found.push(item);
    })();
    await expect(going).rejects.toMatchObject({ name: "ApiError", status: 500 });
    expect(found).toEqual(ids(1));
  });

  test("refuses an input that the operation refuses, and sends nothing", async () => {
    asked = [];
    const pages = operations.getCursor?.pages({ query: { knid: "x" } });
    await expect(pages?.next()).rejects.toMatchObject({ name: "InvalidRequestError" });
    expect(asked).toEqual([]);
  });
});

describe("a server that leads in a circle is told, and asked no more", () => {
  test.each([
    ["the same cursor again", "getCursor", () => inTurn(cursor("a", 1), cursor("a", 2))],
    ["a cursor that was there before", "getCursor", () => inTurn(cursor("a", 1), cursor("b", 2), cursor("a", 3))],
    ["an offset that is ignored", "getOffset", () => inTurn(() => Response.json(ids(1, 2)))],
    ["a number that is ignored", "getPage", () => inTurn(() => Response.json(ids(1, 2)))],
    [
      "a link to the same page",
      "getLink",
      () => inTurn(() => Response.json(ids(1), { headers: { link: "</link?page=2>; rel=next" } })),
    ],
    [
      "a link that says nothing of a page",
      "getLink",
      () => inTurn(() => Response.json(ids(1), { headers: { link: "</link?other=2>; rel=next" } })),
    ],
    [
      "a link that is no address",
      "getLink",
      () => inTurn(() => Response.json(ids(1), { headers: { link: "<http://[>; rel=next" } })),
    ],
  ])("%s", async (_what, name, make) => {
    answers = make();
    await expect(all(operations[name]?.items())).rejects.toThrow(/a page that was there already/u);
    expect(asked.length).toBeLessThanOrEqual(3);
  });

  test("whatever somebody has put on Object.prototype", async () => {
    const polluted = Object.prototype as { query?: unknown; data?: unknown };
    polluted.query = { kind: "inherited" };
    try {
      answers = inTurn(cursor("a", 1), cursor(null, 2));
      expect(await all(operations.getCursor?.items({}))).toEqual(ids(1, 2));
      expect(asked).toEqual(["/cursor", "/cursor?cursor=a"]);
    } finally {
      delete polluted.query;
    }
  });
});

describe("the client", () => {
  test("types pages and items, and has them for these operations only", () => {
    const program = [
      'import { createSmallClient, type GetCursorData } from "./generated/index.ts";',
      "type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;",
      "declare function equal<A, B>(is: Equal<A, B>): void;",
      "const client = createSmallClient();",
      'const items = client.getCursor.items({ query: { kind: "x" } }, { timeout: 1 });',
      "equal<typeof items, AsyncGenerator<{ id: number }, void, undefined>>(true);",
      "const pages = client.getCursor.pages();",
      "equal<typeof pages, AsyncGenerator<GetCursorData, void, undefined>>(true);",
      "const listed = client.getOffset.items();",
      "equal<typeof listed, AsyncGenerator<{ id: number }, void, undefined>>(true);",
      "// @ts-expect-error no pages",
      "client.getPlain.pages();",
      "// @ts-expect-error no such filter",
      'client.getCursor.items({ query: { knid: "x" } });',
      "export {};",
    ];
    expect([...compile(client, program).values()]).toEqual([]);
  });
});

describe("x-pagination is refused", () => {
  const reason =
    (pagination: string, method = "get"): (() => unknown) =>
    () =>
      modelOf(
        `openapi: 3.1.0
info: { title: Small, version: "1" }
paths:
  /a:
    ${method}:
      parameters: [{ name: cursor, in: query, schema: { type: string } }]
      responses: { "200": { description: ok, content: { application/json: { schema: ${JSON.stringify(inBody)} } } } }
`,
        `overlay: 1.0.0
info: { title: Pages, version: "1" }
actions: [{ target: "$.paths['/a'].${method}", update: { x-pagination: ${pagination} } }]
`,
      );

  test.each(["delete", "post", "put"])("on a %s, which each page would do once more", (method) => {
    expect(reason("{ style: cursor, parameter: cursor, next: meta.next, items: data }", method)).toThrow(
      /cannot be paginated: each page would do it once more/u,
    );
  });

  test.each([
    ["{ style: scroll, items: data }", "the style `scroll` is unknown"],
    ["{ style: cursor, parameter: token, next: meta.next, items: data }", "has no query parameter `token`"],
    ["{ style: cursor, parameter: cursor, next: meta.gone, items: data }", "the response has no `gone` there"],
    ["{ style: cursor, parameter: cursor, items: data }", "`next` is missing"],
    ["{ style: cursor, parameter: cursor, next: meta.next, items: meta }", "`items` leads to no list"],
    ["{ style: link, parameter: token, items: data }", "has no query parameter `token`"],
    ["{ style: page, parameter: cursor, first: one, items: data }", "`first` is no whole number"],
  ])("for %s", (pagination, message) => {
    expect(reason(pagination)).toThrow(message);
  });
});

test("the overlays' README shows a pagination that is one", () => {
  const readme = readFileSync(join(import.meta.dirname, "../../../specs/overlays/README.md"), "utf8");
  expect(readme).toContain("x-pagination: { style: cursor, parameter: cursor, next: meta.next_cursor, items: data }");
});
