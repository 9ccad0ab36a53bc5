import { inspect } from "node:util";
import { afterEach, describe, expect, test, vi } from "vitest";
import { oauth2Token } from "./core.ts";
import { anyOperation, anyTransport } from "./examples.ts";
import { credentialOf } from "./grants.ts";
import { json, rejection } from "./observed.ts";

const password = { grant: "password", username: "u", password: "hunter22" };
const security = [
  [
    oauth2Token("oauth2", {
      password: "/login",
      clientCredentials: "https://id.example.com/token",
    }),
  ],
];

/** A platform that gives tokens `token-1`, `token-2`, ... and accepts those that `accepts` does. */
function platform(
  token: (count: number) => unknown = (count) => json({ access_token: `token-${count}` }),
  accepts = (_token: string): boolean => true,
) {
  const asked: { url: string; form: Record<string, string>; init: RequestInit }[] = [];
  const served: string[] = [];
  return {
    asked,
    served,
    async fetch(url: string, init: RequestInit): Promise<Response> {
      if (!url.endsWith("/purge")) {
        asked.push({ url, form: Object.fromEntries(new URLSearchParams(String(init.body))), init });
        return (await token(asked.length)) as Response;
      }
      const { authorization = "" } = init.headers as Record<string, string>;
      served.push(authorization);
      return accepts(authorization)
        ? new Response(null, { status: 204 })
        : json({ detail: `refused ${authorization}` }, 401);
    },
  };
}

function client(fetch: unknown, oauth2: object = password, options: object = {}) {
  return anyOperation({ security })(anyTransport({ fetch, auth: { oauth2: credentialOf(oauth2) }, ...options }));
}

afterEach(() => {
  vi.useRealTimers();
});

describe("a token", () => {
  test("is asked for with the password, where the document says", async () => {
    const { fetch, asked, served } = platform();
    await client(fetch, { ...password, clientId: "c", scopes: ["a", "b"] })();
    expect(asked).toMatchObject([
      {
        url: "https://api.example.com/login",
        form: { grant_type: "password", username: "u", password: "hunter22", client_id: "c", scope: "a b" },
        init: { method: "POST", redirect: "manual", headers: { "content-type": "application/x-www-form-urlencoded" } },
      },
    ]);
    expect(served).toEqual(["Bearer token-1"]);
  });

  test("is asked for with the client's own credentials", async () => {
    const { fetch, asked } = platform();
    await client(fetch, { grant: "clientCredentials", clientId: "c", clientSecret: () => "s" })();
    expect(asked).toMatchObject([
      {
        url: "https://id.example.com/token",
        form: { grant_type: "client_credentials", client_id: "c", client_secret: "s" },
      },
    ]);
  });

  test("is asked for where the caller says", async () => {
    for (const [tokenUrl, url] of [
      ["https://sso.example.com/t", "https://sso.example.com/t"],
      ["/sso/t", "https://api.example.com/sso/t"],
      ["/../t", "https://api.example.com/t"],
      ["//evil.example.com/t", "https://api.example.com//evil.example.com/t"],
    ]) {
      const { fetch, asked } = platform();
      await client(fetch, { ...password, tokenUrl })();
      expect(asked[0]?.url).toBe(url);
    }
  });

  test("is not asked for with a password that UTF-8 cannot say, and the error says so", async () => {
    const { fetch, asked } = platform();
    const error = await rejection(client(fetch, { ...password, password: "a\ud800b" })());
    expect(error).toMatchObject({ name: "NotSentError", reason: "token" });
    expect(String(error)).toContain("auth.oauth2.password: must be well-formed Unicode");
    expect(asked).toEqual([]);
  });

  test("of the caller's own is used as it is", async () => {
    const { fetch, asked, served } = platform();
    await client(fetch, { accessToken: async () => "mine" })();
    expect(asked).toEqual([]);
    expect(served).toEqual(["Bearer mine"]);
  });

  test("is fetched once for many concurrent calls, and kept", async () => {
    const { fetch, asked, served } = platform();
    const purge = client(fetch);
    await Promise.all(Array.from({ length: 100 }, () => purge()));
    await purge();
    expect(asked).toHaveLength(1);
    expect(served).toHaveLength(101);
  });

  test("is fetched again shortly before it expires, whatever the wall clock says", async () => {
    vi.useFakeTimers();
    const { fetch, asked } = platform((count) => json({ access_token: `token-${count}`, expires_in: 3600 }));
    const purge = client(fetch);
    await purge();
    vi.setSystemTime(Date.now() + 1e9);
    await purge();
    vi.advanceTimersByTime(3_569_000);
    await purge();
    expect(asked).toHaveLength(1);
    vi.advanceTimersByTime(1_000);
    await purge();
    expect(asked).toHaveLength(2);
  });

  test("that is refused is fetched again once, by one of many calls", async () => {
    const { fetch, asked, served } = platform(undefined, (token) => token !== "Bearer token-1");
    const purge = client(fetch);
    await Promise.all(Array.from({ length: 100 }, () => purge()));
    expect(asked).toHaveLength(2);
    expect(served).toHaveLength(200);
    const { receipt } = (await purge.result()) as { receipt: { attempts: number } };
    expect(receipt.attempts).toBe(1);
  });

  test("that is refused for ever ends in the refusal", async () => {
    const { fetch, asked, served } = platform(undefined, () => false);
    const error = await rejection(client(fetch)());
    expect(error).toMatchObject({ name: "ApiError", status: 401, receipt: { attempts: 2 } });
    expect([asked.length, served.length]).toEqual([2, 2]);
    expect(inspect(error, { depth: 9 })).not.toMatch(/token-\d/);
  });

  test("that is refused shows nothing of what it was asked for with, and leaves other words alone", async () => {
    const { fetch } = platform();
    const echo = async (url: string, init: RequestInit): Promise<Response> =>
      url.endsWith("/purge") ? json({ detail: "hunter22 of user-u" }, 403, { "x-echo": "hunter22" }) : fetch(url, init);
    const error = await rejection(client(echo, { ...password, username: "user-u" })());
    expect(inspect(error, { depth: 9 })).not.toContain("hunter22");
    expect(error).toMatchObject({ body: { detail: "[redacted] of user-u" } });
  });

  test("of the caller's own that is refused is not sent again", async () => {
    const { fetch, served } = platform(undefined, () => false);
    expect(await rejection(client(fetch, { accessToken: "mine" })())).toMatchObject({ name: "ApiError", status: 401 });
    expect(served).toHaveLength(1);
  });

  test("that cannot be renewed leaves the refusal of the old one", async () => {
    const { fetch, served } = platform(
      (count) => (count === 1 ? json({ access_token: "token-1" }) : json({}, 400)),
      () => false,
    );
    expect(await rejection(client(fetch)())).toMatchObject({ name: "ApiError", status: 401, receipt: { attempts: 1 } });
    expect(served).toHaveLength(1);
  });
});

