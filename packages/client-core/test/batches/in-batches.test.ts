import { describe, expect, test } from "vitest";
import {
  type CallOptions,
  createTransport,
  type Described,
  defineOperation,
  type InvalidRequestError,
  inBatches,
  isApiError,
  isInvalidRequestError,
  isNotSentError,
  isOutcomeUnknownError,
  jsonBody,
  keyInHeader,
  type OperationFactory,
  queryForm,
  type Succeeded,
  type Unexpected,
} from "../core.ts";
import { anyOperation, anyTransport } from "../examples.ts";
import { json, observe, rejection } from "../observed.ts";

interface RemoveInput {
  body: { ids: readonly string[]; forGood: true };
}

const description: Described = {
  name: "remove",
  method: "POST",
  path: "/remove",
  bodies: [
    {
      mediaType: "application/json",
      required: true,
      schema: () => ({
        type: "object",
        required: ["ids", "forGood"],
        properties: {
          ids: { type: "array", maxItems: 3, items: { type: "string", maxLength: 5 } },
          forGood: { const: true },
        },
      }),
      encode: jsonBody,
    },
  ],
  responses: { "200": { "application/json": {} } },
  outcome: { completion: "completed", count: "count", asked: "body.ids", compare: true, findOut: "look" },
};

/** Removes at most three things at once. */
const remove: OperationFactory<
  [input: RemoveInput, options?: CallOptions],
  { count: number },
  Succeeded<200, { count: number }> | Unexpected
> = defineOperation(description);

const done = (_url: string, { body }: RequestInit): Response => json({ count: JSON.parse(String(body)).ids.length });

function setUp(...answers: Parameters<typeof observe>) {
  const observed = observe(...answers);
  const sent = (): string[][] => observed.calls.map(({ init }) => JSON.parse(String(init.body)).ids);
  return { sent, operation: remove(anyTransport({ fetch: observed.fetch, retry: false })) };
}

const names = (count: number): string[] => Array.from({ length: count }, (_, index) => `n${index}`);
const inputOf = (ids: readonly string[]): RemoveInput => ({ body: { ids, forGood: true } });

describe("a list that is too long for one call", () => {
  test("is refused by the operation, which says how to split it", async () => {
    const { operation, sent } = setUp(done);
    const error = await rejection(operation(inputOf(names(4))));
    expect((error as InvalidRequestError).issues).toEqual([
      {
        path: "body.ids",
        rule: "maxItems",
        message: "must satisfy maxItems: 3: send a longer list in parts, as inBatches() does",
      },
    ]);
    expect(sent()).toEqual([]);
  });

  test("goes in as few calls as the document allows, one after the other, each item once", async () => {
    let open = 0;
    const { operation, sent } = setUp(async (url, init) => {
      expect(++open).toBe(1);
      await new Promise((resolve) => setTimeout(resolve));
      open--;
      return done(url, init);
    });
    const account = await inBatches(operation, inputOf(names(7)));
    expect(sent()).toEqual([["n0", "n1", "n2"], ["n3", "n4", "n5"], ["n6"]]);
    expect(account).toMatchObject({ done: names(7), failed: [], unknown: [], notDone: [], error: undefined });
    expect(account.receipts.map(({ count }) => count)).toEqual([3, 3, 1]);
  });

  test("goes in smaller parts if that is wanted, never in larger ones", async () => {
    const { operation, sent } = setUp(done);
    await inBatches(operation, inputOf(names(4)), { size: 2 });
    await inBatches(operation, inputOf(names(4)), { size: 100 });
    expect(sent().map(({ length }) => length)).toEqual([2, 2, 3, 1]);
  });

  test("keeps everything else of the input, and the options of the call", async () => {
    const { fetch, calls } = observe(done);
    await inBatches(remove(anyTransport({ fetch })), inputOf(names(4)), { headers: { "x-why": "test" } });
    expect(calls.map(({ init }) => JSON.parse(String(init.body)).forGood)).toEqual([true, true]);
    expect(calls.map(({ headers }) => headers["x-why"])).toEqual(["test", "test"]);
  });

  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  const failing = {
    get size() {
      throw new Error("x");
    },
  };

  test.each([
    ["that are no record", 5, "options"],
    ["with a getter that fails", failing, "options"],
    ["that are a revoked proxy", revoked.proxy, "options"],
    ["with a controller in place of its signal", { signal: new AbortController() }, "options.signal"],
    ["with a signal that is null", { signal: null }, "options.signal"],
  ])("takes no options %s, and sends nothing", async (_what, options, path) => {
    const [rule, message] =
      path === "options" ? ["type", "must be a plain object"] : ["option", "must be an AbortSignal"];
    const { operation, sent } = setUp(done);
    const error = await rejection(inBatches(operation, inputOf(names(4)), options as never));
    expect(error).toMatchObject({ name: "InvalidRequestError", issues: [{ path, rule, message }] });
    expect(sent()).toEqual([]);
  });

  test("keeps its account where the signal fails after a batch", async () => {
    let looks = 0;
    const signal = {
      get aborted() {
        if (++looks > 2) throw null;
        return false;
      },
      addEventListener() {},
      removeEventListener() {},
    };
    const { operation, sent } = setUp(done);
    const account = await inBatches(operation, inputOf(names(4)), { signal: signal as unknown as AbortSignal });
    expect(sent()).toHaveLength(1);
    expect(account).toMatchObject({ done: names(3), unknown: [], notDone: ["n3"] });
    expect(isInvalidRequestError(account.error)).toBe(true);
  });

  test("may be a parameter, and have no limit", async () => {
    const { fetch, calls } = observe();
    const factory = anyOperation({
      parameters: [{ name: "id", in: "query", schema: { type: "array" }, encode: queryForm }],
      outcome: { completion: "completed", asked: "query.id", findOut: "look" },
    });
    const operation = factory(anyTransport({ fetch }));
    await inBatches(operation, { query: { id: [1, 2, 3] } });
    await inBatches(operation, { query: { id: [1, 2, 3] } }, { size: 2 });
    expect(calls.map(({ url }) => new URL(url).search)).toEqual(
      ["?id=1%2C2%2C3", "?id=1%2C2", "?id=3"].map((s) => s.replaceAll("%2C", ",")),
    );
  });
});

