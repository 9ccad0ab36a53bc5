import { describe, expect, test } from "vitest";
import { createTransport, type Platform } from "../../src/engine/transport.ts";
import { operation } from "../../src/operation.ts";
import { serversOf } from "../../src/servers.ts";
import { type InvalidRequestError, keyInHeader } from "../core.ts";
import { anyOperation } from "../examples.ts";
import { observe, rejection } from "../observed.ts";

function refusal(make: () => unknown): InvalidRequestError {
  try {
    make();
  } catch (error) {
    return error as InvalidRequestError;
  }
  throw new Error("it was not refused");
}

const server = "https://api.example.com";

describe("the credentials of a client", () => {
  const platform: Platform = { name: "Example", server, auth: [["key"], ["key", "tenant"], ["token"]] };
  const ways = "key, or key and tenant, or token";
  const issuesOf = (auth: object, known = platform) => refusal(() => createTransport(known, { auth })).issues;

  test.each([{}, { key: "k3y" }, { key: "k3y", tenant: "acme" }, { token: "t0ken" }])(
    "are some that the document knows: %j",
    (auth) => {
      expect(createTransport(platform, { auth })).toEqual({ platform: "Example", baseUrl: server });
    },
  );

  test.each([
    ["keys", "auth.keys", "is not known"],
    ["K2345678901234567890", "auth.K2345678901234567890", "is not known"],
    ["k23456789012345678901", "auth", "holds a name that is not known"],
    ["2key", "auth", "holds a name that is not known"],
    ["key_2", "auth", "holds a name that is not known"],
    ["-key", "auth", "holds a name that is not known"],
  ])("are refused under another name, which may be a secret itself: %s", (name, path, what) => {
    expect(issuesOf({ key: "k3y", [name]: "a" })).toEqual([
      { path, rule: "unknown", message: `${what}; there is ${ways}` },
    ]);
  });

  test("are refused where the document knows none", () => {
    expect(issuesOf({ key: "k3y" }, { ...platform, auth: [] })).toEqual([
      { path: "auth.key", rule: "unknown", message: "is not known; there is no credential" },
    ]);
  });

  test("have to be one way to authenticate", () => {
    const issue = { path: "auth", rule: "alternatives", message: `must be one way to authenticate: ${ways}` };
    expect(issuesOf({ key: "k3y", token: "t0ken" })).toEqual([issue]);
  });

  test("have to be plain data that can be read", () => {
    const unreadable = {
      get key(): string {
        throw new Error("hunter22");
      },
    };
    expect(issuesOf({ [Symbol("key")]: "hunter22" })).toEqual([
      { path: "auth", rule: "type", message: "must be a plain object" },
    ]);
    const error = refusal(() => createTransport(platform, { auth: unreadable }));
    expect(error.issues).toEqual([{ path: "options", rule: "type", message: "cannot be read" }]);
    expect(error.message).not.toContain("hunter22");
  });
});

describe("a client without a server", () => {
  test("is told so beside all else that is wrong", () => {
    const { issues } = refusal(() => createTransport({ name: "Example" }, { timeout: 0, auth: {} }));
    expect(issues.map(({ path }) => path)).toEqual(["options.timeout", "options.baseUrl"]);
  });
});

test("what is no transport of a client makes no operation", () => {
  expect(() => anyOperation({})({ platform: "Example", baseUrl: server })).toThrow(
    new TypeError("this is no transport of this client"),
  );
});

describe("an error says which server the call was for", () => {
  const own = "https://files.example.com";
  const upload = operation<[], unknown, unknown>(() => ({
    name: "upload",
    method: "POST",
    path: "/x",
    server: own,
    responses: { "204": {} },
    security: [[keyInHeader("key", "X-Key")]],
  }));
  const called = (options: object) =>
    rejection(upload(createTransport({ name: "Example", servers: serversOf([server], [own]) }, options))());
  const options = { auth: { key: "k3y" }, retry: false, fetch: observe(new Error("x")).fetch } as const;

  test("with its own one, where it has one", async () => {
    expect(await called(options)).toMatchObject({ name: "OutcomeUnknownError", server: own });
  });

  test("with none, where nobody knows where that is", async () => {
    const error = await called({ ...options, baseUrl: "https://test.example" });
    expect(error).toMatchObject({ issues: [{ path: "options.servers", rule: "server" }] });
    expect(error).not.toHaveProperty("server");
  });
});
