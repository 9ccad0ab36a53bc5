import { inspect } from "node:util";
import { afterEach, describe, expect, test, vi } from "vitest";
import { exactJson } from "../../src/checks/bigints.ts";
import { checkOf } from "../check-of.ts";
import type { Described, OutcomeUnknownError } from "../core.ts";
import { exactJsonBody, jsonBody } from "../core.ts";
import { anyOperation, anyTransport, clearShelf } from "../examples.ts";
import { json, observe, rejection } from "../observed.ts";

type Outcome = NonNullable<Described["outcome"]>;

async function receiptFor(answer: Response, outcome?: Outcome): Promise<object> {
  const responses = { "2XX": { "application/json": {} }, "204": {} };
  const purge = anyOperation({ responses, ...(outcome && { outcome }) })(
    anyTransport({ fetch: observe(answer).fetch, retry: false }),
  );
  return (await purge.result()).receipt;
}

afterEach(() => {
  vi.useRealTimers();
});

describe("the server's name for a request is found in", () => {
  test.each(["x-request-id", "request-id", "x-amzn-requestid", "x-correlation-id", "cf-ray"])("%s", async (name) => {
    expect(await receiptFor(json({}, 200, { [name]: "r-1" }))).toMatchObject({ requestId: "r-1" });
  });

  test("the most telling header, if there are several", async () => {
    const headers = { "cf-ray": "5", "x-correlation-id": "4", "x-amzn-requestid": "3", "request-id": "2" };
    expect(await receiptFor(json({}, 200, headers))).toMatchObject({ requestId: "2" });
    expect(await receiptFor(json({}, 200, { ...headers, "x-request-id": "1" }))).toMatchObject({ requestId: "1" });
  });

  test("no other", async () => {
    expect(await receiptFor(json({}, 200, { "x-id": "r-1" }))).not.toHaveProperty("requestId");
  });
});

describe("a receipt has a job and a count", () => {
  const outcome = { completion: "accepted", job: "id", count: "n", findOut: "look" } as const;

  test.each([
    [
      { id: 7, n: 3 },
      { job: 7, count: 3 },
    ],
    [
      { id: "j", n: 0 },
      { job: "j", count: 0 },
    ],
    [{ id: 0 }, { job: 0 }],
    [{ id: true, n: "3" }, {}],
    [{ id: { a: 1 }, n: null }, {}],
    [{ job: 7, count: 3, "": 1 }, {}],
    [null, {}],
    [[1], {}],
  ])("of a response, if they are what they should be: %j", async (data, expected) => {
    const { job, count } = (await receiptFor(json(data), outcome)) as { job?: unknown; count?: unknown };
    expect({ ...(job !== undefined && { job }), ...(count !== undefined && { count }) }).toEqual(expected);
  });

  test("of any size: a job as its decimal text", async () => {
    const exact = { type: "integer", "x-bigint": true } as const;
    const schema = { type: "object", properties: { id: exact, n: exact } } as const;
    const media = { schema, read: exactJson(checkOf(schema, "response")) };
    const purge = anyOperation({ responses: { "200": { "application/json": media } }, outcome });
    const answer = new Response('{"id":9007199254740993,"n":7}', { headers: { "content-type": "application/json" } });
    const { receipt } = await purge(anyTransport({ fetch: observe(answer).fetch })).result();
    expect(receipt).toMatchObject({ completion: "accepted", job: "9007199254740993", count: 7 });
  });

  test("only where the document tells where", async () => {
    const receipt = await receiptFor(json({ "": 7, undefined: 7 }), { completion: "completed", findOut: "look" });
    expect(receipt).not.toHaveProperty("job");
    expect(receipt).not.toHaveProperty("count");
  });
});

