import { afterEach, describe, expect, test } from "vitest";
import { compiledOf } from "../../src/engine/compiled.ts";
import { type PageStyle, type PaginatedFactory, paginated } from "../../src/pages/paginated.ts";
import { cursorPages, linkedPages, numberedPages, offsetPages } from "../../src/pages/styles.ts";
import { defineOperation, queryForm } from "../core.ts";
import { anyTransport } from "../examples.ts";
import { json, observe, rejection } from "../observed.ts";

const names = ["cursor", "offset", "page", "kind", "size", "since", "flag", "ids"];

/** An operation whose query takes anything, and whose response may be anything. */
function pagedBy(style: PageStyle): PaginatedFactory<[input?: unknown, options?: unknown], unknown, unknown, unknown> {
  return paginated(
    defineOperation<[input?: unknown, options?: unknown], unknown, unknown>({
      name: "listThings",
      method: "GET",
      path: "/things",
      parameters: names.map((name) => ({ name, in: "query" as const, schema: true, encode: queryForm })),
      responses: { "200": { "application/json": {} }, "404": { "application/json": {} } },
    }),
    style,
  );
}

function asking(style: PageStyle, ...answers: (Response | ((url: string) => unknown))[]) {
  const { fetch, calls } = observe(...answers);
  const { pages, items } = pagedBy(style)(anyTransport({ fetch, retry: false }));
  return { pages, items, asked: () => calls.map(({ url }) => decodeURIComponent(new URL(url).search)) };
}

async function all(generator: AsyncGenerator<unknown>): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const one of generator) found.push(one);
  return found;
}

/** What came before the end, and the error that was it. */
async function until(generator: AsyncGenerator<unknown>): Promise<{ found: unknown[]; error: unknown }> {
  const found: unknown[] = [];
  const error = await rejection(
    (async () => {
      for await (const one of generator) found.push(one);
    })(),
  );
  return { found, error };
}

const linked = (items: unknown, link?: string): Response => json(items, 200, link === undefined ? {} : { link });
const circle = {
  name: "InvalidRequestError",
  platform: "Example",
  operation: "listThings",
  issues: [
    {
      path: "query",
      rule: "pagination",
      message:
        "would ask for a page that was there already: the server leads in a circle, so that nobody knows whether this is all",
    },
  ],
};

describe("pages by a cursor", () => {
  const style = cursorPages("cursor", ["meta", "next"], ["data", "list"]);
  const page = (next: unknown, ...list: unknown[]): Response => json({ data: { list }, meta: { next } });

  test.each([null, "", undefined])("end where it is %j, and keep what else was asked for", async (end) => {
    const { pages, asked } = asking(style, page("a b", 1), page(7, 2), page(end, 3));
    const query = { kind: "x", size: 2 };
    const data = [["a b", 1] as const, [7, 2] as const, [end, 3] as const];
    expect(await all(pages({ query }))).toEqual(
      data.map(([next, one]) => ({ data: { list: [one] }, meta: next === undefined ? {} : { next } })),
    );
    expect(asked()).toEqual(["?kind=x&size=2", "?cursor=a b&kind=x&size=2", "?cursor=7&kind=x&size=2"]);
    expect(query).toEqual({ kind: "x", size: 2 });
  });

  test.each([[{}], [{ meta: null }], [{ meta: "a" }], [{ meta: [] }], [null], [7], [[]]])(
    "are one where the response has no such place: %j",
    async (data) => {
      const { items, asked } = asking(style, json(data));
      expect(await all(items())).toEqual([]);
      expect(asked()).toEqual([""]);
    },
  );

  test("do not end at a page without items, nor at the text false", async () => {
    const { items } = asking(style, page("a", 1), page("false"), page(null, 2));
    expect(await all(items())).toEqual([1, 2]);
  });

  test("are told where the cursor was there before, after the page", async () => {
    const { items, asked } = asking(style, page("a", 1), page("b", 2), page("a", 3));
    const { found, error } = await until(items());
    expect(found).toEqual([1, 2, 3]);
    expect(error).toMatchObject(circle);
    expect(error).not.toHaveProperty("server");
    expect(asked()).toHaveLength(3);
  });

  test("may hold the same items twice", async () => {
    const { items } = asking(style, page("a", 1), page("b", 1), page(null, 1));
    expect(await all(items())).toEqual([1, 1, 1]);
  });

  test("take the options of the call, and end with the error of one", async () => {
    const { items, asked } = asking(style, page("a", 1), json({ detail: "no" }, 404));
    const { found, error } = await until(items({}, { headers: { "x-a": "b" } }));
    expect(found).toEqual([1]);
    expect(error).toMatchObject({ name: "ApiError", status: 404 });
    expect(asked()).toHaveLength(2);
    expect(await rejection(items({}, { headers: 7 }).next())).toMatchObject({ name: "InvalidRequestError" });
  });

  test("are of what the caller gave at the beginning", async () => {
    const query: Record<string, unknown> = { ids: ["a"] };
    const { items, asked } = asking(style, page("a", 1), page(null, 2));
    const going = items({ query });
    await going.next();
    (query.ids as string[]).push("b");
    query.kind = "x";
    await all(going);
    expect(asked()).toEqual(["?ids=a", "?cursor=a&ids=a"]);
  });

  test("of an input that cannot be read are refused by the call", async () => {
    const { pages, asked } = asking(style, page(null));
    const failing = {
      get query() {
        throw new Error("x");
      },
    };
    for (const input of [failing, 7, { query: 7 }, { query: { unknown: 1 } }])
      expect(await rejection(pages(input).next())).toMatchObject({ name: "InvalidRequestError" });
    expect(asked()).toEqual([]);
  });
});

