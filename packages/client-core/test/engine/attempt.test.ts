import { describe, expect, test, vi } from "vitest";
import { bytes } from "../../src/checks/formats.ts";
import { operation } from "../../src/operation.ts";
import { binaryBody, keyInQuery, type OutcomeUnknownError } from "../core.ts";
import { anyOperation, anyTransport } from "../examples.ts";
import { json, observe, rejection } from "../observed.ts";

/** A response whose body breaks with this error. */
function breaking(thrown: unknown, status = 200): () => Response {
  const body = (): ReadableStream => new ReadableStream({ pull: (controller) => controller.error(thrown) });
  return () => new Response(body(), { status, headers: { "content-type": "application/json" } });
}

function failing(answer: Parameters<typeof observe>[0], options: object = {}): Promise<unknown> {
  const responses = { "200": { "application/json": {} }, "4XX": { "application/json": {} } };
  return rejection(
    anyOperation({ responses })(anyTransport({ fetch: observe(answer).fetch, retry: false, ...options }))(),
  );
}

const coded = (code: string): Error => new TypeError("terminated", { cause: Object.assign(new Error("x"), { code }) });

describe("what a request carries", () => {
  test("is its own, whatever somebody has put on Object.prototype", async () => {
    const { fetch, calls } = observe();
    await anyOperation({})(anyTransport({ fetch }))();
    expect(calls[0]?.init).toMatchObject({ method: "POST", body: null, redirect: "manual", credentials: "omit" });
    expect(calls[0]?.init.signal).toBeInstanceOf(AbortSignal);
    const prototype: unknown = Object.getPrototypeOf(calls[0]?.init);
    expect([Reflect.ownKeys(prototype as object), Object.getPrototypeOf(prototype)]).toEqual([[], null]);
    expect(Object.keys(calls[0]?.init ?? {}).sort()).toEqual([
      "body",
      "credentials",
      "headers",
      "keepalive",
      "method",
      "redirect",
      "signal",
    ]);
  });
});

test("a stream is sent once, and told to be one; bytes are sent again", async () => {
  const { fetch, calls } = observe(Object.assign(new Error("x"), { code: "ECONNREFUSED" }));
  const upload = operation<[input: { body: unknown }], unknown, unknown>(() => ({
    name: "upload",
    method: "POST",
    path: "/x",
    bodies: [binaryBody("application/octet-stream", bytes)],
    responses: { "204": {} },
  }))(anyTransport({ fetch, retry: { maxDelay: 0 } }));
  const body = new ReadableStream();
  await rejection(upload({ body }));
  expect(calls.map(({ init }) => init)).toMatchObject([{ body, duplex: "half" }]);
  await rejection(upload({ body: new Uint8Array(1) }));
  expect(calls.slice(1).map(({ init }) => "duplex" in init)).toEqual([false, false, false]);
});

