import { afterEach, describe, expect, test, vi } from "vitest";
import { type InvalidRequestError, oauth2Token } from "../core.ts";
import { anyOperation, anyTransport } from "../examples.ts";
import { credentialOf } from "../grants.ts";
import { json, observe, rejection } from "../observed.ts";

const flows = { password: "/login", clientCredentials: "https://id.example.com/token" };
const password = { grant: "password", username: "user-u", password: "hunter22" };
const good = new Response(null, { status: 204 });

function calling(answers: Parameters<typeof observe>, oauth2: object = password, options: object = {}) {
  const { fetch, calls } = observe(...answers);
  const security = [[oauth2Token("oauth2", flows)]];
  return {
    calls,
    purge: anyOperation({ security })(anyTransport({ fetch, auth: { oauth2: credentialOf(oauth2) }, ...options })),
  };
}

afterEach(() => {
  vi.useRealTimers();
});

describe("a token is asked for", () => {
  test("with a form of what the credential holds, and nothing else", async () => {
    const { calls, purge } = calling([json({ access_token: "t" }), good], {
      ...password,
      clientId: "a&b",
      clientSecret: () => "c=d",
      scopes: ["read", "write all"],
    });
    await purge();
    expect(calls[0]).toMatchObject({
      url: "https://api.example.com/login",
      headers: { accept: "application/json", "content-type": "application/x-www-form-urlencoded" },
      init: {
        method: "POST",
        redirect: "manual",
        body: "grant_type=password&username=user-u&password=hunter22&client_id=a%26b&client_secret=c%3Dd&scope=read%20write%20all",
      },
    });
    expect(calls[0]?.init.signal).toBeInstanceOf(AbortSignal);
  });

  test("without a scope where none is given", async () => {
    const oauth2 = { grant: "clientCredentials", clientId: "c", clientSecret: "s3cret" };
    const { calls, purge } = calling([json({ access_token: "t" }), good], oauth2);
    await purge();
    expect(calls[0]?.init.body).toBe("grant_type=client_credentials&client_id=c&client_secret=s3cret");
  });

  test.each([
    ["username", { ...password, username: () => "" }],
    ["password", { ...password, password: () => 7 }],
    ["clientSecret", { ...password, clientSecret: () => "" }],
  ])("with texts, and a %s that is none is named", async (name, oauth2) => {
    const { calls, purge } = calling([good], oauth2);
    expect(await rejection(purge())).toMatchObject({
      name: "NotSentError",
      reason: "token",
      message: expect.stringMatching(
        new RegExp(
          `Example token request was refused .*\n- auth\\.oauth2\\.${name}: must be a text, not empty \\(credential\\)`,
        ),
      ),
    });
    expect(calls).toEqual([]);
  });
});