describe("pages that the client counts", () => {
  test("begin at 0, or where the caller says, and end with one without items", async () => {
    const style = offsetPages("offset", []);
    const one = asking(style, json([1, 2]), json([3]), json([]));
    expect(await all(one.items({ query: { kind: "x" } }))).toEqual([1, 2, 3]);
    expect(one.asked()).toEqual(["?kind=x", "?offset=2&kind=x", "?offset=3&kind=x"]);
    const other = asking(style, json([1, 2]), json([3]), json([]));
    expect(await all(other.pages({ query: { offset: 5 } }))).toEqual([[1, 2], [3], []]);
    expect(other.asked()).toEqual(["?offset=5", "?offset=7", "?offset=8"]);
  });

  test("are numbered from the first of the document", async () => {
    const style = numberedPages("page", 1, ["list"]);
    const one = asking(style, json({ list: [1] }), json({ list: [2, 3] }), json({ list: [] }));
    expect(await all(one.items())).toEqual([1, 2, 3]);
    expect(one.asked()).toEqual(["", "?page=2", "?page=3"]);
    const other = asking(style, json({ list: [1] }), json({ list: "none" }));
    expect(await all(other.items({ query: { page: 4 } }))).toEqual([1]);
    expect(other.asked()).toEqual(["?page=4", "?page=5"]);
    const text = asking(style, json({ list: [1] }), json({}));
    expect(await all(text.items({ query: { page: "4" } }))).toEqual([1]);
    expect(text.asked()).toEqual(["?page=4", "?page=2"]);
  });

  test.each([
    ["offset", offsetPages("offset", [])],
    ["page", numberedPages("page", 0, [])],
  ])("are told where the server ignores the %s, before the page comes twice", async (_name, style) => {
    const { items, asked } = asking(style, json([1, 2]));
    const { found, error } = await until(items());
    expect(found).toEqual([1, 2]);
    expect(error).toMatchObject(circle);
    expect(asked()).toHaveLength(2);
  });

  test("may come again later", async () => {
    const { items } = asking(offsetPages("offset", []), json([1]), json([2]), json([1]), json([]));
    expect(await all(items())).toEqual([1, 2, 1]);
  });
});

