import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { failureOf } from "../../src/engine/failure.ts";
import { anyOperation, anyTransport } from "../examples.ts";
import { observe, rejection } from "../observed.ts";

/** As undici throws it. */
function fetchFailed(properties: object, message = "hunter22"): Error {
  return new TypeError("fetch failed", { cause: Object.assign(new Error(message), properties) });
}

describe("what fetch throws before anything is sent is not sent", () => {
  test.each([
    ["dns", fetchFailed({ code: "ENOTFOUND", syscall: "getaddrinfo", hostname: "hunter22" })],
    ["dns", fetchFailed({ code: "EAI_AGAIN", syscall: "getaddrinfo" })],
    ["refused", fetchFailed({ code: "ECONNREFUSED", syscall: "connect" })],
    ["refused", fetchFailed({ code: "ECONNREFUSED", errors: [new Error("x")] })],
    ["refused", Object.assign(new Error("Unable to connect"), { code: "ConnectionRefused" })],
    ["unreachable", fetchFailed({ code: "EHOSTUNREACH", syscall: "connect" })],
    ["unreachable", fetchFailed({ code: "ETIMEDOUT", syscall: "connect" })],
    ["unreachable", fetchFailed({ code: "UND_ERR_CONNECT_TIMEOUT" })],
    [
      "unreachable",
      new TypeError("error sending request for url (https://hunter22/): client error (Connect): tcp connect error"),
    ],
    ["unreachable", fetchFailed({}, "bad port")],
    ["tls", fetchFailed({ code: "DEPTH_ZERO_SELF_SIGNED_CERT" })],
    ["tls", fetchFailed({ code: "SELF_SIGNED_CERT_IN_CHAIN" })],
    ["tls", fetchFailed({ code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE" })],
    ["tls", fetchFailed({ code: "CERT_HAS_EXPIRED" })],
    ["tls", fetchFailed({ code: "ERR_TLS_CERT_ALTNAME_INVALID" })],
    [
      "tls",
      fetchFailed(
        { code: "ECONNRESET" },
        "Client network socket disconnected before secure TLS connection was established",
      ),
    ],
  ])("%s: %o", async (reason, thrown) => {
    const { fetch, calls } = observe(thrown);
    const error = await rejection(anyOperation({})(anyTransport({ fetch, retry: false }))());
    expect(error).toMatchObject({ name: "NotSentError", reason });
    expect(error).not.toHaveProperty("receipt");
    expect(inspect(error, { depth: 9 })).not.toContain("hunter22");
    expect(calls).toHaveLength(1);
  });
});

describe("whatever else it throws leaves the outcome unknown", () => {
  test.each([
    [fetchFailed({ code: "ECONNRESET", syscall: "read" })],
    [fetchFailed({ code: "ECONNRESET" })],
    [fetchFailed({ code: "EPIPE", syscall: "write" })],
    [fetchFailed({ code: "ETIMEDOUT", syscall: "read" })],
    [fetchFailed({ code: "EHOSTUNREACH", syscall: "read" })],
    [fetchFailed({ code: "UND_ERR_SOCKET" })],
    [fetchFailed({ code: "UND_ERR_HEADERS_TIMEOUT" })],
    [fetchFailed({ code: "UND_ERR_BODY_TIMEOUT" })],
    [fetchFailed({ code: "HPE_INVALID_CONSTANT" })],
    [fetchFailed({ code: "ERR_SSL_WRONG_VERSION_NUMBER" })],
    [fetchFailed({ code: "ERR_SSL_TLSV1_UNRECOGNIZED_NAME" })],
    [fetchFailed({ code: "ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION" })],
    [fetchFailed({ code: "ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE" })],
    [fetchFailed({ code: "ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE" })],
    [fetchFailed({ code: "ERR_SSL_PACKET_LENGTH_TOO_LONG" })],
    [fetchFailed({ code: "ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC" })],
    [fetchFailed({ code: "ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED" })],
    [new TypeError("Failed to fetch")],
    [new TypeError("terminated")],
    [new Error("hunter22")],
    ["hunter22"],
    [undefined],
    [null],
    [{ message: Symbol("hunter22") }],
    [{ message: { toString: (): string => "bad port" } }],
    [fetchFailed({ syscall: "connection" }, "could not connect")],
    // What a gateway says of its own connections is no word about this one.
    [new Error("502: client error (Connect): tcp connect error")],
    [new Error("Client network socket disconnected before secure TLS connection was established")],
    [Object.assign(new Error("502: before secure TLS connection was established"), { code: "ECONNRESET" })],
    [new Error("it was a bad port of call")],
    [new Error("bad port of call")],
    [{ code: "hunter22", cause: { code: { toString: () => "ENOTFOUND" } } }],
  ])("%o", async (thrown) => {
    const { fetch } = observe(() => Promise.reject(thrown));
    const error = await rejection(anyOperation({})(anyTransport({ fetch }))());
    expect(error).toMatchObject({ name: "OutcomeUnknownError", reason: "connection", receipt: { attempts: 1 } });
    expect(inspect(error, { depth: 9 })).not.toContain("hunter22");
  });

  test("a response that is none does so, too", async () => {
    for (const answer of [undefined, {}, "hunter22"]) {
      const { fetch } = observe(() => answer);
      expect(await rejection(anyOperation({})(anyTransport({ fetch }))())).toMatchObject({
        name: "OutcomeUnknownError",
      });
    }
  });

  test("and a code is told only if it looks like one", () => {
    for (const code of ["hunter22 ECONNRESET", "ECONNRESET hunter22", "E1", "hunter22", 7, "E".repeat(63)]) {
      expect(failureOf({ code })).toEqual({
        reason: undefined,
        cause: undefined,
        text: "the connection broke before a response came",
      });
    }
    for (const code of ["ECONNRESET", "ERR_SSL_SSL/TLS_ALERT", "ConnectionClosed", "EOF"]) {
      expect(failureOf({ code })).toEqual({
        text: `the connection broke before a response came (${code})`,
        cause: { code },
      });
    }
  });

  test("and a browser's vague words only where they are the beginning of what it says", () => {
    for (const message of ["502: Failed to fetch", { toString: () => "Failed to fetch" }])
      expect(failureOf({ message }).text).toBe("the connection broke before a response came");
  });

  test("a reason is looked for in five causes, and not in the sixth", () => {
    const chain = (length: number): object =>
      length === 1 ? { code: "ENOTFOUND" } : { message: "x", cause: chain(length - 1) };
    expect(failureOf(chain(5)).reason).toBe("dns");
    expect(failureOf(chain(6)).reason).toBe(undefined);
  });

  test("a chain of causes that never ends is read to the fifth", () => {
    const thrown: { cause?: unknown } = {};
    thrown.cause = thrown;
    expect(failureOf(thrown).reason).toBe(undefined);
  });
});

test("a fetch that ignores its signal is left alone when the time is up", async () => {
  const { fetch } = observe(() => new Promise(() => {}));
  expect(await rejection(anyOperation({})(anyTransport({ fetch, timeout: 5 }))())).toMatchObject({
    name: "OutcomeUnknownError",
    reason: "timeout",
  });
});