describe("what holds a token", () => {
  test.each([
    { access_token: "t", token_type: "Bearer" },
    { access_token: "t", token_type: "BEARER", expires_in: "60" },
    { access_token: "t", token_type: null },
  ])("%j", async (answer) => {
    const { calls, purge } = calling([json(answer), good]);
    await purge();
    expect(calls[1]?.headers.authorization).toBe("Bearer t");
  });

  test.each([
    [json({ access_token: "t", token_type: "bearer+mac" }), "the token endpoint's response holds no bearer token"],
    [json({ access_token: "t", token_type: "unbearer" }), "the token endpoint's response holds no bearer token"],
    [json({ access_token: "" }), "the token endpoint's response holds no bearer token"],
    [json({ access_token: 7 }), "the token endpoint's response holds no bearer token"],
    [json(null), "the token endpoint's response holds no bearer token"],
    [json({ access_token: "t" }, 201), "the token endpoint responded with 201"],
    [() => ({ status: 0, headers: new Headers(), body: null }), "the token endpoint responded with a redirect"],
    [
      Object.assign(new Error("hunter22"), { code: "ENOTFOUND" }),
      "at the token endpoint, the host name was not found (ENOTFOUND)",
    ],
    [new Error("hunter22"), "at the token endpoint, the connection broke before a response came"],
  ])("%#: not this, and the error says why", async (answer, text) => {
    const { calls, purge } = calling([answer as Response, good]);
    const error = (await rejection(purge())) as Error;
    expect(error).toMatchObject({ name: "NotSentError", reason: "token", platform: "Example", operation: "purge" });
    expect(error.message).toBe(`Example purge was not sent: ${text}. Nothing was changed; it is safe to call again.`);
    expect(calls).toHaveLength(1);
  });

  test("and the cause of a connection that broke is kept", async () => {
    const { purge } = calling([Object.assign(new Error("x"), { code: "ECONNRESET" })]);
    expect(await rejection(purge())).toMatchObject({ reason: "token", cause: { code: "ECONNRESET" } });
  });

  test("an endpoint that does not answer in time is given up, by all who wait", async () => {
    vi.useFakeTimers();
    const { calls, purge } = calling([() => new Promise(() => {})], password, { timeout: 1000 });
    const patient = rejection(purge({}, { timeout: 5000 }));
    await vi.advanceTimersByTimeAsync(1000);
    expect(await patient).toMatchObject({
      reason: "token",
      message: expect.stringContaining("the token endpoint did not respond in time"),
    });
    expect(calls).toHaveLength(1);
    expect(calls[0]?.init.signal?.aborted).toBe(true);
  });

  test("a function that gives no password in time is given up like that", async () => {
    vi.useFakeTimers();
    const oauth2 = { ...password, password: () => new Promise<string>(() => {}) };
    const { purge } = calling([good], oauth2, { timeout: 1000 });
    const patient = rejection(purge({}, { timeout: 5000 }));
    await vi.advanceTimersByTimeAsync(1000);
    expect(await patient).toMatchObject({
      reason: "token",
      message: expect.stringContaining("the token endpoint did not respond in time"),
    });
  });

  test("leaves no timer behind", async () => {
    vi.useFakeTimers();
    await calling([json({ access_token: "t" }), good]).purge();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("a token is kept", () => {
  test.each([
    [100, 89_999, 90_001],
    [300, 269_999, 270_001],
    [3600, 3_569_999, 3_570_001],
  ])("of %i seconds until a tenth of them, or half a minute, is left", async (expires_in, before, after) => {
    vi.useFakeTimers();
    let tokens = 0;
    const { calls, purge } = calling([
      (url) => (url.endsWith("/login") ? json({ access_token: `t${++tokens}`, expires_in }) : good.clone()),
    ]);
    await purge();
    vi.advanceTimersByTime(before);
    await purge();
    expect(tokens).toBe(1);
    vi.advanceTimersByTime(after - before);
    await purge();
    expect(tokens).toBe(2);
    expect(calls.at(-1)?.headers.authorization).toBe("Bearer t2");
  });

  test.each([undefined, 0, "soon"])("that is said to live %j until it is refused", async (expires_in) => {
    vi.useFakeTimers();
    let tokens = 0;
    const { purge } = calling([
      (url) => (url.endsWith("/login") ? json({ access_token: `t${++tokens}`, expires_in }) : good.clone()),
    ]);
    await purge();
    vi.advanceTimersByTime(1e9);
    await purge();
    expect(tokens).toBe(1);
  });
});

test("a token and a client secret that a response repeats are redacted out, and names are not", async () => {
  const detail = "t0ken-1 s3cret hunter22 client-c user-u";
  const oauth2 = { ...password, clientId: "client-c", clientSecret: "s3cret" };
  const { purge } = calling([json({ access_token: "t0ken-1" }), json({ detail }, 403)], oauth2);
  expect(await rejection(purge())).toMatchObject({
    body: { detail: "[redacted] [redacted] [redacted] client-c user-u" },
  });
});

describe("a token is not asked for", () => {
  const message = "needs an accessToken, or a grant of the document with an https tokenUrl";
  test.each([
    [{ ...password, tokenUrl: "http://sso.example.com/t" }, {}],
    [{ ...password, tokenUrl: "https://sso.example.com/t?a=b" }, {}],
    [{ ...password, tokenUrl: "login" }, {}],
    [{ grant: "implicit" }, {}],
  ])("with %j", async (oauth2, options) => {
    const { calls, purge } = calling([good], oauth2, options);
    const error = (await rejection(purge())) as InvalidRequestError;
    expect(error).toMatchObject({ name: "InvalidRequestError", platform: "Example", operation: "purge" });
    expect(error.issues).toEqual([{ path: "auth.oauth2", rule: "credential", message }]);
    expect(calls).toEqual([]);
  });

  test("over http, unless that is allowed", async () => {
    const oauth2 = { ...password, tokenUrl: "http://sso.example.com/t" };
    const { calls, purge } = calling([json({ access_token: "t" }), good], oauth2, { allowInsecureHttp: true });
    await purge();
    expect(calls.map(({ url }) => url)).toEqual(["http://sso.example.com/t", "https://api.example.com/purge"]);
  });
});
