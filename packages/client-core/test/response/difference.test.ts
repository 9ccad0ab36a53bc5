import { describe, expect, test } from "vitest";
import { differenceOf, jsonBody } from "../core.ts";
import { anyOperation, anyTransport } from "../examples.ts";
import { json, observe } from "../observed.ts";

async function differenceFor(ids: unknown, answer: unknown, status = 200): Promise<unknown> {
  const { fetch } = observe(json(answer, status));
  const operation = anyOperation({
    bodies: [{ mediaType: "application/json", schema: true, encode: jsonBody }],
    responses: { "200": { "application/json": {} } },
    outcome: {
      completion: "completed",
      count: "count",
      asked: "body.ids",
      answered: "ids",
      compare: true,
      findOut: "look",
    },
  });
  const { receipt } = await operation(anyTransport({ fetch })).result({ body: { ids } });
  if (receipt.difference === undefined) expect(receipt).not.toHaveProperty("difference");
  return receipt.difference;
}

const upper = "123E4567-E89B-12D3-A456-426614174000";

describe("the receipt tells no difference", () => {
  test.each<[string, unknown, unknown]>([
    ["if count and list are what was asked for", ["a", "b"], { count: 2, ids: ["b", "a"] }],
    ["if the server says nothing of it", ["a", "b"], {}],
    ["if something was asked for twice and done once", ["a", "a"], { count: 1, ids: ["a"] }],
    ["for a UUID in another case", [upper], { count: 1, ids: [upper.toLowerCase()] }],
    ["for numbers that come back as texts", [1], { count: 1, ids: ["1"] }],
    ["for objects with their keys in another order", [{ a: 1, b: 2 }], { ids: [{ b: 2, a: 1 }] }],
    ["if no list was given", "all", { count: 7, ids: ["a"] }],
    ["if the response is no object", ["a"], 1],
  ])("%s", async (_what, ids, answer) => {
    expect(await differenceFor(ids, answer)).toBeUndefined();
  });

  test("if the call failed", async () => {
    expect(await differenceFor(["a"], { count: 0 }, 404)).toBeUndefined();
  });
});

describe("the receipt tells", () => {
  test.each<[string, unknown, unknown, object]>([
    ["another count", ["a", "b"], { count: 1 }, { asked: 2, count: 1 }],
    ["what the list lacks", ["a", "b"], { count: 2, ids: ["a"] }, { asked: 2, notReported: ["b"] }],
    ["how much more it has", ["a"], { count: 2, ids: ["a", "z"] }, { asked: 1, count: 2, notAsked: 1 }],
    [
      "that a list is beyond understanding, without failing",
      ["a", "b"],
      { count: 2, ids: ['["a","b"]'] },
      { asked: 2, notReported: ["a", "b"], notAsked: 1 },
    ],
    ["nothing about a list that is none", ["a"], { count: 0, ids: "a" }, { asked: 1, count: 0 }],
  ])("%s", async (_what, ids, answer, expected) => {
    expect(await differenceFor(ids, answer)).toEqual(expected);
  });
});

test("the receipt tells nothing of what the document does not say where to find", async () => {
  expect(differenceOf(undefined)(["a"], { "": 7, undefined: [] }, true)).toBeUndefined();
  expect(differenceOf(undefined)(["a"], { undefined: 7 }, true)).toBeUndefined();
  expect(differenceOf("n")(["a"], { "": ["b"], n: 2 }, true)).toEqual({ asked: 1, count: 2 });
  expect(differenceOf("n")(["a"], { n: 2n }, true)).toEqual({ asked: 1, count: 2 });
  expect(differenceOf("n")(["a"], { n: 1n }, true)).toBeUndefined();
  expect(differenceOf(undefined, "ids")(["a"], { "": 7, ids: ["b"] }, true)).toEqual({
    asked: 1,
    notReported: ["a"],
    notAsked: 1,
  });
});

test("texts are the same thing only if they are the same, but for the case of a whole UUID", async () => {
  expect(await differenceFor(["A"], { ids: ["a"] })).toEqual({ asked: 1, notReported: ["A"], notAsked: 1 });
  for (const text of [`x${upper}`, `${upper}X`, `${upper.slice(0, 23)}X${upper.slice(24)}`]) {
    expect(await differenceFor([text], { ids: [text.toLowerCase()] })).toMatchObject({ notAsked: 1 });
  }
  expect(await differenceFor([upper, upper.toLowerCase()], { count: 1, ids: [upper] })).toBeUndefined();
});
