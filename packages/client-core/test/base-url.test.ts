import { describe, expect, test } from "vitest";
import { createTransport as createPlatformTransport } from "../src/engine/transport.ts";
import type { InvalidRequestError } from "./core.ts";
import { anyOperation, anyTransport } from "./examples.ts";
import { observe, rejection } from "./observed.ts";

function messageOf(baseUrl: unknown): string {
  try {
    anyTransport({ baseUrl });
  } catch (error) {
    return (error as InvalidRequestError).issues[0]?.message ?? "";
  }
  return "";
}

describe("a base URL without a scheme is told which one to add", () => {
  test.each(["localhost:6006", "localhost", "127.0.0.1:80/api", "[::1]:6006", "my.localhost:1"])(
    "%s: http",
    (baseUrl) => {
      expect(messageOf(baseUrl)).toMatch(/: add http:\/\/$/);
    },
  );

  test.each(["phoenix.example.com", "example.com:8080", "example.com/v1", "10.0.0.7:6006"])("%s: https", (baseUrl) => {
    expect(messageOf(baseUrl)).toMatch(/: add https:\/\/$/);
  });

  test.each(["", "ftp://example.com", "https://u:p@example.com", "u:p@example.com", "//example.com", 7, null])(
    "%s is refused without",
    (baseUrl) => {
      expect(messageOf(baseUrl)).toMatch(
        /^must be an http\(s\) URL[^:]*:\/\/\.\.\.\) without user name, password, query and fragment$/,
      );
    },
  );
});

describe("a base URL that ends as the path of the operation begins", () => {
  const purge = (baseUrl: string, path: string, options: object = {}) => {
    const { fetch, calls } = observe();
    return { calls, call: anyOperation({ path })(anyTransport({ baseUrl, fetch, ...options })) };
  };

  test.each([
    ["https://a.example/v1", "/v1/projects", "/v1", "https://a.example"],
    ["https://a.example/v1/", "/v1/projects", "/v1", "https://a.example"],
    ["https://a.example/phoenix/v1", "/v1/{id}", "/v1", "https://a.example/phoenix"],
    ["https://a.example/api/v2", "/api/v2/jobs", "/api/v2", "https://a.example"],
    ["https://a.example/purge", "/purge", "/purge", "https://a.example"],
    ["https://a.example/v1/projects", "/v1/projects/{id}", "/v1/projects", "https://a.example"],
  ])("%s and %s", async (baseUrl, path, end, remedy) => {
    const parameters = path.includes("{") ? ({ path: { id: "a" } } as object) : undefined;
    const { call, calls } = purge(baseUrl, path);
    const error = (await rejection(call(parameters))) as InvalidRequestError;
    expect(error.issues.filter(({ rule }) => rule === "prefix")).toEqual([
      {
        path: "options.baseUrl",
        rule: "prefix",
        message: `ends in ${end}, with which the path of this operation begins: give ${remedy} (or set allowRepeatedPath, if it stands there twice)`,
      },
    ]);
    expect(() => call.plan(parameters)).toThrow("allowRepeatedPath");
    expect(calls).toEqual([]);
  });

  test("is let through where that is said to be meant", async () => {
    const { call, calls } = purge("https://a.example/v1", "/v1/projects", { allowRepeatedPath: true });
    await call();
    expect(calls[0]?.url).toBe("https://a.example/v1/v1/projects");
  });

  test("is let through where the document says so itself", async () => {
    const { fetch, calls } = observe();
    const platform = { name: "Example", server: "https://a.example/api/" };
    await anyOperation({ path: "/api/jobs" })(createPlatformTransport(platform, { fetch }))();
    expect(calls[0]?.url).toBe("https://a.example/api/api/jobs");
  });

  test.each([
    ["https://a.example", "/v1/projects"],
    ["https://a.example/v", "/v1/projects"],
    ["https://a.example/v1/x", "/v1/projects"],
    ["https://a.example/v10", "/v1/projects"],
    ["https://v1.example", "/v1"],
    ["https://a.example/a", "/b/a"],
    ["https://a.example", "/"],
    ["https://a.example", "//a"],
    ["https://a.example/%7Bid%7D", "/{id}"],
  ])("is another matter than %s and %s", async (baseUrl, path) => {
    const { call, calls } = purge(baseUrl, path);
    await call();
    expect(calls[0]?.url).toBe(baseUrl + path.replace("{id}", ""));
  });
});
