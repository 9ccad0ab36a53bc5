import { describe, expect, test } from "vitest";
import { InvalidRequestError, isInvalidRequestError } from "./core.ts";
import { type anyOperation, anyTransport, clearShelf, replaceBook } from "./examples.ts";
import { json, observe, rejection } from "./observed.ts";

const window = { after: "2026-01-01T00:00:00Z", before: new Date("2026-02-01T00:00:00Z") };

function setUp(answer: Response = json({ count: 1 })) {
  const observed = observe(answer);
  const transport = anyTransport({ fetch: observed.fetch });
  return { ...observed, transport, clear: clearShelf(transport), replace: replaceBook(transport) };
}

/** The paths and rules that are broken, after making sure that nothing was sent. */
async function refusals(
  input: unknown,
  options?: unknown,
  factory = clearShelf as unknown as ReturnType<typeof anyOperation>,
) {
  const { transport, calls } = setUp();
  const error = await rejection(factory(transport)(input, options));
  expect(error).toBeInstanceOf(InvalidRequestError);
  expect(calls).toEqual([]);
  const plan = () => factory(transport).plan(input, options);
  expect(plan).toThrow(InvalidRequestError);
  return (error as InvalidRequestError).issues.map(({ path, rule }) => `${path} ${rule}`);
}

describe("what is sent", () => {
  test("is what was given, each parameter in its place", async () => {
    const { clear, calls } = setUp();
    await clear({
      path: { shelf: "a/b c" },
      query: { ...window, tag: ["x&y", "ü"], filter: [{ size: 3 }] },
      headers: { "X-Reason": "moving" },
    });
    expect(calls).toHaveLength(1);
    expect(calls[0]?.url).toBe(
      "https://api.example.com/shelves/a%2Fb%20c/books?before=2026-02-01T00%3A00%3A00.000Z&after=2026-01-01T00%3A00%3A00Z&tag=x%26y&tag=%C3%BC&filter=%5B%7B%22size%22%3A3%7D%5D",
    );
    expect(calls[0]?.init).toMatchObject({ method: "DELETE", redirect: "manual", body: null });
    expect(calls[0]?.headers).toEqual({ accept: "application/json, text/plain, */*;q=0.1", "x-reason": "moving" });
  });

  test("is asked for with a URL as text, never with a Request", async () => {
    const { clear, calls } = setUp();
    await clear({ path: { shelf: "a" }, query: window });
    expect(typeof calls[0]?.url).toBe("string");
  });

  test("is what `plan` tells", async () => {
    const { replace, calls } = setUp(new Response(null, { status: 204 }));
    const input = { body: { title: "x", year: 1 } };
    const plan = replace.plan(input);
    expect(plan).toEqual({
      method: "PUT",
      url: "https://api.example.com/book",
      headers: { accept: "*/*;q=0.1", "content-type": "application/json" },
      body: '{"title":"x","year":1}',
    });
    expect(calls).toEqual([]);
    await replace(input);
    expect(calls[0]).toMatchObject({ url: plan.url, headers: plan.headers, init: { body: plan.body } });
  });

  test("does not change with the input after the call was made", async () => {
    const { replace, calls } = setUp(new Response(null, { status: 204 }));
    const body = { title: "before" };
    const call = replace({ body });
    body.title = "after";
    await call;
    expect(calls[0]?.init.body).toBe('{"title":"before"}');
  });
});

