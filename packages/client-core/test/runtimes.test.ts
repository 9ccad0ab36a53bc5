import { beforeAll, describe, expect, test, vi } from "vitest";
import {
  cookieForm,
  headerSimple,
  type InvalidRequestError,
  keyInCookie,
  keyInHeader,
  oauth2Token,
  passwordGrant,
} from "./core.ts";
import { anyOperation, anyTransport } from "./examples.ts";
import { json, observe, rejection } from "./observed.ts";

/** A `Request` that drops headers silently, as a browser's does. */
function asInBrowsers(...dropped: string[]): void {
  const Real = Request;
  vi.stubGlobal(
    "Request",
    class extends Real {
      constructor(...given: ConstructorParameters<typeof Real>) {
        super(...given);
        for (const name of dropped) this.headers.delete(name);
      }
    },
  );
}

const issuesOf = async (promise: Promise<unknown>): Promise<InvalidRequestError["issues"]> =>
  ((await rejection(promise)) as InvalidRequestError).issues;

describe("what a request is sent with", () => {
  test("no ambient credential, no redirect, and no connection that Bun would use twice", async () => {
    const { fetch, calls } = observe();
    await anyOperation({})(anyTransport({ fetch }))();
    expect(calls[0]?.init).toMatchObject({ credentials: "omit", redirect: "manual", keepalive: false });
    expect("client" in (calls[0]?.init ?? {})).toBe(false);
  });

  test("a token is asked for in the same way", async () => {
    const { fetch, calls } = observe(json({ access_token: "t" }), new Response(null, { status: 204 }));
    const auth = { oauth2: passwordGrant({ username: "u", password: "p" }) };
    await anyOperation({ security: [[oauth2Token("oauth2", { password: "/token" })]] })(
      anyTransport({ fetch, auth }),
    )();
    expect(calls).toHaveLength(2);
    for (const { init } of calls)
      expect(init).toMatchObject({ credentials: "omit", redirect: "manual", keepalive: false });
  });

  test("on Deno, a client that keeps no connection, made once", async () => {
    const createHttpClient = vi.fn(() => ({ close: () => {} }));
    vi.stubGlobal("Deno", { createHttpClient });
    const { fetch, calls } = observe();
    const purge = anyOperation({})(anyTransport({ fetch }));
    await purge();
    await purge();
    expect(createHttpClient.mock.calls).toEqual([[{ poolMaxIdlePerHost: 0 }]]);
    expect(calls.map(({ init }) => (init as { client?: unknown }).client)).toEqual([
      createHttpClient.mock.results[0]?.value,
      createHttpClient.mock.results[0]?.value,
    ]);
    expect((await purge.result()).receipt).not.toHaveProperty("mayHaveRepeated");
  });

  test("a Deno on Object.prototype is none", async () => {
    Object.assign(Object.prototype, { Deno: { createHttpClient: () => "evil" } });
    try {
      const { fetch, calls } = observe();
      await anyOperation({})(anyTransport({ fetch }))();
      expect(Object.keys(calls[0]?.init ?? {})).not.toContain("client");
    } finally {
      delete (Object.prototype as { Deno?: unknown }).Deno;
    }
  });
});

describe("a receipt claims no more deliveries than are known", () => {
  /** Where nobody has asked a Deno for anything. */
  let fresh: typeof import("./examples.ts");

  beforeAll(async () => {
    vi.resetModules();
    fresh = await import("./examples.ts");
  });

  const receipt = async (): Promise<object> =>
    (await anyOperation({})(anyTransport({ fetch: observe().fetch })).result()).receipt;

  test("on Node, none but the attempts", async () => {
    expect(await receipt()).toMatchObject({ attempts: 1 });
    expect(await receipt()).not.toHaveProperty("mayHaveRepeated");
  });

  test.each([
    ["a browser", { process: undefined, navigator: { userAgent: "Mozilla/5.0 Chrome/156" } }],
    ["a browser with a bundler's process", { process: { env: {}, versions: {} } }],
    ["a page of Electron", { process: { versions: { node: "24.0.0", electron: "40.0.0" } } }],
    ["a Deno that has no such clients", { Deno: {} }],
    [
      "a Deno that does not allow it",
      {
        Deno: {
          createHttpClient: () => {
            throw new Error("no");
          },
        },
      },
    ],
  ])("in %s, as many at least", async (_what, globals) => {
    for (const [name, value] of Object.entries(globals)) vi.stubGlobal(name, value);
    const { receipt } = await fresh
      .anyOperation({})(fresh.anyTransport({ fetch: observe().fetch }))
      .result();
    expect(receipt).toMatchObject({ attempts: 1, mayHaveRepeated: true });
  });

  test("on workerd, none but the attempts", async () => {
    vi.stubGlobal("process", undefined);
    vi.stubGlobal("navigator", { userAgent: "Cloudflare-Workers" });
    expect(await receipt()).not.toHaveProperty("mayHaveRepeated");
  });
});

