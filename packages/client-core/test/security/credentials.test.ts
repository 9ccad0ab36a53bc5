import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import {
  type Authenticator,
  authorization,
  basicCredentials,
  bearerToken,
  type InvalidRequestError,
  keyInCookie,
  keyInHeader,
  keyInQuery,
  oauth2Token,
} from "../core.ts";
import { anyOperation, anyTransport } from "../examples.ts";
import { json, observe, rejection } from "../observed.ts";

const header = "must be Latin-1 text, not empty, without control characters and blanks at its ends";
const bearer = "must be the token alone: the word Bearer is put before it";
const user = "must be a text, not empty, without colons and control characters";
const secret = "must be a text, not empty, without control characters";

function calling(
  authenticator: Authenticator,
  credential: unknown,
  answer: Response = new Response(null, { status: 204 }),
  input?: unknown,
) {
  const { fetch, calls } = observe(answer);
  const auth = { [authenticator.name]: credential };
  return { calls, call: anyOperation({ security: [[authenticator]] })(anyTransport({ fetch, auth }))(input) };
}

describe("a credential that cannot be sent is named, and told what it must be", () => {
  test.each<[Authenticator, unknown, string, string]>([
    [keyInHeader("key", "X-Key"), () => "a\n", "auth.key", header],
    [keyInQuery("token", "token"), () => "", "auth.token", header],
    [keyInCookie("session", "sid"), () => 7, "auth.session", header],
    [bearerToken("bearer"), () => " a", "auth.bearer", header],
    [bearerToken("bearer"), "Bearer t0ken", "auth.bearer", bearer],
    [bearerToken("bearer"), () => "bEARER\tt0ken", "auth.bearer", bearer],
    [oauth2Token("oauth2", {}), { accessToken: "bearer t0ken" }, "auth.oauth2.accessToken", bearer],
    [authorization("digest"), () => "", "auth.digest", header],
    [oauth2Token("oauth2", {}), { accessToken: () => "Ł" }, "auth.oauth2.accessToken", header],
    [basicCredentials("basic"), { username: "a:b", password: "p" }, "auth.basic.username", user],
    [basicCredentials("basic"), { username: "a\tb", password: "p" }, "auth.basic.username", user],
    [basicCredentials("basic"), { username: "a", password: "p\u0085" }, "auth.basic.password", secret],
    [basicCredentials("basic"), { username: "a" }, "auth.basic.password", secret],
    [basicCredentials("basic"), "a:b", "auth.basic.username", user],
  ])("%#", async (authenticator, credential, path, message) => {
    const { calls, call } = calling(authenticator, credential);
    const error = (await rejection(call)) as InvalidRequestError;
    expect(error).toMatchObject({ name: "InvalidRequestError", platform: "Example", operation: "purge" });
    expect(error.issues).toEqual([{ path, rule: "credential", message }]);
    expect(calls).toEqual([]);
  });
});

test("where the function of a credential fails, the error says which one", async () => {
  const { call } = calling(bearerToken("bearer"), () => Promise.reject(new Error("hunter22")));
  expect(await rejection(call)).toMatchObject({
    message:
      "Example purge was not sent: the function in auth.bearer failed. Nothing was changed; it is safe to call again.",
  });
});

test("a password may be anything that can be typed", async () => {
  const { calls, call } = calling(basicCredentials("basic"), { username: "zoë", password: "päß: 🔑 " });
  await call;
  const [scheme, encoded] = String(calls[0]?.headers.authorization).split(" ");
  expect(scheme).toBe("Basic");
  expect(Buffer.from(String(encoded), "base64").toString()).toBe("zoë:päß: 🔑 ");
});

test("a user name that a response repeats is left readable, and the password beside it is not", async () => {
  const encoded = btoa("admin:hunter22");
  const said = { detail: `admin hunter22 ${encoded}` };
  const { call } = calling(basicCredentials("basic"), { username: "admin", password: "hunter22" }, json(said, 403));
  expect(await rejection(call)).toMatchObject({ body: { detail: "admin [redacted] [redacted]" } });
});