describe("an unknown outcome tells what came", () => {
  test.each([
    ["connection", "the connection broke before a response came (ECONNRESET)", breaking(coded("ECONNRESET"))],
    ["connection", "the connection broke before a response came (UND_ERR_SOCKET)", breaking(coded("UND_ERR_SOCKET"))],
    ["undecodable", "the response cannot be unpacked (Z_DATA_ERROR)", breaking(coded("Z_DATA_ERROR"))],
    [
      "undecodable",
      "the response cannot be unpacked (ERR__ERROR_FORMAT_PADDING_1)",
      breaking(coded("ERR__ERROR_FORMAT_PADDING_1")),
    ],
    ["connection", "the connection broke before a response came (UZ_ERROR)", breaking(coded("UZ_ERROR"))],
    ["connection", "the connection broke before a response came", breaking(new Error("x"))],
    // A response came: nobody can say any more that nothing was sent.
    ["connection", "the connection was refused (ECONNREFUSED)", breaking(coded("ECONNREFUSED"))],
  ])("%s: %s", async (reason, text, answer) => {
    const error = (await failing(answer)) as OutcomeUnknownError;
    expect(error).toMatchObject({ name: "OutcomeUnknownError", reason, status: 200, receipt: { status: 200 } });
    expect(error.cause?.code).toBe(/\((.*)\)/.exec(text)?.[1]);
    expect(error.message).toContain(`its outcome is unknown: ${text}.`);
  });

  test("a response that is too large", async () => {
    const error = await failing(json({ a: "x".repeat(100) }), { maxResponseBytes: 99 });
    expect(error).toMatchObject({
      reason: "too-large",
      status: 200,
      message: expect.stringContaining("the response has more than 99 bytes"),
    });
  });

  test("that no response came in time", async () => {
    const error = await failing(() => new Promise(() => {}), { timeout: 5 });
    expect(error).toMatchObject({ reason: "timeout", message: expect.stringContaining("unknown: its time was up.") });
    expect(error).not.toHaveProperty("status");
    expect(error).not.toHaveProperty("cause");
  });

  test("that the caller ended it, before a response or within one", async () => {
    for (const status of [undefined, 200]) {
      const controller = new AbortController();
      const { fetch, calls } = observe(() =>
        status ? new Response(new ReadableStream(), { status }) : new Promise(() => {}),
      );
      const call = rejection(anyOperation({})(anyTransport({ fetch }))({}, { signal: controller.signal }));
      await vi.waitFor(() => expect(calls).toHaveLength(1));
      await new Promise(setImmediate);
      controller.abort();
      const error = await call;
      expect(error).toMatchObject({
        name: "OutcomeUnknownError",
        reason: "aborted",
        message: expect.stringContaining("unknown: the caller's signal ended the call."),
      });
      expect((error as OutcomeUnknownError).status).toBe(status);
    }
  });
});

describe("a response that comes when nobody waits for it any more", () => {
  test.each([
    ["is let go of", () => {}],
    ["troubles nobody, although it does not let go", () => Promise.reject(new Error("x"))],
  ])("%s", async (_what, cancel) => {
    const unhandled = vi.fn();
    process.on("unhandledRejection", unhandled);
    let arrive: (response: unknown) => void = () => {};
    const { fetch, calls } = observe(() => new Promise((resolve) => (arrive = resolve)));
    const controller = new AbortController();
    const call = rejection(anyOperation({})(anyTransport({ fetch }))({}, { signal: controller.signal }));
    await vi.waitFor(() => expect(calls).toHaveLength(1));
    controller.abort();
    expect(await call).toMatchObject({ name: "OutcomeUnknownError", reason: "aborted" });
    const cancelled = vi.fn(cancel);
    arrive(new Response(new ReadableStream({ cancel: cancelled }), { status: 200 }));
    await vi.waitFor(() => expect(cancelled).toHaveBeenCalledTimes(1));
    await new Promise(setImmediate);
    process.off("unhandledRejection", unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });
});

describe("a refusal is one, also if its body", () => {
  test.each([400, 503])("breaks off (%i)", async (status) => {
    expect(await failing(breaking(coded("ECONNRESET"), status))).toMatchObject({
      name: "ApiError",
      status,
      body: undefined,
    });
  });

  test("while of any other response nobody knows", async () => {
    expect(await failing(breaking(coded("ECONNRESET"), 399))).toMatchObject({
      name: "OutcomeUnknownError",
      status: 399,
    });
  });
});

describe("a call that is over before it is sent", () => {
  test("says so", async () => {
    const { fetch, calls } = observe();
    const purge = anyOperation({})(anyTransport({ fetch }));
    const error = await rejection(purge({}, { signal: AbortSignal.abort() }));
    expect(error).toMatchObject({
      name: "NotSentError",
      reason: "aborted",
      message:
        "Example purge was not sent: the caller's signal ended the call. Nothing was changed; it is safe to call again.",
    });
    expect(calls).toEqual([]);
  });

  test("waits for no credential", async () => {
    const { fetch, calls } = observe();
    const auth = { token: () => new Promise<string>(() => {}) };
    const purge = anyOperation({ security: [[keyInQuery("token", "t")]] })(anyTransport({ fetch, auth, timeout: 5 }));
    expect(await rejection(purge())).toMatchObject({
      name: "NotSentError",
      reason: "timeout",
      message: expect.stringContaining("was not sent: its time was up."),
    });
    expect(calls).toEqual([]);
  });
});
