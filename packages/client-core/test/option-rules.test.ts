import { describe, expect, test } from "vitest";
import { stateOf } from "../src/engine/transport.ts";
import type { InvalidRequestError } from "./core.ts";
import { createTransport } from "./core.ts";
import { anyOperation, anyTransport } from "./examples.ts";

function issuesOf(make: () => unknown): InvalidRequestError["issues"] {
  try {
    make();
  } catch (error) {
    return (error as InvalidRequestError).issues;
  }
  return [];
}

const client = (options: object) => issuesOf(() => anyTransport(options));
const call = (options: unknown) => issuesOf(() => anyOperation({})(anyTransport()).plan({}, options));
const run = (): void => {};

const clientNames =
  "allowInsecureHttp allowRepeatedPath auth baseUrl fetch headers hooks maxResponseBytes receiptInput retry timeout";
const callNames = "allowUnbounded headers retry signal timeout";
const hookNames = "onFailure onReceipt onRequest onResponse onRetry";

describe("an option is refused with what it must be", () => {
  test.each([
    [{ allowInsecureHttp: "yes" }, "allowInsecureHttp", "true or false"],
    [{ auth: [] }, "auth", "a plain object"],
    [
      { baseUrl: "https://a.example/?b" },
      "baseUrl",
      "an http(s) URL (https://...) without user name, password, query and fragment",
    ],
    [{ fetch: {} }, "fetch", "a function"],
    [{ headers: [] }, "headers", "a plain object"],
    [{ hooks: run }, "hooks", "a plain object"],
    [{ hooks: { onFailure: 1 } }, "hooks.onFailure", "a function"],
    [{ hooks: { onReceipt: 1 } }, "hooks.onReceipt", "a function"],
    [{ hooks: { onRequest: 1 } }, "hooks.onRequest", "a function"],
    [{ hooks: { onResponse: 1 } }, "hooks.onResponse", "a function"],
    [{ hooks: { onRetry: 1 } }, "hooks.onRetry", "a function"],
    [{ maxResponseBytes: 0 }, "maxResponseBytes", "a number of bytes from 1 to 9007199254740991"],
    [{ maxResponseBytes: 2 ** 53 }, "maxResponseBytes", "a number of bytes from 1 to 9007199254740991"],
    [{ retry: true }, "retry", "false or a plain object"],
    [{ retry: { attempts: 0 } }, "retry.attempts", "a whole number from 1 to 10"],
    [{ retry: { attempts: 11 } }, "retry.attempts", "a whole number from 1 to 10"],
    [{ retry: { attempts: 1.5 } }, "retry.attempts", "a whole number from 1 to 10"],
    [{ retry: { maxDelay: -1 } }, "retry.maxDelay", "a number of milliseconds from 0 to 2147483647"],
    [{ retry: { maxDelay: 2 ** 31 } }, "retry.maxDelay", "a number of milliseconds from 0 to 2147483647"],
    [{ retry: { unknownOutcome: 1 } }, "retry.unknownOutcome", "true or false"],
    [{ timeout: 0.5 }, "timeout", "a number of milliseconds from 1 to 2147483647"],
    [{ timeout: 2 ** 31 }, "timeout", "a number of milliseconds from 1 to 2147483647"],
  ])("of a client: %j", (options, name, what) => {
    expect(client(options)).toEqual([{ path: `options.${name}`, rule: "option", message: `must be ${what}` }]);
  });

  test.each([
    [{ allowUnbounded: 1 }, "allowUnbounded", "true or false"],
    [{ signal: {} }, "signal", "an AbortSignal"],
    [{ signal: null }, "signal", "an AbortSignal"],
    [{ signal: { addEventListener: run, removeEventListener: run } }, "signal", "an AbortSignal"],
    [{ signal: { aborted: false, removeEventListener: run } }, "signal", "an AbortSignal"],
    [{ signal: { aborted: false, addEventListener: run } }, "signal", "an AbortSignal"],
    [{ timeout: Number.NaN }, "timeout", "a number of milliseconds from 1 to 2147483647"],
  ])("of a call: %j", (options, name, what) => {
    expect(call(options)).toEqual([{ path: `options.${name}`, rule: "option", message: `must be ${what}` }]);
  });

  test.each([
    [() => client({ timeOut: 1 }), "options.timeOut", clientNames],
    [() => client({ signal: undefined }), "options.signal", clientNames],
    [() => client({ hooks: { onError: run } }), "options.hooks.onError", hookNames],
    [() => client({ retry: { timeout: 1 } }), "options.retry.timeout", "attempts maxDelay unknownOutcome"],
    [() => call({ baseUrl: "https://a.example" }), "options.baseUrl", callNames],
    [() => call({ "": 1 }), "options.", callNames],
  ])("%#: an unknown name is told those that there are", (issues, path, names) => {
    expect(issues()).toEqual([{ path, rule: "unknown", message: `is not an option; there are ${names}` }]);
  });

  test("all at once", () => {
    expect(client({ timeout: 0, hooks: { onRetry: 1 }, more: 1 }).map(({ path }) => path)).toEqual([
      "options.timeout",
      "options.hooks.onRetry",
      "options.more",
    ]);
  });

  test.each([7, [], new Map()])("where there are none: %o", (options) => {
    expect(call(options)).toEqual([{ path: "options", rule: "type", message: "must be a plain object" }]);
  });

  test("and a signal in their place is told where it belongs", () => {
    expect(call(new AbortController().signal)).toEqual([
      { path: "options", rule: "type", message: "must be a plain object: pass { signal }" },
    ]);
  });

  test("where they cannot be read", () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect(call(proxy)).toEqual([{ path: "options", rule: "type", message: "must be a plain object" }]);
    const options = Object.defineProperty({}, "timeout", {
      enumerable: true,
      get() {
        throw new Error("x");
      },
    });
    expect(call(options)).toEqual([{ path: "options", rule: "type", message: "must be a plain object" }]);
  });
});