describe("what stands where", () => {
  test.each<[Authenticator, unknown, string, object]>([
    [keyInHeader("key", "X-Key"), "k3y", "", { "x-key": "k3y" }],
    [keyInQuery("token", "the token"), "a b", "?the%20token=a%20b", {}],
    [keyInCookie("session", "s id"), "a;b", "", { cookie: "s%20id=a%3Bb" }],
    [bearerToken("bearer"), () => "t0ken", "", { authorization: "Bearer t0ken" }],
    [bearerToken("bearer"), "bearers", "", { authorization: "Bearer bearers" }],
    [bearerToken("bearer"), "of bearer x", "", { authorization: "Bearer of bearer x" }],
    [authorization("digest"), "Digest a=b", "", { authorization: "Digest a=b" }],
    [oauth2Token("oauth2", {}), { accessToken: "t0ken" }, "", { authorization: "Bearer t0ken" }],
  ])("%#", async (authenticator, credential, query, headers) => {
    const { calls, call } = calling(authenticator, credential);
    await call;
    const { accept, ...sent } = calls[0]?.headers ?? {};
    expect([calls[0]?.url, sent]).toEqual([`https://api.example.com/purge${query}`, headers]);
    expect(inspect(accept)).not.toContain("t0ken");
  });
});

describe("of the alternatives", () => {
  const [a, b, c] = ["a", "b", "c"].map((name) => keyInHeader(name, `x-${name}`)) as [
    Authenticator,
    Authenticator,
    Authenticator,
  ];
  test.each([
    [[[a], [a, b], [a, b, c]], { a: "1", b: "1" }, ["x-a", "x-b"]],
    [[[a, b, c], [a, b], [a]], { a: "1", b: "1" }, ["x-a", "x-b"]],
    [[[a], [b], [c]], { c: "1", b: "1" }, ["x-b"]],
    [[[], [b, c], [a]], { a: "1", b: "1" }, ["x-a"]],
    [[[a, b, c], [b]], { a: "1", b: "1" }, ["x-b"]],
  ])("%#: the first of those that use most is used, of which everything is there", async (security, auth, expected) => {
    const { fetch, calls } = observe();
    await anyOperation({ security })(anyTransport({ fetch, auth }))();
    const { accept: _accept, ...sent } = calls[0]?.headers ?? {};
    expect(Object.keys(sent)).toEqual(expected);
  });
});

describe("several credentials that belong together", () => {
  const security = [[keyInHeader("key", "X-Key"), keyInHeader("tenant", "X-Tenant")]];
  test.each<[string, object]>([
    ["texts", { key: "k3y", tenant: "acme" }],
    ["functions", { key: () => "k3y", tenant: async () => "acme" }],
    ["a text and a function", { key: "k3y", tenant: () => "acme" }],
    ["a function and a text", { key: async () => "k3y", tenant: "acme" }],
  ])("are all sent: %s", async (_what, auth) => {
    const { fetch, calls } = observe();
    await anyOperation({ security })(anyTransport({ fetch, auth }))();
    expect(calls[0]?.headers).toMatchObject({ "x-key": "k3y", "x-tenant": "acme" });
  });

  test("are sent at once where they are texts: nothing is waited for", async () => {
    const { fetch, calls } = observe();
    const call = anyOperation({ security })(anyTransport({ fetch, auth: { key: "k3y", tenant: "acme" } }))();
    expect(calls).toHaveLength(1);
    await call;
  });
});

test("a credential that stands where a name should is not told", async () => {
  const { calls, call } = calling(keyInHeader("key", "X-Key"), "hunter22", undefined, { hunter22: 1 });
  const error = (await rejection(call)) as InvalidRequestError;
  expect(error.issues).toMatchObject([{ path: "[redacted]", rule: "unknown" }]);
  expect(inspect(error, { depth: 9 })).not.toContain("hunter22");
  expect(calls).toEqual([]);
});

test("nor is a password, where the name of its user is", async () => {
  const credential = { username: "admin", password: "hunter22" };
  const { call } = calling(basicCredentials("basic"), credential, undefined, { hunter22: 1, admin: 1 });
  const error = (await rejection(call)) as InvalidRequestError;
  expect(error.issues.map(({ path }) => path)).toEqual(["[redacted]", "admin"]);
});

test("where a grant of somebody else fails, nothing is sent, and nothing told of what it threw", async () => {
  const token = () => Promise.reject(Object.assign(new Error("hunter22"), { code: "ECONNREFUSED" }));
  const { calls, call } = calling(
    oauth2Token("oauth2", {}),
    Object.assign(() => {}, { token }),
  );
  expect(await rejection(call)).toMatchObject({
    name: "NotSentError",
    reason: "credentials",
    cause: { code: "ECONNREFUSED" },
    message: "Example purge was not sent: auth.oauth2 failed. Nothing was changed; it is safe to call again.",
  });
  expect(calls).toEqual([]);
});
