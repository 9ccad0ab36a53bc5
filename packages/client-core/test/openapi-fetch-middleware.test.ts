import { describe, expect, test } from "vitest";
import { createFetchClient } from "./core.ts";
import { anyOperation, anyTransport, clearShelf, replaceBook } from "./examples.ts";
import { json, observe, rejection } from "./observed.ts";

type Middleware = (request: Request) => Request | Response | undefined | Promise<Request | Response | undefined>;
interface Result {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response: Response;
}
type Send = (path: string, init: object) => Promise<Result>;

function client(onRequest: Middleware, onResponse?: (response: Response) => Response) {
  const { fetch, calls } = observe((_url: string, { method }: RequestInit) =>
    method === "PUT" ? new Response(null, { status: 204 }) : json({ count: 3 }),
  );
  const made = createFetchClient<Record<string, never>>(anyTransport({ fetch, auth: { key: "hunter22" } }), {
    clearShelf,
    replaceBook,
  });
  made.use({
    onRequest: ({ request }) => onRequest(request),
    ...(onResponse && { onResponse: ({ response }) => onResponse(response) }),
  });
  const { DELETE, PUT } = made as unknown as Record<"DELETE" | "PUT", Send>;
  return {
    calls,
    clear: (init: object = {}) =>
      DELETE("/shelves/{shelf}/books", { params: { path: { shelf: "a" }, query: { tag: ["x"] } }, ...init }),
    replace: () => PUT("/book", { body: { title: "ü" } }),
    eject: made,
  };
}

const notHonoured =
  "is not what was checked, and would not be what is sent: change the input of the call, or give a Response in its place";
const url = "https://api.example.com/shelves/a/books?tag=x";

describe("a middleware may", () => {
  test("read the request that was checked, a body included, without seeing a credential", async () => {
    const seen: unknown[] = [];
    const { clear, replace, calls } = client(async (request) => {
      seen.push([request.method, request.url, request.headers.get("x-key"), await request.clone().text()]);
      return undefined;
    });
    await clear();
    await replace();
    expect(seen).toEqual([
      ["DELETE", url, "[redacted]", ""],
      ["PUT", "https://api.example.com/book", null, '{"title":"ü"}'],
    ]);
    expect(calls.map((call) => call.headers["x-key"])).toEqual(["hunter22", undefined]);
    expect(calls[1]?.init.body).toBe('{"title":"ü"}');
  });

  test("set headers, on the request or on a copy of it", async () => {
    for (const change of [
      (request: Request) => void request.headers.set("X-Trace", "t"),
      (request: Request) =>
        new Request(request, { headers: { ...Object.fromEntries(request.headers), "x-trace": "t" } }),
    ]) {
      const { clear, replace, calls } = client((request) => change(request) ?? undefined);
      await clear({ headers: { "x-mine": "m" } });
      await replace();
      expect(calls[0]).toMatchObject({ url, headers: { "x-trace": "t", "x-mine": "m", "x-key": "hunter22" } });
      expect(calls[1]).toMatchObject({ headers: { "x-trace": "t" }, init: { body: '{"title":"ü"}' } });
    }
  });

  test("take away a header of the caller's, and no other", async () => {
    const { clear, calls } = client((request) => void request.headers.delete("x-mine"));
    await clear({ headers: { "x-first": "f", "X-Mine": "m", "x-other": "o" } });
    expect(calls[0]?.headers).not.toHaveProperty("x-mine");
    expect(calls[0]?.headers).toMatchObject({ "x-first": "f", "x-other": "o" });
  });

  test("see what the call was given, but for headers, and hear its signal", async () => {
    const seen: unknown[] = [];
    const { fetch } = observe(json({ count: 1 }));
    const made = createFetchClient<Record<string, never>>(anyTransport({ fetch }), { clearShelf });
    const aborted: boolean[] = [];
    const controller = new AbortController();
    made.use({
      onRequest({ request, params }) {
        seen.push({ ...params });
        controller.abort();
        aborted.push(request.signal.aborted);
      },
    });
    const { DELETE } = made as unknown as { DELETE: Send };
    const given = { path: { shelf: "a" }, query: { tag: ["x"] } };
    const params = { ...given, header: { "X-Reason": "r" } };
    const ended = await rejection(DELETE("/shelves/{shelf}/books", { params, signal: controller.signal }));
    expect(ended).toMatchObject({ name: "NotSentError", reason: "aborted" });
    await rejection(DELETE("/shelves/{shelf}/books", { params: 7 }));
    expect(seen).toEqual([{ ...given, header: undefined }, { header: undefined }]);
    expect(aborted).toEqual([true, false]);
  });

  test("give a response in place of the call, of which nothing is sent then", async () => {
    const { clear, calls } = client(() => json({ count: 9 }));
    expect((await clear()).data).toEqual({ count: 9 });
    expect(calls).toEqual([]);
  });

  test("replace the response", async () => {
    const { clear } = client(
      () => undefined,
      () => json({ count: 8 }),
    );
    expect((await clear()).data).toEqual({ count: 8 });
  });

  test("end the call by a signal of its own", async () => {
    const { clear, calls } = client((request) => new Request(request, { signal: AbortSignal.abort() }));
    expect(await rejection(clear())).toMatchObject({ name: "NotSentError", reason: "aborted" });
    expect(calls).toEqual([]);
  });
});