describe("an input is refused, and nothing sent,", () => {
  test.each([
    ["a missing parameter", { query: window }, "path.shelf required"],
    ["undefined for a filter", { path: { shelf: "a" }, query: { ...window, tag: undefined } }, "query.tag empty"],
    ["null for a filter", { path: { shelf: "a" }, query: { ...window, tag: null } }, "query.tag empty"],
    ["an empty list", { path: { shelf: "a" }, query: { ...window, tag: [] } }, "query.tag empty"],
    ["a list of an empty text", { path: { shelf: "a" }, query: { ...window, tag: [""] } }, "query.tag style"],
    ["an empty list as JSON", { path: { shelf: "a" }, query: { ...window, filter: [] } }, "query.filter empty"],
    ["a Set", { path: { shelf: "a" }, query: { ...window, tag: new Set(["x"]) } }, "query.tag empty"],
    [
      "an empty text in a header",
      { path: { shelf: "a" }, query: window, headers: { "X-Reason": "" } },
      "headers.X-Reason empty",
    ],
    [
      "a line break in a header",
      { path: { shelf: "a" }, query: window, headers: { "X-Reason": "a\r\nX-Evil: 1" } },
      "headers.X-Reason style",
    ],
    [
      "text beyond Latin-1 in a header",
      { path: { shelf: "a" }, query: window, headers: { "X-Reason": "Ł" } },
      "headers.X-Reason style",
    ],
    ["a misspelt filter", { path: { shelf: "a" }, query: { ...window, tags: ["x"] } }, "query.tags unknown"],
    ["an unknown location", { path: { shelf: "a" }, querry: window }, "querry unknown"],
    ["a body where there is none", { path: { shelf: "a" }, query: window, body: {} }, "body unknown"],
    ["undefined for all filters", { path: { shelf: "a" }, query: undefined }, "query empty"],
    ["a Map of filters", { path: { shelf: "a" }, query: new Map() }, "query type"],
    ["inherited filters", { path: { shelf: "a" }, query: Object.create(window) }, "query type"],
    ["no object", "everything", "input type"],
    ["null", null, "input type"],
    [
      "a hidden filter",
      { path: { shelf: "a" }, query: Object.defineProperty({ ...window }, "tag", { value: ["x"] }) },
      "query.tag empty",
    ],
    [
      "times in the wrong order",
      { path: { shelf: "a" }, query: { after: window.before, before: window.after } },
      "query.before in-order",
    ],
    [
      "the same time twice",
      { path: { shelf: "a" }, query: { after: window.after, before: window.after } },
      "query.before in-order",
    ],
    ["half a window", { path: { shelf: "a" }, query: { after: window.after } }, "input whole-window"],
  ])("for %s", async (_what, input, expected) => {
    expect(await refusals(input)).toContain(expected);
  });

  test("for an input that contains itself", async () => {
    const query: Record<string, unknown> = { ...window };
    query.filter = [query];
    expect(await refusals({ path: { shelf: "a" }, query })).toContain("input json");
  });

  test("for a getter that fails, without telling what it said", async () => {
    const query = {
      get tag() {
        throw new TypeError("secret");
      },
    };
    const { clear } = setUp();
    const error = await rejection(clear({ path: { shelf: "a" }, query } as never));
    expect(String(error)).toContain("getter");
    expect(String(error)).not.toContain("secret");
  });

  test.each([
    ".",
    "..",
    "%2e",
    "%2E%2e",
    ".%2e",
    "%252e%252e",
    "../a",
    "a/..",
    "a/../b",
    "..\\a",
    "a%2f..",
    "..%2Fa",
    "a/%2e%2e/b",
  ])("for the climbing path value %s", async (shelf) => {
    expect(await refusals({ path: { shelf }, query: window })).toEqual(["path.shelf style"]);
  });

  test.each(["...", "a.b", ".a", "a..b", "a/.b", "%", "2e"])(
    "but not for the harmless path value %s",
    async (shelf) => {
      const { clear, calls } = setUp();
      await clear({ path: { shelf }, query: window });
      expect(decodeURIComponent(new URL(calls[0]?.url ?? "").pathname.split("/")[2] ?? "")).toBe(shelf);
    },
  );

  test("for an empty path value", async () => {
    expect(await refusals({ path: { shelf: "" }, query: window })).toEqual(["path.shelf empty"]);
  });

  test.each([
    [
      "a getter that fails",
      Object.defineProperty({}, "timeout", { enumerable: true, get: () => Object.keys(undefined as never) }),
    ],
    ["a symbol for a key", { [Symbol("timeout")]: 1 }],
  ])("for options with %s", async (_what, options) => {
    expect(await refusals({ path: { shelf: "a" }, query: window }, options)).toEqual(["options type"]);
  });

  test("for half a surrogate pair", async () => {
    expect(await refusals({ path: { shelf: "\ud800" }, query: window })).toHaveLength(1);
  });

  test("for a missing body, an undefined one, and one that the schema forbids", async () => {
    const factory = replaceBook as unknown as ReturnType<typeof anyOperation>;
    expect(await refusals({}, undefined, factory)).toEqual(["body required"]);
    expect(await refusals({ body: undefined }, undefined, factory)).toHaveLength(1);
    expect(await refusals({ body: { title: "", extra: 1 } }, undefined, factory)).toHaveLength(2);
  });

  test("with all issues at once, each with its path, rule and what to do", async () => {
    const { clear } = setUp();
    const error = await rejection(
      clear({ path: { shelf: ".." }, query: { tag: [], nope: 1 } } as never, { timeout: -1 }),
    );
    expect(isInvalidRequestError(error)).toBe(true);
    expect((error as InvalidRequestError).issues.map(({ path }) => path)).toEqual([
      "options.timeout",
      "query.nope",
      "path.shelf",
      "query.tag",
    ]);
    expect((error as Error).message).toBe(
      [
        "Example clearShelf was refused before sending; nothing was changed. Correct this and call again:",
        "- options.timeout: must be a number of milliseconds from 1 to 2147483647 (option)",
        "- query.nope: is not known to this operation: correct the name, or leave it out (unknown)",
        "- path.shelf: must not climb in the path with . or .. (style)",
        "- query.tag: is empty, which a server may read as everything: give a value, or leave the key out (empty)",
      ].join("\n"),
    );
  });
});

describe("an unbounded request", () => {
  test.each([{ path: { shelf: "a" } }, { path: { shelf: "a" }, query: {} }])(
    "is refused without its word: %o",
    async (input) => {
      expect(await refusals(input)).toEqual(["input unbounded"]);
      expect(await refusals(input, { allowUnbounded: false })).toEqual(["input unbounded"]);
      expect(await refusals(input, { allowUnbounded: 1 })).toEqual([
        "options.allowUnbounded option",
        "input unbounded",
      ]);
      expect(await refusals(input, Object.create({ allowUnbounded: true }))).toContain("input unbounded");
    },
  );

  test("is sent with its word", async () => {
    const { clear, calls } = setUp();
    await clear({ path: { shelf: "a" } }, { allowUnbounded: true });
    expect(calls).toHaveLength(1);
  });
});

describe("the order of times", () => {
  test.each([
    ["2026-01-01T00:00:00.0001Z", "2026-01-01T00:00:00.0002Z"],
    ["2026-01-01T00:00:00.00Z", "2026-01-01T00:00:00.00009Z"],
    ["2026-01-01T01:00:00+01:00", "2026-01-01T00:00:00.001Z"],
  ])("is that of the instants, however finely they are written: %s, %s", async (after, before) => {
    const { clear, calls } = setUp();
    await clear({ path: { shelf: "a" }, query: { after, before } });
    expect(calls).toHaveLength(1);
    expect(await refusals({ path: { shelf: "a" }, query: { after: before, before: after } })).toEqual([
      "query.before in-order",
    ]);
  });
});
