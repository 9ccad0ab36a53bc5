import { describe, expect, expectTypeOf, test } from "vitest";
import { createFake, type Fake } from "../../src/testing/index.ts";
import type { Script } from "../../src/testing/script.ts";
import { type ApiError, oauth2Token, passwordGrant, type Transport } from "../core.ts";
import { anyOperation, anyTransport, type ClearResult, clearShelf, replaceBook } from "../examples.ts";
import { rejection } from "../observed.ts";

const input = {
  path: { shelf: "a/b" },
  query: { tag: ["x", "y"], before: "2026-01-01T00:00:00Z", after: "2025-01-01T00:00:00Z" },
};

function scene(options: object = {}): {
  readonly fake: Fake<{ readonly clear: typeof clearShelf; readonly replaceBook: typeof replaceBook }>;
  readonly transport: Transport;
  readonly clear: ReturnType<typeof clearShelf>;
} {
  const fake = createFake({ clear: clearShelf, replaceBook });
  const transport = anyTransport({
    baseUrl: "https://a.test/base",
    fetch: fake.fetch,
    auth: { key: "k" },
    retry: false,
    ...options,
  });
  return { fake, transport, clear: clearShelf(transport) };
}

describe("a fake of a platform", () => {
  test("responds as it is told, in turn, and tells what was sent", async () => {
    const { fake, clear, transport } = scene();
    fake.respond("clear", { status: 200, body: { count: 3 } }, { status: 404, body: "no such shelf" });
    fake.respond("replaceBook", { status: 204 });
    expect(await clear(input)).toEqual({ count: 3 });
    const result = await clear.result(input);
    expect(result).toMatchObject({
      status: 404,
      error: { name: "ApiError", body: "no such shelf" },
      receipt: { attempts: 1 },
    });
    await replaceBook(transport)({ body: { title: "T" } });
    expect(fake.requests).toMatchObject([
      {
        operation: "clear",
        method: "DELETE",
        path: { shelf: "a/b" },
        query: { tag: ["x", "y"], before: "2026-01-01T00:00:00Z" },
        headers: { "x-key": "k" },
        body: undefined,
        wasCarriedOut: true,
      },
      { operation: "clear", wasCarriedOut: false },
      { operation: "replaceBook", body: { title: "T" }, wasCarriedOut: true },
    ]);
    fake.reset();
    expect(fake.requests).toEqual([]);
  });

  test("says so where it is told nothing, or asked for something that it does not know", async () => {
    const { fake, clear } = scene();
    expect(((await rejection(clear(input))) as Error).message).toContain(
      "Nothing is scripted for clear: call fake.respond",
    );
    const other = anyOperation({ path: "/elsewhere" })(anyTransport({ fetch: fake.fetch }));
    expect(((await rejection(other())) as Error).message).toContain("The fake knows no operation for POST /elsewhere");
  });

  test.each([
    ["reset", { name: "OutcomeUnknownError", reason: "connection" }, [false]],
    ["lost response", { name: "OutcomeUnknownError", reason: "connection" }, [true]],
    ["cut", { name: "OutcomeUnknownError", reason: "connection", status: 200 }, [true]],
    ["redirect", { name: "OutcomeUnknownError", reason: "redirect", status: 302 }, [false]],
    ["timeout", { name: "OutcomeUnknownError", reason: "timeout" }, [false]],
    ["refused", { name: "NotSentError", reason: "refused" }, []],
    ["dns", { name: "NotSentError", reason: "dns" }, []],
  ] as const)("does what goes wrong: %s", async (fault, expected, carriedOut) => {
    const { fake, clear } = scene({ timeout: 50 });
    fake.respond("clear", { fault });
    expect(await rejection(clear(input))).toMatchObject(expected);
    expect(fake.requests.map(({ wasCarriedOut }) => wasCarriedOut)).toEqual(carriedOut);
  });

  test("shows what a retry sees", async () => {
    const { fake, clear } = scene({ retry: { maxDelay: 0 } });
    fake.respond(
      "clear",
      { fault: "refused" },
      { status: 503, headers: { "retry-after": "0" }, body: {} },
      { status: 200, body: { count: 0 } },
    );
    const result = await clear.result(input);
    expect(result).toMatchObject({ status: 200, receipt: { attempts: 2, count: 0 } });
  });

  test("lets in who asks for a token, and responds to client.read", async () => {
    const purge = anyOperation({ security: [[oauth2Token("oauth2", { password: "/login" })]] });
    const fake = createFake({ purge });
    fake.respond("purge", { status: 204 });
    const auth = { oauth2: passwordGrant({ username: "u", password: "p" }) };
    await purge(anyTransport({ fetch: fake.fetch, auth }))();
    expect(fake.requests).toMatchObject([
      { operation: "purge", headers: { authorization: "Bearer a-token-of-the-fake" } },
    ]);
    fake.respond("read", { undeclared: true, status: 200, body: [1] });
    const response = await fake.fetch("https://a.test/jobs/7", { method: "GET" });
    expect(await (response as Response).json()).toEqual([1]);
    expect(fake.requests.at(-1)).toMatchObject({ operation: "read", url: "https://a.test/jobs/7" });
  });

  test("is a handler of MSW, too", async () => {
    const { fake } = scene();
    fake.respond("replaceBook", { status: 204 }, { fault: "reset" });
    const request = (): Request =>
      new Request("https://a.test/book", {
        method: "PUT",
        body: "{}",
        headers: { "content-type": "application/json" },
      });
    expect((await fake.handler({ request: request() })).status).toBe(204);
    expect((await fake.handler({ request: request() })).type).toBe("error");
  });
});