describe("nothing is sent where a middleware", () => {
  test.each<[what: string, change: Middleware, path: string]>([
    [
      "replaces the URL",
      (request) => new Request("https://api.example.com/shelves/b/books", request),
      "middleware.url",
    ],
    ["replaces the method", (request) => new Request(request, { method: "POST" }), "middleware.method"],
    ["adds a body", (request) => new Request(request, { body: "{}", method: "DELETE" }), "middleware.body"],
    ["has redirects followed", (request) => new Request(request, { redirect: "follow" }), "middleware.redirect"],
    [
      "has a browser's credentials sent",
      (request) => new Request(request, { credentials: "include" }),
      "middleware.credentials",
    ],
    ["takes a credential away", (request) => void request.headers.delete("x-key"), "middleware.headers.x-key"],
    ["takes away what is accepted", (request) => void request.headers.delete("accept"), "middleware.headers.accept"],
    ["sets a credential", (request) => void request.headers.set("x-key", "other-key"), "options.headers.x-key"],
    [
      "sets another credential",
      (request) => void request.headers.set("authorization", "a"),
      "options.headers.authorization",
    ],
  ])("%s", async (_what, change, path) => {
    const { clear, calls } = client(change);
    const error = (await rejection(clear())) as { name: string; issues: { path: string; rule: string }[] };
    expect(error.name).toBe("InvalidRequestError");
    expect(error.issues.map(({ rule }) => rule)).toEqual([path.startsWith("middleware") ? "middleware" : "header"]);
    expect(error.issues.map((issue) => issue.path)).toEqual([path]);
    expect(calls).toEqual([]);
    expect(String(error)).not.toContain("hunter22");
  });

  test.each<[what: string, change: Middleware]>([
    ["replaces the body", (request) => new Request(request, { body: '{"title":"other"}' })],
    ["changes the body by a byte", (request) => new Request(request, { body: '{"title":"ö"}' })],
    ["adds to the body", (request) => new Request(request, { body: '{"title":"ü"} ' })],
    ["empties the body", (request) => new Request(request, { body: "" })],
    ["reads the body without a copy", async (request) => void (await request.text())],
    [
      "drops the body",
      (request) =>
        new Request(request.url, { method: "PUT", headers: request.headers, redirect: "manual", credentials: "omit" }),
    ],
  ])("%s", async (_what, change) => {
    const { replace, calls } = client(change);
    expect(await rejection(replace())).toMatchObject({
      name: "InvalidRequestError",
      issues: [{ path: "middleware.body", rule: "middleware", message: notHonoured }],
    });
    expect(calls).toEqual([]);
  });

  test.each(["url", "method", "body"])("changes the %s in place", async (name) => {
    const { clear, calls } = client((request) => void Object.assign(request, { [name]: "https://evil.example" }));
    expect(await rejection(clear())).toBeInstanceOf(TypeError);
    expect(calls).toEqual([]);
    const defining = client((request) => void Object.defineProperty(request, name, { value: "https://evil.example" }));
    expect(await rejection(defining.clear())).toMatchObject({ name: "InvalidRequestError" });
    expect(defining.calls).toEqual([]);
  });
});

test("a middleware is refused where no Request can say what is sent", async () => {
  const { fetch, calls } = observe();
  const trace = anyOperation({ method: "TRACE" });
  const made = createFetchClient<Record<string, never>>(anyTransport({ fetch }), { trace });
  const { TRACE } = made as unknown as { TRACE: Send };
  expect(await rejection(TRACE("/purge", { middleware: [{ onRequest: () => undefined }] }))).toMatchObject({
    issues: [
      {
        path: "middleware",
        rule: "middleware",
        message: "cannot be shown the request: no Request of this runtime can say it",
      },
    ],
  });
  expect(calls).toEqual([]);
});

test("a middleware that was ejected is not asked any more", async () => {
  const { fetch, calls } = observe(json({ count: 1 }));
  const made = createFetchClient<Record<string, never>>(anyTransport({ fetch }), { clearShelf });
  const middleware = { onRequest: () => json({ count: 2 }) };
  made.use(middleware);
  made.eject(middleware);
  const { DELETE } = made as unknown as { DELETE: Send };
  expect(
    (await DELETE("/shelves/{shelf}/books", { params: { path: { shelf: "a" }, query: { tag: ["x"] } } })).data,
  ).toEqual({ count: 1 });
  expect(calls).toHaveLength(1);
});