describe("progress is told after each batch,", () => {
  test("with what is done and what is not", async () => {
    const { operation } = setUp(done);
    const steps: string[] = [];
    await inBatches(operation, inputOf(names(5)), {
      size: 2,
      onProgress: (account) =>
        steps.push(`${account.done.length} ${account.notDone.length} ${account.receipts.length}`),
    });
    expect(steps).toEqual(["2 3 1", "4 1 2", "5 0 3"]);
  });

  test("and what is done there changes nothing", async () => {
    const { operation } = setUp(done);
    const { error } = await inBatches(operation, inputOf(names(4)), {
      onProgress: () => {
        throw new Error("no");
      },
    });
    expect(error).toBeUndefined();
  });
});

describe("the first failure ends it, with an account of each item:", () => {
  test.each<[string, unknown, (error: unknown) => boolean, object]>([
    [
      "a refusal by the server",
      json({}, 422),
      isApiError,
      { failed: ["n3", "n4", "n5"], unknown: [], notDone: ["n6"] },
    ],
    ["an error of the server", json({}, 500), isApiError, { failed: [], unknown: ["n3", "n4", "n5"], notDone: ["n6"] }],
    [
      "a redirect",
      new Response(null, { status: 302 }),
      isOutcomeUnknownError,
      { failed: [], unknown: ["n3", "n4", "n5"], notDone: ["n6"] },
    ],
    [
      "a broken connection",
      new TypeError("terminated"),
      isOutcomeUnknownError,
      { failed: [], unknown: ["n3", "n4", "n5"], notDone: ["n6"] },
    ],
    [
      "no connection",
      Object.assign(new Error("refused"), { code: "ECONNREFUSED", syscall: "connect" }),
      isNotSentError,
      { failed: [], unknown: [], notDone: ["n3", "n4", "n5", "n6"] },
    ],
  ])("%s", async (_what, answer, is, expected) => {
    const { operation, sent } = setUp(done, answer as Response);
    const told: unknown[] = [];
    const account = await inBatches(operation, inputOf(names(7)), { onProgress: (step) => told.push(step) });
    expect(account).toMatchObject({ done: ["n0", "n1", "n2"], ...expected });
    expect(is(account.error)).toBe(true);
    expect(account.receipts).toHaveLength(isNotSentError(account.error) ? 1 : 2);
    expect(sent()).toHaveLength(2);
    expect(told.at(-1)).toEqual(account);
  });

  test("a credential that cannot be sent any more", async () => {
    const { fetch, calls } = observe(done);
    const keys = ["secret", "no\nkey"];
    const factory: typeof remove = defineOperation({
      ...description,
      security: [[keyInHeader("key", "X-Key")]],
    });
    const operation = factory(anyTransport({ fetch, auth: { key: () => keys.shift() } }));
    const account = await inBatches(operation, inputOf(names(7)));
    expect(account).toMatchObject({ done: ["n0", "n1", "n2"], failed: [], unknown: [], notDone: names(7).slice(3) });
    expect(isInvalidRequestError(account.error)).toBe(true);
    expect(calls).toHaveLength(1);
  });

  test("a signal: the batch on its way is waited for, and the next one is not sent", async () => {
    const controller = new AbortController();
    const { operation, sent } = setUp((url, init) => {
      controller.abort();
      return done(url, init);
    });
    const account = await inBatches(operation, inputOf(names(7)), { signal: controller.signal });
    expect(account).toMatchObject({
      done: ["n0", "n1", "n2"],
      failed: [],
      unknown: [],
      notDone: ["n3", "n4", "n5", "n6"],
    });
    expect(isNotSentError(account.error) && account.error.reason).toBe("aborted");
    expect(sent()).toHaveLength(1);
  });
});

