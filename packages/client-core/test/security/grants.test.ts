import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { clientCredentialsGrant, passwordGrant } from "../../src/public.ts";
import { oauth2Token } from "../../src/security/oauth2.ts";
import { anyOperation, anyTransport } from "../examples.ts";
import { json, observe, rejection } from "../observed.ts";

const password = { username: "u", password: "hunter22" };
const client = { clientId: "c", clientSecret: "s3cret" };
const made = {
  password: passwordGrant as (given: unknown) => unknown,
  clientCredentials: clientCredentialsGrant as (given: unknown) => unknown,
};

const text = (name: string): string => `${name} must be a text, not empty, or a function that gives one`;

describe("a grant is refused as it is made", () => {
  test.each<["password" | "clientCredentials", unknown, string]>([
    ["password", 7, "give a plain object"],
    ["password", null, "give a plain object"],
    ["password", [], "give a plain object"],
    ["password", new Map(), "give a plain object"],
    ["password", {}, "username is required"],
    ["password", { username: "u" }, "password is required"],
    ["clientCredentials", {}, "clientId is required"],
    ["clientCredentials", { clientId: "c" }, "clientSecret is required"],
    ["password", { ...password, username: undefined }, text("username")],
    ["password", { ...password, username: "" }, text("username")],
    ["password", { ...password, password: 7 }, text("password")],
    ["password", { ...password, password: null }, text("password")],
    ["password", { ...password, clientId: {} }, text("clientId")],
    ["clientCredentials", { ...client, clientSecret: ["s"] }, text("clientSecret")],
    ["password", { ...password, user: "u" }, "user is not known"],
    ["password", { ...password, user: () => "u" }, "user is not known"],
    ["password", { ...password, scopes: "a b" }, "scopes must be a list of texts"],
    ["password", { ...password, scopes: {} }, "scopes must be a list of texts"],
    ["password", { ...password, scopes: ["a", 7] }, "scopes must be a list of texts"],
    ["password", { ...password, scopes: ["a", ""] }, "scopes must be a list of texts"],
    ["password", { ...password, tokenUrl: "" }, "tokenUrl must be a text"],
    ["password", { ...password, tokenUrl: () => "https://a.example" }, "tokenUrl must be a text"],
    ["password", { ...password, tokenUrl: new URL("https://a.example") }, "tokenUrl must be a text"],
  ])("%s: %o", (kind, given, problem) => {
    expect(() => made[kind](given)).toThrow(new TypeError(`${kind} grant: ${problem}`));
  });

  test("and not for what is left out by undefined, nor for a function", () => {
    const none = { clientId: undefined, clientSecret: undefined, scopes: undefined, tokenUrl: undefined };
    expect(() => passwordGrant({ ...password, password: () => "p", ...none })).not.toThrow();
    expect(() => clientCredentialsGrant({ ...client, scopes: [] })).not.toThrow();
    expect(() => passwordGrant({ ...password, ...client, scopes: ["a"], tokenUrl: "/t" })).not.toThrow();
  });
});

test("a grant says which one it is, and shows nothing of what it holds", () => {
  expect(passwordGrant(password).grant).toBe("password");
  expect(clientCredentialsGrant(client).grant).toBe("clientCredentials");
  for (const grant of [passwordGrant(password), clientCredentialsGrant(client)]) {
    expect(inspect(grant, { depth: 9, showHidden: true })).not.toMatch(/hunter22|s3cret/);
    expect(Object.keys(grant)).toEqual(["grant"]);
  }
});

function calling(oauth2: unknown, urls: object = { password: "/login" }) {
  const { fetch, calls } = observe(json({ access_token: "t" }), new Response(null, { status: 204 }));
  const call = anyOperation({ security: [[oauth2Token("oauth2", urls)]] })(anyTransport({ fetch, auth: { oauth2 } }));
  return { call, asked: () => calls.map(({ url, init }) => [url, init.body]) };
}

test("what is left out by undefined is not sent, and what is changed later neither", async () => {
  const given = { ...password, clientId: undefined, scopes: ["a"] };
  const { call, asked } = calling(passwordGrant(given));
  given.scopes.push("b");
  await call();
  expect(asked()[0]).toEqual([
    "https://api.example.com/login",
    "grant_type=password&username=u&password=hunter22&scope=a",
  ]);
});

test("a grant of which the document knows no address is refused where it says none itself", async () => {
  const { call, asked } = calling(passwordGrant(password), {});
  expect(await rejection(call())).toMatchObject({ issues: [{ path: "auth.oauth2", rule: "credential" }] });
  expect(asked()).toEqual([]);
});

test.each([() => "t", Object.assign(() => "t", { grant: "password" })])(
  "a function is no grant, and no credential of OAuth2 either: %o",
  async (oauth2) => {
    const { call, asked } = calling(oauth2);
    expect(await rejection(call())).toMatchObject({ issues: [{ path: "auth.oauth2", rule: "credential" }] });
    expect(asked()).toEqual([]);
  },
);

test("an object that looks like a grant is none", async () => {
  const { call, asked } = calling({ grant: "password", token: () => "t" });
  expect(await rejection(call())).toMatchObject({ issues: [{ path: "auth.oauth2", rule: "credential" }] });
  expect(asked()).toEqual([]);
});