describe("an option is accepted", () => {
  test.each([
    { allowInsecureHttp: false },
    { auth: {} },
    { fetch: run },
    { headers: {} },
    { hooks: { onFailure: run, onReceipt: run, onRequest: run, onResponse: run, onRetry: run } },
    { maxResponseBytes: 1 },
    { maxResponseBytes: Number.MAX_SAFE_INTEGER },
    { retry: false },
    { retry: { attempts: 1, maxDelay: 0, unknownOutcome: true } },
    { retry: { attempts: 10, maxDelay: 2 ** 31 - 1, unknownOutcome: false } },
    { timeout: 1 },
    { timeout: 2 ** 31 - 1 },
  ])("of a client: %j", (options) => {
    expect(client(options)).toEqual([]);
  });

  test.each([
    undefined,
    null,
    { signal: undefined },
    { signal: new AbortController().signal },
    { allowUnbounded: true },
  ])("of a call: %o", (options) => {
    expect(call(options)).toEqual([]);
  });
});

describe("a header is refused", () => {
  test.each([
    "Authorization",
    "Proxy-Authorization",
    "Cookie",
    "Host",
    "Content-Length",
    "Content-Type",
    "Transfer-Encoding",
    "Connection",
    "Keep-Alive",
    "Upgrade",
    "Expect",
    "TE",
    "Trailer",
  ])("that is not the caller's to set: %s", (name) => {
    expect(call({ headers: { [name]: "a" } })).toEqual([
      {
        path: `options.headers.${name}`,
        rule: "header",
        message: "is set by the client itself; credentials belong into auth",
      },
    ]);
  });

  test.each(["X-Authorization", "Authorization-Of", "Set-Cookie2", "X-Host", "Hostname", "Content-Language", "X-TE"])(
    "but not %s",
    (name) => {
      expect(call({ headers: { [name]: "a" } })).toEqual([]);
    },
  );

  test.each(["", "a b", "a:", "ä", "a\n", "(a)"])("that has no name of one: %o", (name) => {
    expect(call({ headers: { [name]: "a" } })).toEqual([
      { path: "options.headers", rule: "header", message: "has a name that is none of a header" },
    ]);
  });

  test("but not for a rare character in its name", () => {
    expect(call({ headers: { "!#$%&'*+.^_`|~-9a": "a" } })).toEqual([]);
  });

  test.each([7, "", " a", "a ", "a\nb", "Ł", null])("whose value no header can carry: %o", (value) => {
    expect(call({ headers: { "x-a": value } })).toEqual([
      {
        path: "options.headers.x-a",
        rule: "header",
        message: "must be Latin-1 text, not empty, without control characters and blanks at its ends",
      },
    ]);
  });
});

describe("a credential is refused at once", () => {
  test.each([
    [{ key: undefined }, "auth.key"],
    [{ key: "" }, "auth.key"],
    [{ key: null }, "auth.key"],
    [{ oauth2: { scopes: ["a", ""] } }, "auth.oauth2.scopes.1"],
    [{ basic: { username: "u", password: 7 } }, "auth.basic.password"],
  ])("if it is no text: %j", (auth, path) => {
    expect(client({ auth })).toEqual([{ path, rule: "credential", message: expect.stringMatching(/text/) }]);
  });

  test("but not for being a function", () => {
    expect(client({ auth: { key: run, basic: { username: run, password: "p" } } })).toEqual([]);
  });
});

test("a client needs to know where the platform is", () => {
  expect(issuesOf(() => createTransport("Example", {}))).toEqual([
    { path: "options.baseUrl", rule: "required", message: "is required: the document names no server" },
  ]);
});

test.each([
  ["https://example.com", "https://example.com"],
  ["https://example.com///", "https://example.com"],
  ["https://example.com/a//b//", "https://example.com/a//b"],
  ["HTTP://LOCALHOST:80/", "http://localhost"],
])("the base URL %s is written %s", (baseUrl, expected) => {
  expect(anyTransport({ baseUrl }).baseUrl).toBe(expected);
});

test.each(["xhttp://a.example", "https2://a.example", "ws://a.example", "https:"])(
  "the base URL %s is none",
  (baseUrl) => {
    expect(client({ baseUrl })).toHaveLength(1);
  },
);

test("a client keeps to its limits unless it is told others", () => {
  const { settings, calls } = stateOf(anyTransport());
  expect({ ...settings, calls }).toEqual({
    timeout: 60_000,
    maxResponseBytes: 10_000_000,
    baseUrl: "https://api.example.com",
    headers: {},
    auth: {},
    allowInsecureHttp: false,
    allowRepeatedPath: false,
    fetch: undefined,
    receiptInput: true,
    retry: { attempts: 3, maxDelay: 30_000, unknownOutcome: false },
    hooks: {},
    calls: 0,
  });
});