describe("nothing is sent, and all is told,", () => {
  test.each<[string, unknown, unknown, string[]]>([
    ["for an empty list", inputOf([]), undefined, ["body.ids minItems"]],
    ["for no list", { body: { forGood: true } }, undefined, ["body.ids required"]],
    ["for something else than a list", { body: { ids: "n0", forGood: true } }, undefined, ["body.ids type"]],
    ["for no input", undefined, undefined, ["body required"]],
    ["for something that is given twice", inputOf([...names(5), "n1"]), undefined, ["body.ids[5] uniqueItems"]],
    [
      "for the same UUID in another case",
      inputOf(["123E4567-e89b-12d3-a456-426614174000", "123e4567-e89b-12d3-a456-426614174000"]),
      undefined,
      ["body.ids[1] uniqueItems", "body.ids[0] maxLength", "body.ids[1] maxLength"],
    ],
    ["for something wrong in a later batch", inputOf([...names(5), "too long"]), undefined, ["body.ids[5] maxLength"]],
    [
      "for something wrong beside the list, once",
      { body: { ids: names(7), forGood: false } },
      undefined,
      ["body.forGood const"],
    ],
    ["for options of the call", inputOf(names(7)), { timeout: -1 }, ["options.timeout option"]],
    [
      "for options of its own",
      inputOf(names(7)),
      { size: 0, onProgress: 1 },
      ["options.size option", "options.onProgress option"],
    ],
    ["for a size that is no whole number", inputOf(names(7)), { size: 1.5 }, ["options.size option"]],
    ["for options that do not exist", inputOf(names(7)), { sise: 1 }, ["options.sise unknown"]],
  ])("%s", async (_what, input, options, expected) => {
    const { operation, sent } = setUp(done);
    const error = await rejection(inBatches(operation, input as RemoveInput, options as object));
    expect(isInvalidRequestError(error) && error.issues.map(({ path, rule }) => `${path} ${rule}`)).toEqual(expected);
    expect(sent()).toEqual([]);
  });

  test("for an input that contains itself", async () => {
    const { operation } = setUp(done);
    const ids: unknown[] = [];
    ids.push(ids);
    expect(isInvalidRequestError(await rejection(inBatches(operation, inputOf(ids as string[]))))).toBe(true);
  });

  test("for an operation without a list that says what to touch", async () => {
    const { fetch, calls } = observe();
    const error = await rejection(inBatches(anyOperation({})(anyTransport({ fetch })), {}));
    expect(String(error)).toContain("has no list that could be split");
    expect(calls).toEqual([]);
  });

  test("for a list that may be absent, and is: that would mean everything", async () => {
    const { fetch, calls } = observe();
    const factory = anyOperation({
      parameters: [{ name: "id", in: "query", schema: { type: "array" }, encode: queryForm }],
      outcome: { completion: "completed", asked: "query.id", findOut: "look" },
    });
    const error = await rejection(inBatches(factory(anyTransport({ fetch })), {}));
    expect(String(error)).toContain("query.id: is required");
    expect(calls).toEqual([]);
  });
});

test("the list may change while it is on its way: what counts is what was given", async () => {
  const ids = names(5);
  const { operation, sent } = setUp((url, init) => {
    ids.length = 0;
    return done(url, init);
  });
  await inBatches(operation, inputOf(ids));
  expect(sent().flat()).toEqual(names(5));
});

test("an operation tells its platform and what it is", () => {
  const operation = remove(createTransport("Example", { baseUrl: "https://api.example.com" }));
  expect(operation.platform).toBe("Example");
  const info = { name: "remove", method: "POST", path: "/remove", list: { path: "body.ids", limit: 3 } };
  expect(operation.info).toEqual(info);
  expect(remove.info).toEqual(info);
});
