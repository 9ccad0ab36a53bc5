import { inspect } from "node:util";
import { beforeAll, describe, expect, test, vi } from "vitest";
import {
  ApiError,
  ClientError,
  InvalidRequestError,
  isApiError,
  isClientError,
  isInvalidRequestError,
  isNotSentError,
  isOutcomeUnknownError,
  NotSentError,
  OutcomeUnknownError,
} from "./core.ts";

const call = { platform: "Example", operation: "purge", server: "https://api.example.com" };
const context = { ...call, receipt: undefined };
const receipt = { ...call, startedAt: "2026-01-01T00:00:00.000Z", durationMs: 1, attempts: 1, scope: "POST /purge" };

const examples = [
  { error: new InvalidRequestError(context, [{ path: "a", rule: "b", message: "c" }]), guard: isInvalidRequestError },
  {
    error: new NotSentError(context, "dns", "the host name was not found", { code: "ENOTFOUND" }),
    guard: isNotSentError,
  },
  {
    error: new ApiError(
      { ...context, receipt },
      { status: 422, headers: new Headers({ "x-a": "b" }) },
      { why: "no" },
      "said no",
      { mayHaveHappened: false, findOut: "look" },
    ),
    guard: isApiError,
  },
  {
    error: new OutcomeUnknownError({ ...context, receipt }, "timeout", "its time was up", {
      findOut: "look",
      status: 200,
    }),
    guard: isOutcomeUnknownError,
  },
];

describe("an error", () => {
  /** Another copy of the same code. */
  let other: typeof import("../src/errors.ts");

  beforeAll(async () => {
    vi.resetModules();
    other = await import("../src/errors.ts");
  });

  test.each(examples)("is known by its guard and by no other: $error.name", ({ error, guard }) => {
    expect(error).toBeInstanceOf(ClientError);
    expect(error).toBeInstanceOf(Error);
    expect(isClientError(error)).toBe(true);
    for (const other of examples) expect(other.guard(error)).toBe(other.guard === guard);
    for (const nothing of [undefined, null, 1, "x", new Error("x"), {}, { name: error.name }])
      expect(guard(nothing)).toBe(false);
  });

  test("is none that cannot be looked at", () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect(isClientError(proxy)).toBe(false);
    for (const { guard } of examples) expect(guard(proxy)).toBe(false);
  });

  test.each(examples)("shows what it knows as plain data: $error.name", ({ error }) => {
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({ name: error.name, message: error.message, ...call });
    expect({ ...error }).toMatchObject(call);
  });

  test.each(examples)("is known across copies of a package: $error.name", ({ error, guard }) => {
    expect(other.ClientError).not.toBe(ClientError);
    expect(error).toBeInstanceOf(other.ClientError);
    expect(error).toBeInstanceOf(other[error.name]);
    expect(error).not.toBeInstanceOf(error.name === "ApiError" ? other.NotSentError : other.ApiError);
    expect(other.isClientError(error)).toBe(true);
    expect(guard(error)).toBe(true);
  });

  test.each(examples)("bears its own name, whatever a minifier calls the class: $error.name", ({ error }) => {
    expect(Object.keys(error)).not.toContain("name");
    expect(error.stack).toMatch(new RegExp(`^${error.name}: Example purge`));
    expect(String(error)).toMatch(new RegExp(`^${error.name}: Example purge`));
    expect(error.message).toContain("Example purge");
  });

  test("bears the brand that other versions of a package know", () => {
    for (const { error } of examples) expect(Object.hasOwn(error, Symbol.for("@org/client-error"))).toBe(true);
  });

  test("becomes plain data with all that it knows", () => {
    expect(JSON.parse(JSON.stringify(examples[2]?.error))).toEqual({
      name: "ApiError",
      message: "Example purge said no",
      ...call,
      receipt,
      status: 422,
      mayHaveHappened: false,
      findOut: "look",
      headers: { "x-a": "b" },
      body: { why: "no" },
    });
    expect(JSON.parse(JSON.stringify(examples[1]?.error))).toMatchObject({
      reason: "dns",
      cause: { code: "ENOTFOUND" },
    });
  });

  test("has each bigint of a body as its decimal text in plain data", () => {
    const body = { id: 9007199254740993n, list: [1n, { id: 2n }, "a", null], size: 1 };
    const details = { mayHaveHappened: false, findOut: "look" };
    const error = new ApiError(context, { status: 422, headers: new Headers() }, body, "said no", details);
    expect(error.toJSON().body).toEqual({ id: "9007199254740993", list: ["1", { id: "2" }, "a", null], size: 1 });
    expect(error.body).toBe(body);
  });

  test("has no property that it knows nothing about", () => {
    expect(Object.keys(examples[0]?.error as object)).toEqual(["platform", "operation", "server", "issues"]);
    expect(inspect(examples[3]?.error, { depth: 9 })).not.toContain("undefined");
    for (const { error } of examples) expect(inspect(error)).not.toContain("client-error");
  });

  test("says what happened, what was not done, and what to do next", () => {
    expect(examples.map(({ error }) => error.message)).toEqual([
      "Example purge was refused before sending; nothing was changed. Correct this and call again:\n- a: c (b)",
      "Example purge was not sent: the host name was not found. Nothing was changed; it is safe to call again.",
      "Example purge said no",
      "Example purge was sent, but its outcome is unknown: its time was up. It may have been carried out. Before you repeat it, look.",
    ]);
  });
});