describe("without a token nothing is sent", () => {
  test.each([
    ["a refusal", () => json({ error: "hunter22" }, 400), "responded with 400"],
    [
      "a redirect",
      () => new Response(null, { status: 307, headers: { location: "https://evil.example.com" } }),
      "responded with 307",
    ],
    ["no JSON", () => new Response("hunter22"), "holds no bearer token"],
    ["no token", () => json({ token: "hunter22" }), "holds no bearer token"],
    ["a token that no header can carry", () => json({ access_token: "hunter22\n" }), "holds no bearer token"],
    ["a token of another type", () => json({ access_token: "hunter22", token_type: "mac" }), "holds no bearer token"],
    ["a response that is too large", () => json({ access_token: "x".repeat(200) }), "token endpoint"],
    [
      "a broken connection",
      () => Promise.reject(Object.assign(new Error("hunter22"), { code: "ECONNRESET" })),
      "ECONNRESET",
    ],
    ["no response in time", () => new Promise(() => {}), ""],
  ])("%s", async (_what, answer, text) => {
    const { fetch, asked, served } = platform(answer);
    const error = await rejection(client(fetch, password, { timeout: text ? 20_000 : 30, maxResponseBytes: 150 })());
    expect(error).toMatchObject({ name: "NotSentError" });
    expect((error as Error).message).toContain(text);
    expect(inspect(error, { depth: 9 })).not.toContain("hunter22");
    expect([asked.length, served.length]).toEqual([1, 0]);
  });

  test("and the next call asks again", async () => {
    const { fetch, asked, served } = platform((count) => (count === 1 ? json({}, 500) : json({ access_token: "x" })));
    const purge = client(fetch);
    await rejection(purge());
    await purge();
    expect([asked.length, served.length]).toEqual([2, 1]);
  });

  test("one caller who gives up does not take the token from the others", async () => {
    let give = (_token: Response): void => {};
    const { fetch, asked, served } = platform(() => new Promise((resolve) => (give = resolve)));
    const purge = client(fetch);
    const controller = new AbortController();
    const impatient = rejection(purge({}, { signal: controller.signal }));
    const patient = purge();
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    controller.abort("no more");
    expect(await impatient).toMatchObject({ name: "NotSentError", reason: "aborted" });
    give(json({ access_token: "x" }));
    await patient;
    expect([asked.length, served.length]).toEqual([1, 1]);
  });

  test.each([
    [{ grant: "password", username: "u", password: "p", tokenUrl: "http://sso.example.com/t" }],
    [{ grant: "password", username: "u", password: "p", tokenUrl: "https://u:p@sso.example.com/t" }],
    [{ grant: "implicit" }],
    [{}],
  ])("a credential that cannot be used is refused: %j", async (oauth2) => {
    const { fetch, asked } = platform();
    expect(await rejection(client(fetch, oauth2)())).toMatchObject({
      issues: [{ path: "auth.oauth2", rule: "credential" }],
    });
    expect(asked).toEqual([]);
  });
});