describe("a script is refused that would let a test pass of what cannot be", () => {
  test.each([
    [{ status: 418 }, "clear: the document declares no status 418; say `undeclared: true` if that is meant"],
    [{ status: 200 }, "clear: with status 200, the document declares a body"],
    [{ status: 200, body: { count: "3" } }, "clear: with status 200, body.count must satisfy type"],
    [{ status: 404, body: { detail: 1 } }, "clear: with status 404, the body must be a text or a Blob of text/plain"],
    [{ status: 99 }, "clear: a script has a status from 200 to 599, or a fault"],
    [{ fault: "fire" }, "clear: there is no such fault; there are cut, dns"],
  ])("%j", (script, message) => {
    expect(() => scene().fake.respond("clear", script as never)).toThrow(message);
  });

  test("and so is an operation that there is not", () => {
    expect(() => scene().fake.respond("nonsense" as never)).toThrow(
      "nonsense is no operation; there are clear, replaceBook, and read",
    );
    expect(() => createFake({ a: {} } as never)).toThrow("this is no operation of a client");
  });

  test("unless it says that it is undeclared", async () => {
    const { fake, clear } = scene();
    fake.respond("clear", {
      undeclared: true,
      status: 502,
      body: "<html>bad gateway</html>",
      headers: { "content-type": "text/html" },
    });
    const error = (await rejection(clear(input))) as ApiError;
    expect(error).toMatchObject({ status: 502, mayHaveHappened: true });
    fake.respond("clear", { undeclared: true, status: 200, body: { count: "3" } });
    expect(await rejection(clear(input))).toMatchObject({ name: "OutcomeUnknownError", reason: "undeclared" });
  });
});

test("its scripts have the types of what the document declares", () => {
  expectTypeOf<Extract<Script<ClearResult>, { status: 200; undeclared?: never }>["body"]>().toEqualTypeOf<{
    count: number;
  }>();
  const { fake } = scene();
  // @ts-expect-error: no such status
  expect(() => fake.respond("replaceBook", { status: 418 })).toThrow(TypeError);
  // @ts-expect-error: no body there
  expect(() => fake.respond("replaceBook", { status: 204, body: "x" })).toThrow(TypeError);
});
