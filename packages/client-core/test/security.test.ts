import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import {
  basicCredentials,
  bearerToken,
  cookieForm,
  headerSimple,
  keyInCookie,
  keyInHeader,
  keyInQuery,
  queryForm,
} from "./core.ts";
import { anyOperation, anyTransport, clearShelf } from "./examples.ts";
import { json, observe, rejection } from "./observed.ts";

const security = [
  [keyInHeader("key", "X-Key"), keyInHeader("tenant", "X-Tenant")],
  [keyInHeader("key", "X-Key")],
  [keyInQuery("token", "token")],
  [keyInCookie("session", "sid")],
  [basicCredentials("basic")],
  [bearerToken("bearer")],
];

async function sent(auth: object, descriptor: object = {}, input: unknown = {}) {
  const { fetch, calls } = observe();
  const purge = anyOperation({ security, ...descriptor })(anyTransport({ fetch, auth }));
  await purge(input);
  const { accept, ...headers } = calls[0]?.headers ?? {};
  return { url: calls[0]?.url.slice("https://api.example.com".length), headers };
}

async function refused(
  auth: object,
  options: object = {},
  call: unknown = {},
  descriptor: object = {},
  input: unknown = {},
) {
  const { fetch, calls } = observe();
  const error = await rejection(
    anyOperation({ security, ...descriptor })(anyTransport({ fetch, auth, ...options }))(input, call),
  );
  expect(calls).toEqual([]);
  return error as Error & { issues: { path: string; rule: string; message: string }[] };
}

describe("a credential goes where the document says", () => {
  test("a key in a header, a query, a cookie", async () => {
    expect(await sent({ key: "k3y-value" })).toEqual({ url: "/purge", headers: { "x-key": "k3y-value" } });
    expect(await sent({ token: "a&b c" })).toEqual({ url: "/purge?token=a%26b%20c", headers: {} });
    expect(await sent({ session: "a;b" })).toEqual({ url: "/purge", headers: { cookie: "sid=a%3Bb" } });
  });

  test("a bearer token and a password, in UTF-8 and with colons", async () => {
    expect(await sent({ bearer: "t0ken" })).toMatchObject({ headers: { authorization: "Bearer t0ken" } });
    const { headers } = await sent({ basic: { username: "zoë", password: "p:ä:ss" } });
    expect(Buffer.from(String(headers.authorization).slice("Basic ".length), "base64").toString()).toBe("zoë:p:ä:ss");
  });

  test("from a function, asked anew for each request", async () => {
    const { fetch, calls } = observe();
    let count = 0;
    const purge = anyOperation({ security })(anyTransport({ fetch, auth: { key: async () => `key-${++count}` } }));
    await purge();
    await purge();
    expect(calls.map(({ headers }) => headers["x-key"])).toEqual(["key-1", "key-2"]);
  });

  test("beside the parameters of the operation", async () => {
    const parameters = [
      { name: "q", in: "query", schema: true, encode: queryForm },
      { name: "c", in: "cookie", schema: true, encode: cookieForm },
    ];
    expect(await sent({ token: "t0ken" }, { parameters }, { query: { q: 1 } })).toMatchObject({
      url: "/purge?q=1&token=t0ken",
    });
    const whole = [...parameters, { name: "Cookie", in: "header", schema: true, encode: headerSimple }] as const;
    const given = { cookies: { c: 1 }, headers: { Cookie: "a=b" } };
    expect(await sent({ session: "s3ss" }, { parameters: whole }, given)).toMatchObject({
      headers: { cookie: "a=b; c=1; sid=s3ss" },
    });
    expect(await sent({ session: "s3ss" }, { parameters }, { cookies: { c: 1 } })).toMatchObject({
      headers: { cookie: "c=1; sid=s3ss" },
    });
  });
});

describe("of the alternatives", () => {
  test("the one is used that uses most of what was given", async () => {
    expect((await sent({ key: "k3y-value", tenant: "acme" })).headers).toEqual({
      "x-key": "k3y-value",
      "x-tenant": "acme",
    });
    expect((await sent({ key: "k3y-value" })).headers).toEqual({ "x-key": "k3y-value" });
  });

  test("none is needed where the document lists an empty one, or none", async () => {
    expect((await sent({}, { security: [[bearerToken("bearer")], []] })).headers).toEqual({});
    expect((await sent({ bearer: "t0ken" }, { security: [[], [bearerToken("bearer")]] })).headers).toEqual({
      authorization: "Bearer t0ken",
    });
    expect((await sent({ bearer: "t0ken" }, { security: [] })).headers).toEqual({});
  });

  test("what is accepted is said where nothing fits", async () => {
    for (const auth of [{}, { tenant: "acme" }, Object.create({ key: "k3y-value" })]) {
      expect((await refused({ ...auth })).issues).toEqual([
        {
          path: "auth",
          rule: "required",
          message: "must hold key and tenant, or key, or token, or session, or basic, or bearer",
        },
      ]);
    }
  });
});

