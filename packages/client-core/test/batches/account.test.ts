import { describe, expect, test } from "vitest";
import { inBatches, jsonBody } from "../core.ts";
import { anyOperation, anyTransport } from "../examples.ts";
import { json, observe } from "../observed.ts";

const good = new Response(null, { status: 204 });

/** Three batches of two, of which these are the responses. */
async function accountOf(...answers: Parameters<typeof observe>) {
  const { fetch, calls } = observe(...answers);
  const operation = anyOperation({
    bodies: [{ mediaType: "application/json", schema: true, encode: jsonBody }],
    outcome: { completion: "completed", asked: "body.ids", findOut: "look" },
  })(anyTransport({ fetch, retry: false }));
  const progress: unknown[] = [];
  const account = await inBatches(operation, { body: { ids: [1, 2, 3, 4, 5] } }, {
    size: 2,
    onProgress: (step: unknown) => progress.push(step),
  } as never);
  return { account, progress, calls };
}

describe("the account of batches", () => {
  test("that all went well", async () => {
    const { account, progress } = await accountOf(good);
    expect(account).toEqual({
      done: [1, 2, 3, 4, 5],
      failed: [],
      unknown: [],
      notDone: [],
      receipts: [expect.anything(), expect.anything(), expect.anything()],
      error: undefined,
    });
    expect(progress).toMatchObject([
      { done: [1, 2], notDone: [3, 4, 5], receipts: [{}] },
      { done: [1, 2, 3, 4], notDone: [5], receipts: [{}, {}] },
      account,
    ]);
  });

  test.each([
    ["a refusal", json({}, 404), { failed: [3, 4], unknown: [], notDone: [5] }, 2],
    ["the last status of a refusal", json({}, 499), { failed: [3, 4], unknown: [], notDone: [5] }, 2],
    ["a server that failed", json({}, 500), { failed: [], unknown: [3, 4], notDone: [5] }, 2],
    ["a response nobody understands", json({}, 202), { failed: [], unknown: [3, 4], notDone: [5] }, 2],
    [
      "a server that was not reached",
      Object.assign(new Error("x"), { code: "ENOTFOUND" }),
      { failed: [], unknown: [], notDone: [3, 4, 5] },
      1,
    ],
  ])("that ended with %s", async (_what, answer, expected, receipts) => {
    const { account, calls } = await accountOf(good, answer);
    expect(account).toMatchObject({ done: [1, 2], ...expected });
    expect(account.error).toBeInstanceOf(Error);
    expect(account.receipts).toHaveLength(receipts);
    expect(calls).toHaveLength(2);
  });
});