describe("pages by a link", () => {
  const style = linkedPages(["page", "kind", "size", "since", "cursor"], ["page", "size"], []);

  test.each([
    ["</things?page=2>; rel=next"],
    ['</things?page=2>; rel="next"'],
    ['</things?page=2>;rel="prev  NEXT"'],
    ['</things?page=2> ; REL = "next"'],
    ['</things?page=1>; rel="prev", </things?page=2>; title="a, b; rel=prev"; rel=next'],
    [String.raw`</things?page=2>; title="a \", </things?page=9>; rel=next, \""; rel=next`],
    ['</things?page=2>; crossorigin; rel*=x; rel="next"; title=x'],
    ["<https://elsewhere.example/other?page=2#page=9>; rel=next"],
    ["<http://[?page=2>; rel=next"],
  ])("take the declared parameters of it: %s", async (link) => {
    const { items, asked } = asking(style, linked([1], link), linked([2], '</things?page=1>; rel="prev"'));
    expect(await all(items({ query: { kind: "x" } }))).toEqual([1, 2]);
    expect(asked()).toEqual(["?kind=x", "?page=2&kind=x"]);
  });

  test.each([
    [undefined],
    [""],
    ["</things?page=2>"],
    ["</things?page=2>; rel=nextone"],
    ["</things?page=2>; rel=next-archive"],
    ["</things?page=2>; title=next"],
    ['</things?page=2>; title="rel=next"'],
    ['</things?page=2>; title="a; rel=next"'],
    ['</things?page=2>; title="a; rel=next"; rel=prev'],
    ["</things?page=2>; rel=prev; rel=next"],
    ["</things?page=2>; rel; rel=next"],
    ["</things?page=2> next"],
    ["/things?page=2; rel=next"],
  ])("are one where there is none: %s", async (link) => {
    const { items } = asking(style, linked([1], link));
    expect(await all(items())).toEqual([1]);
  });

  test("leave alone what is not to be taken from it, and write numbers as such", async () => {
    const link = "</things?page=2&flag=true&ids=1&other=3&cursor=7>; rel=next";
    const { items, asked } = asking(style, linked([1], link), linked([2]));
    expect(await all(items({ query: { flag: false, ids: [1, 2] } }))).toEqual([1, 2]);
    expect(asked()).toEqual(["?flag=false&ids=1,2", "?cursor=7&page=2&flag=false&ids=1,2"]);
    const { items: more } = asking(linkedPages(["page"], ["page"], []), linked([1], "</t?page=x>; rel=next"));
    expect((await until(more())).error).toMatchObject({ name: "InvalidRequestError" });
  });

  test.each([
    [{ kind: "x" }, "kind=x"],
    [{ size: 10 }, "size=010"],
    [{ size: 10 }, "size=1e1"],
    [{ since: new Date(0) }, "since=1970-01-01T00:00:00Z"],
    [{ since: "2026-01-01T00:00:00Z" }, "since=2026-01-01t01:00:00%2B01:00"],
  ])("may repeat what was given, in other words too: %j and %s", async (query, repeated) => {
    const { items, asked } = asking(style, linked([1], `</t?page=2&${repeated}>; rel=next`), linked([2]));
    expect(await all(items({ query }))).toEqual([1, 2]);
    expect(asked()[1]).toBe(`?page=2&${asked()[0]?.slice(1)}`);
  });

  test.each([
    [{ kind: "x" }, "kind=y"],
    [{ kind: "x" }, "kind="],
    [{ kind: "10" }, "kind=1e1"],
    [{ kind: "2026" }, "kind=2026-01-01T00:00:00Z"],
    [{ kind: "2026-01-01T00:00:00Z" }, "kind=2026"],
    [{ kind: "on 2026-01-01T00:00:00Z" }, "kind=at 2026-01-01T00:00:00Z"],
    [{ kind: "2026-01-01T00:00:00Z" }, "kind=2026-01-02T00:00:00Z"],
    [{ size: 10 }, "size=11"],
    [{ since: new Date(0) }, "since=1970-01-01T00:00:01Z"],
    [{ page: 1 }, "page=2"],
  ])("are refused where that is another, after the page: %j and %s", async (query, other) => {
    const { items, asked } = asking(style, linked([1], `</t?${other}>; rel=next`), linked([2]));
    const { found, error } = await until(items({ query }));
    expect(found).toEqual([1]);
    expect(error).toMatchObject({
      ...circle,
      issues: [
        {
          path: `query.${Object.keys(query)[0]}`,
          rule: "pagination",
          message:
            "would be another one on the next page, as the server's link has it: what follows is not what was asked for. Leave it out, or ask for each page by itself",
        },
      ],
    });
    expect(asked()).toHaveLength(1);
  });

  test("may change the parameter that says the page", async () => {
    const begun = linkedPages(["page"], ["page"], ["list"], "page");
    const { items, asked } = asking(begun, linked({ list: [1] }, "</t?page=4>; rel=next"), linked({ list: [2] }));
    expect(await all(items({ query: { page: 3 } }))).toEqual([1, 2]);
    expect(asked()).toEqual(["?page=3", "?page=4"]);
  });

  test("are told where it leads to the same page, or to none", async () => {
    for (const [link, calls] of [
      ["</t?page=2>; rel=next", 2],
      ["</t?other=2>; rel=next", 1],
      ["</t>; rel=next", 1],
    ] as const) {
      const { items, asked } = asking(style, linked([1], link));
      expect((await until(items())).error).toMatchObject(circle);
      expect(asked()).toHaveLength(calls);
    }
  });
});

describe("with a polluted Object.prototype", () => {
  const prototype = Object.prototype as Record<string, unknown>;
  afterEach(() => {
    for (const name of ["query", "next", "kind", "info", "get"]) Reflect.deleteProperty(prototype, name);
  });

  test("nothing of it is asked for, and no page is", async () => {
    Object.assign(prototype, { query: { kind: "inherited" }, next: "inherited", kind: "x" });
    const style = cursorPages("cursor", ["next"], ["data"]);
    const { items, asked } = asking(style, json({ data: [1], next: "a" }), json({ data: [2] }));
    expect(await all(items({}))).toEqual([1, 2]);
    expect(asked()).toEqual(["", "?cursor=a"]);
  });
});

test("an operation with pages is the operation that it was", async () => {
  const factory = pagedBy(cursorPages("cursor", ["next"], []));
  const { fetch } = observe(json([1]));
  const operation = factory(anyTransport({ fetch }));
  expect(await operation()).toEqual([1]);
  expect(factory.info).toMatchObject({ name: "listThings", method: "GET", path: "/things" });
  expect(operation.info).toEqual(factory.info);
  expect(compiledOf(factory)).toMatchObject({ name: "listThings" });
});