describe("a credential is refused without being quoted", () => {
  test.each([
    ["a line break", { key: "hunter22\r\nx: y" }],
    ["a blank at its end", { key: "hunter22 " }],
    ["text beyond Latin-1", { bearer: "hunter22Ł" }],
    ["a control character", { session: "hunter22\0" }],
    ["a colon in a user name", { basic: { username: "hunter22:x", password: "p" } }],
    ["a control character in a password", { basic: { username: "u", password: "hunter22\n" } }],
    ["no string from a function", { key: () => ({ hunter22: 1 }) }],
    ["an empty string from a function", { key: async () => "" }],
    ["a line break from a function", { key: async () => "hunter22\n" }],
  ])("%s", async (_what, auth) => {
    const error = await refused(auth);
    expect(error).toMatchObject({ name: "InvalidRequestError", issues: [{ rule: "credential" }] });
    expect(inspect(error, { depth: 9 })).not.toContain("hunter22");
  });

  test("where its function fails, nothing is sent", async () => {
    const cause = Object.assign(new Error("hunter22"), { code: "ECONNREFUSED" });
    const error = await refused({ key: () => Promise.reject(cause) });
    expect(error).toMatchObject({ name: "NotSentError", reason: "credentials", cause: { code: "ECONNREFUSED" } });
    expect(inspect(error, { depth: 9 })).not.toContain("hunter22");
    expect(
      await refused({
        key() {
          throw cause;
        },
      }),
    ).toMatchObject({ name: "NotSentError", reason: "credentials" });
  });

  test("a function that never answers ends with the deadline", async () => {
    expect(await refused({ key: () => new Promise<string>(() => {}) }, { timeout: 5 })).toMatchObject({
      name: "NotSentError",
      reason: "timeout",
    });
  });
});

describe("credentials stay home", () => {
  test.each(["http://example.com", "http://10.0.0.1", "http://localhost.example.com", "http://127.0.0.1.example.com"])(
    "they are not sent to %s",
    async (baseUrl) => {
      expect((await refused({ key: "k3y-value" }, { baseUrl })).issues).toMatchObject([
        { path: "options.baseUrl", rule: "insecure" },
      ]);
    },
  );

  test.each([
    { baseUrl: "http://localhost:1" },
    { baseUrl: "http://a.localhost" },
    { baseUrl: "http://127.8.9.1" },
    { baseUrl: "http://[::1]:1" },
    { baseUrl: "https://example.com" },
    { baseUrl: "http://example.com", allowInsecureHttp: true },
  ])("they are sent with %j", async (options) => {
    const { fetch, calls } = observe();
    await anyOperation({ security })(anyTransport({ fetch, auth: { key: "k3y-value" }, ...options }))();
    expect(calls).toHaveLength(1);
  });

  test("a request without any may go over http", async () => {
    const { fetch, calls } = observe();
    await anyOperation({})(anyTransport({ fetch, baseUrl: "http://example.com" }))();
    expect(calls).toHaveLength(1);
  });

  test("nothing else may take their place", async () => {
    for (const name of ["X-Key", "x-tenant"]) {
      expect((await refused({ key: "k3y-value" }, {}, { headers: { [name]: "x" } })).issues).toMatchObject([
        { path: `options.headers.${name}` },
      ]);
    }
    const parameters = [
      { name: "token", in: "query", schema: true, encode: queryForm },
      { name: "sid", in: "cookie", schema: true, encode: cookieForm },
    ];
    const conflict = [{ path: "auth", rule: "conflict" }];
    expect((await refused({ token: "t0ken" }, {}, {}, { parameters }, { query: { token: 1 } })).issues).toMatchObject(
      conflict,
    );
    expect((await refused({ session: "s3ss" }, {}, {}, { parameters }, { cookies: { sid: 1 } })).issues).toMatchObject(
      conflict,
    );
  });

  test("a plan shows none", () => {
    const input = { path: { shelf: "a" }, query: { tag: ["x"] } };
    const plan = (auth: object) => inspect(clearShelf(anyTransport({ auth })).plan(input), { depth: 9 });
    for (const auth of [
      { key: "hunter22" },
      { token: "hunter22" },
      { session: "hunter22" },
      { basic: { username: "hunter22", password: "hunter22" } },
      { oauth2: { accessToken: "hunter22" } },
    ]) {
      expect(plan(auth)).toContain("redacted");
      expect(plan(auth)).not.toContain("hunter22");
    }
    expect(clearShelf(anyTransport({ auth: { key: "hunter22" } })).plan(input).headers["x-key"]).toBe("[redacted]");
  });

  test("a response that repeats them does not put them into an error", async () => {
    for (const auth of [
      { key: "hunter22" },
      { token: "hunter/22" },
      { basic: { username: "u", password: "hunter22" } },
    ]) {
      const { fetch } = observe((url: string, init: RequestInit) => {
        const said = { url, headers: init.headers, key: "hunter22" };
        return json(said, 403, { "x-request-id": `for ${JSON.stringify(said)}`, "set-cookie": "sid=hunter22" });
      });
      const error = await rejection(anyOperation({ security })(anyTransport({ fetch, auth }))());
      const shown = inspect(error, { depth: 9 }) + JSON.stringify(error);
      expect(shown).toContain("[redacted]");
      expect(shown.replace("[redacted]", "")).not.toMatch(
        "token" in auth ? /hunter(\/|%2F)22/ : /hunter22|dTpodW50ZXIyMg/,
      );
    }
  });
});