describe("what a runtime drops silently from a request is refused there", () => {
  const missing = "which this runtime cannot set: give another credential, or call from a server";

  test.each([
    ["a global fetch", {}],
    ["a fetch around it", { fetch: observe().fetch }],
  ])("a credential, with %s", async (_what, options) => {
    asInBrowsers("cookie", "sec-key");
    const cookie = anyOperation({ security: [[keyInCookie("session", "sid")]] });
    expect(await issuesOf(cookie(anyTransport({ ...options, auth: { session: "a" } }))())).toEqual([
      { path: "auth.session", rule: "cookie", message: `travels in a cookie, ${missing}` },
    ]);
    const header = anyOperation({ security: [[keyInHeader("key", "Sec-Key")]] });
    expect(await issuesOf(header(anyTransport({ ...options, auth: { key: "a" } }))())).toEqual([
      { path: "auth.key", rule: "header", message: `travels in the header sec-key, ${missing}` },
    ]);
  });

  test("a parameter, if it is given: without it, the call would be another one", async () => {
    asInBrowsers("cookie", "sec-only");
    const purge = anyOperation({
      parameters: [
        { name: "only", in: "cookie", schema: { type: "string" }, encode: cookieForm },
        { name: "Sec-Only", in: "header", schema: { type: "string" }, encode: headerSimple },
        { name: "X-Only", in: "header", schema: { type: "string" }, encode: headerSimple },
      ],
    });
    const { fetch, calls } = observe();
    const call = purge(anyTransport({ fetch }));
    const issues = await issuesOf(call({ cookies: { only: "a" }, headers: { "Sec-Only": "b", "X-Only": "c" } }));
    const message =
      "cannot be set in this runtime, which would send the call without it: leave it out, or call from a server";
    expect(issues).toEqual([
      { path: "cookies.only", rule: "header", message },
      { path: "headers.Sec-Only", rule: "header", message },
    ]);
    expect(calls).toEqual([]);
    await call({ headers: { "X-Only": "c" } });
    expect(calls).toHaveLength(1);
  });

  test("a header given in passing", async () => {
    asInBrowsers("date");
    const purge = anyOperation({});
    const issues = [
      { path: "options.headers.Date", rule: "header", message: "cannot be set in this runtime: leave it out" },
    ];
    expect(await issuesOf(purge(anyTransport({ headers: { Date: "a" } }))())).toEqual(issues);
    expect(await issuesOf(purge(anyTransport())(undefined, { headers: { Date: "a" } }))).toEqual(issues);
  });

  test("nothing is, where there is no Request to ask", async () => {
    vi.stubGlobal("Request", undefined);
    const { fetch, calls } = observe();
    const purge = anyOperation({ security: [[keyInHeader("key", "X-Key")]] });
    await purge(anyTransport({ fetch, auth: { key: "k3y" } }))(undefined, { headers: { Date: "a" } });
    expect(calls[0]?.headers).toMatchObject({ "x-key": "k3y", date: "a" });
  });
});

test("a client tells a server which package it is, but not where a browser would have to ask first whether it may", () => {
  vi.stubGlobal("CLIENT_PACKAGE", "@org/example/1.2.3");
  const headers = (): object => anyOperation({})(anyTransport()).plan().headers;
  expect(headers()).toEqual({ accept: "*/*;q=0.1", "user-agent": "@org/example/1.2.3" });
  vi.stubGlobal("process", undefined);
  vi.stubGlobal("navigator", { userAgent: "Mozilla/5.0 Chrome/156" });
  expect(headers()).toEqual({ accept: "*/*;q=0.1" });
});

test.each(["Failed to fetch", "NetworkError when attempting to fetch resource.", "Load failed"])(
  "where a browser only says %s, the error says what that may mean",
  async (message) => {
    const { fetch } = observe(new TypeError(message));
    const error = (await rejection(anyOperation({})(anyTransport({ fetch }))())) as Error;
    expect(error).toMatchObject({ name: "OutcomeUnknownError", reason: "connection" });
    expect(error.message).toContain("does not allow this page (CORS)");
  },
);