describe("work is accepted, and not done,", () => {
  test.each<[Outcome | undefined, Response, string]>([
    [undefined, json({}, 202), "completed"],
    [undefined, new Response(null, { status: 204 }), "completed"],
    [{ completion: "completed", findOut: "look" }, json({}, 202), "completed"],
    [{ completion: "accepted", findOut: "look" }, json({}), "accepted"],
    [{ completion: "accepted", job: "id", findOut: "look" }, json({ id: 0 }), "accepted"],
    [{ completion: "accepted", job: "id", findOut: "look" }, json({}), "completed"],
    [{ completion: "completed", job: "id", findOut: "look" }, json({ id: 1 }), "completed"],
  ])("%#: as the document says", async (outcome, answer, completion) => {
    expect(await receiptFor(answer, outcome)).toMatchObject({ completion });
  });

  test("with 202, where that is declared and nothing else is said", async () => {
    const purge = anyOperation({ responses: { "202": {} } })(
      anyTransport({ fetch: observe(new Response(null, { status: 202 })).fetch }),
    );
    expect((await purge.result()).receipt).toMatchObject({ completion: "accepted", status: 202 });
  });

  test("and neither where the response is no, or cannot be trusted", async () => {
    for (const answer of [json({}, 404), json({}, 302)]) {
      expect(await receiptFor(answer)).not.toHaveProperty("completion");
    }
  });
});

test("a receipt says when the call began, how long it took, and what was sent", async () => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 2, 3, 4, 0, 6) });
  vi.advanceTimersByTime(5000);
  const { fetch } = observe(
    () => new Promise((resolve) => setTimeout(resolve, 1234, new Response(null, { status: 204 }))),
  );
  const result = anyOperation({})(anyTransport({ fetch, baseUrl: "https://a.example/v1" })).result();
  await vi.advanceTimersByTimeAsync(2000);
  expect((await result).receipt).toEqual({
    platform: "Example",
    operation: "purge",
    server: "https://a.example/v1",
    input: {},
    startedAt: "2026-01-02T03:04:05.006Z",
    durationMs: 1234,
    attempts: 1,
    scope: "POST /purge",
    status: 204,
    completion: "completed",
  });
});

test.each([
  [
    "one second after the other, and back",
    [5_000, 4_500, 5_000, 5_500, 4_250],
    ["05.000", "04.500", "05.000", "05.500", "04.250"],
  ],
  ["the very first", [0, 1], ["00.000", "00.001"]],
])("a receipt says when the call began, on a clock that tells %s", async (_what, times, expected) => {
  vi.useFakeTimers();
  const purge = anyOperation({})(anyTransport({ fetch: observe().fetch }));
  const told: string[] = [];
  for (const time of times) {
    vi.setSystemTime(time);
    told.push((await purge.result()).receipt.startedAt);
  }
  expect(told).toEqual(expected.map((seconds) => `1970-01-01T00:00:${seconds}Z`));
});

test("a receipt says when the call began as long as years have four digits", async () => {
  vi.useFakeTimers();
  const { result } = anyOperation({})(anyTransport({ fetch: observe().fetch }));
  vi.setSystemTime(Date.UTC(9999, 11, 31, 23, 59, 59, 999));
  expect((await result()).receipt.startedAt).toBe("9999-12-31T23:59:59.999Z");
  vi.setSystemTime(Date.UTC(10_000));
  expect((await result()).receipt.startedAt).toBe("unknown");
});

test("a redirect that a browser keeps to itself has no status in a receipt or an error", async () => {
  const { fetch } = observe(() => ({ status: 0, headers: new Headers(), body: null }));
  const error = await rejection(anyOperation({})(anyTransport({ fetch }))());
  expect(error).toMatchObject({ name: "OutcomeUnknownError", reason: "redirect", receipt: { attempts: 1 } });
  expect(error).not.toHaveProperty("status");
  expect((error as OutcomeUnknownError).receipt).not.toHaveProperty("status");
});

test("a call that was never sent has none", async () => {
  const { fetch } = observe(Object.assign(new Error("x"), { code: "ECONNREFUSED" }));
  const error = await rejection(anyOperation({})(anyTransport({ fetch, retry: false }))());
  expect(error).not.toHaveProperty("receipt");
});

test("with `receiptInput: false` a receipt has nothing of the input, in the scope neither", async () => {
  const shelf = (receiptInput: boolean) =>
    clearShelf(
      anyTransport({ fetch: observe(json({ count: 1 })).fetch, retry: false, receiptInput, auth: { token: "s3cr3t" } }),
    ).result({ path: { shelf: "of Ada" }, query: { tag: ["ada@example.com"] } });
  const { receipt } = await shelf(false);
  expect(receipt).toMatchObject({ scope: "DELETE /shelves/{shelf}/books" });
  expect(JSON.stringify(receipt)).not.toMatch(/ada/i);
  const told = await shelf(true);
  expect(told.receipt).toMatchObject({
    scope: "DELETE /shelves/of%20Ada/books?tag=ada%40example.com",
    input: { path: { shelf: "of Ada" }, query: { tag: ["ada@example.com"] } },
  });
});

test("with `receiptInput: false` a receipt says how many things differ, and not which", async () => {
  const remove = anyOperation({
    bodies: [{ mediaType: "application/json", schema: {}, encode: jsonBody }],
    responses: { "200": { "application/json": {} } },
    outcome: {
      completion: "completed",
      asked: "body.ids",
      answered: "ids",
      count: "count",
      compare: true,
      findOut: "x",
    },
  });
  const receiptOf = async (receiptInput: boolean): Promise<unknown> => {
    const { fetch } = observe(json({ ids: ["b"], count: 1 }));
    const { receipt } = await remove(anyTransport({ fetch, receiptInput })).result({ body: { ids: ["ada", "b"] } });
    return receipt.difference;
  };
  expect(await receiptOf(true)).toEqual({ asked: 2, count: 1, notReported: ["ada"] });
  expect(await receiptOf(false)).toEqual({ asked: 2, count: 1 });
});

test("a receipt is frozen through and through, and can be written as JSON: a bigint is its decimal text", async () => {
  const schema = {
    type: "array",
    items: { type: "object", properties: { id: { type: "integer", "x-bigint": true } } },
  };
  const remove = anyOperation({
    bodies: [{ mediaType: "application/json", schema, encode: exactJsonBody }],
    responses: { "200": { "application/json": {} } },
    outcome: { completion: "completed", asked: "body", answered: "gone", compare: true, findOut: "x" },
  });
  const { fetch } = observe(json({ gone: [] }));
  const body = [{ id: 9007199254740993n }, { id: 5n }];
  const { receipt } = await remove(anyTransport({ fetch })).result({ body });
  const shown = [{ id: "9007199254740993" }, { id: "5" }];
  expect(receipt).toMatchObject({ input: { body: shown }, difference: { asked: 2, notReported: shown } });
  const input = receipt.input?.body as object[];
  const holders = [receipt, receipt.input, input, ...input, receipt.difference, receipt.difference?.notReported];
  for (const holder of holders) expect(Object.isFrozen(holder)).toBe(true);
  expect(Object.isFrozen(body) || Object.isFrozen(body[0])).toBe(false);
  expect(body[0]?.id).toBe(9007199254740993n);
});

test("a receipt that is logged shows what was given, and nothing of how it is kept", async () => {
  const transport = anyTransport({ auth: { key: "secret-key" }, fetch: observe(json({ count: 1 })).fetch });
  const input = { path: { shelf: "a" }, query: { filter: [{ size: 1 }] } };
  const { receipt } = await clearShelf(transport).result(input);
  expect(inspect(receipt, { depth: 9 })).not.toMatch(/prototype|Bare|Symbol/);
  expect(inspect(receipt.input, { depth: 9, breakLength: 200 })).toBe(inspect(input, { depth: 9, breakLength: 200 }));
});
