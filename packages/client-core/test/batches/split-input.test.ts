import { describe, expect, test } from "vitest";
import { splitInput } from "../../src/batches/split-input.ts";
import type { Issue } from "../../src/issue.ts";
import {
  type Described,
  formDataBody,
  type InvalidRequestError,
  inBatches,
  isInvalidRequestError,
  jsonBody,
  pathSimple,
  queryForm,
  type Schema,
} from "../core.ts";
import { anyOperation, anyTransport } from "../examples.ts";
import { observe, rejection } from "../observed.ts";

const outcome = (asked: string) => ({ completion: "completed", asked, findOut: "look" }) as const;
const jsonOf = (schema: Schema) => ({ bodies: [{ mediaType: "application/json", schema, encode: jsonBody }] });

/** The batches of an input, by their items, and by what else they have. */
function batchesOf(descriptor: Partial<Described>, input: object, size = Number.POSITIVE_INFINITY) {
  return splitInput(anyOperation(descriptor)(anyTransport()), input, size, undefined, []);
}

async function issuesOf(descriptor: Partial<Described>, input: unknown, options?: object): Promise<readonly Issue[]> {
  const { fetch, calls } = observe();
  const error = await rejection(inBatches(anyOperation(descriptor)(anyTransport({ fetch })), input, options));
  expect(isInvalidRequestError(error)).toBe(true);
  expect(error).toMatchObject({ platform: "Example", operation: "purge" });
  expect(calls).toEqual([]);
  return (error as InvalidRequestError).issues;
}

const ids: Schema = { type: "array", maxItems: 2, items: { type: "object", properties: { a: { maxLength: 1 } } } };

describe("the limit of a list is found", () => {
  test("in the body, behind references", () => {
    const descriptor = {
      ...jsonOf(() => () => ({ properties: { in: () => ({ properties: { ids } }), ids: { type: "array" } } })),
      outcome: outcome("body.in.ids"),
    };
    const batches = batchesOf(descriptor, { body: { in: { ids: [{}, { a: "b" }, { a: "c" }] }, ids: [1, 2, 3] } });
    expect(batches).toEqual([
      { items: [{}, { a: "b" }], input: { body: { in: { ids: [{}, { a: "b" }] }, ids: [1, 2, 3] } } },
      { items: [{ a: "c" }], input: { body: { in: { ids: [{ a: "c" }] }, ids: [1, 2, 3] } } },
    ]);
  });

  test.each([
    ["query", "query"],
    ["header", "headers"],
    ["path", "path"],
    ["cookie", "cookies"],
  ] as const)("in a parameter of the %s", (place, group) => {
    const parameter = (name: string, maxItems: number, where: typeof place | "path" = place) =>
      ({ name, in: where, schema: { type: "array", maxItems }, encode: pathSimple }) as const;
    const descriptor = {
      parameters: [
        parameter("id", 1, place === "path" ? ("query" as never) : "path"),
        parameter("other", 1),
        parameter("id", 2),
      ],
      outcome: outcome(`${group}.id`),
    };
    expect(batchesOf(descriptor, { [group]: { id: [1, 2, 3] } }).map(({ items }) => items)).toEqual([[1, 2], [3]]);
  });

  test("nowhere, and then all goes at once", () => {
    for (const descriptor of [
      jsonOf({ properties: { ids: { type: "array" } } }),
      jsonOf({ type: "object" }),
      jsonOf(true),
      jsonOf({ properties: { ids: true } }),
      { bodies: [{ mediaType: "multipart/form-data", schema: {}, encode: formDataBody }] },
    ]) {
      const batches = batchesOf({ ...descriptor, outcome: outcome("body.ids") }, { body: { ids: [1, 2, 3] } });
      expect(batches.map(({ items }) => items)).toEqual([[1, 2, 3]]);
    }
  });

  test("and a smaller size is kept, a larger one is not", () => {
    const descriptor = { ...jsonOf({ properties: { ids } }), outcome: outcome("body.ids") };
    const input = { body: { ids: [{}, { a: "1" }, { a: "2" }] } };
    expect(batchesOf(descriptor, input, 1)).toHaveLength(3);
    expect(batchesOf(descriptor, input, 2)).toHaveLength(2);
    expect(batchesOf(descriptor, input, 3)).toHaveLength(2);
  });
});

describe("what cannot be split is refused", () => {
  const descriptor = { ...jsonOf({ properties: { ids } }), outcome: outcome("body.ids") };

  test("if the operation has no such list", async () => {
    const message = "has no list that could be split: call the operation itself";
    expect(await issuesOf({}, {})).toEqual([{ path: "input", rule: "batches", message }]);
    const { asked: _asked, ...rest } = outcome("");
    expect(await issuesOf({ outcome: rest }, {}, { size: 0 })).toEqual([
      { path: "options.size", rule: "option", message: "must be a whole number from 1" },
      { path: "input", rule: "batches", message },
    ]);
  });

  test.each([undefined, {}, { body: {} }])("if the list is missing: %j", async (input) => {
    expect(await issuesOf(descriptor, input)).toEqual([
      { path: "body.ids", rule: "required", message: "is required: without it there is nothing to split" },
    ]);
  });

  test("if it is empty", async () => {
    expect(await issuesOf(descriptor, { body: { ids: [] } })).toEqual([
      { path: "body.ids", rule: "minItems", message: "is empty: there is nothing to do" },
    ]);
  });

  test("if something is in it twice, however far apart", async () => {
    const twice = [{ a: "1" }, { a: "2" }, { a: "3" }, { a: "2" }, { a: "1" }, { a: "2" }];
    expect(await issuesOf(descriptor, { body: { ids: twice } })).toEqual([
      { path: "body.ids[3]", rule: "uniqueItems", message: "is the same as [1]: leave it out" },
      { path: "body.ids[4]", rule: "uniqueItems", message: "is the same as [0]: leave it out" },
      { path: "body.ids[5]", rule: "uniqueItems", message: "is the same as [1]: leave it out" },
    ]);
  });

  test("if an item is wrong, with its place in the whole list", async () => {
    expect(await issuesOf(descriptor, { body: { ids: [{ a: "1" }, { a: "2" }, { a: "3" }, { a: "45" }, 7] } })).toEqual(
      [
        { path: "body.ids[3].a", rule: "maxLength", message: "must satisfy maxLength: 1" },
        { path: "body.ids[4]", rule: "type", message: 'must satisfy type: "object", is number' },
      ],
    );
  });

  test("if something beside it is wrong, once, though every batch has it", async () => {
    const ids2: Schema = { items: { type: "string" } };
    const other = { ...jsonOf({ properties: { ids, ids2 } }), outcome: outcome("body.ids") };
    const input = { body: { ids: [{ a: "1" }, { a: "2" }, { a: "3" }], ids2: [1] }, query: { "body.ids[0]": 1 } };
    expect((await issuesOf(other, input)).map(({ path }) => path)).toEqual(["query.body.ids[0]", "body.ids2[0]"]);
  });

  test("if an item is wrong in a long batch", async () => {
    const many = Array.from({ length: 25 }, (_, index) => (index === 23 ? "too long" : `${index}`));
    const texts = { ...jsonOf({ properties: { ids: { items: { maxLength: 2 } } } }), outcome: outcome("body.ids") };
    expect((await issuesOf(texts, { body: { ids: many } }, { size: 12 })).map(({ path }) => path)).toEqual([
      "body.ids[23]",
    ]);
  });

  test("if the operation does not know the place of the list", async () => {
    expect(await issuesOf({ outcome: outcome("body.ids") }, { body: { ids: [1] } })).toMatchObject([{ path: "body" }]);
    expect(await issuesOf({ outcome: outcome("query.id") }, { query: { id: [1] } })).toMatchObject([
      { path: "query.id" },
    ]);
  });

  test("with no more issues than a person reads", async () => {
    const many = Array.from({ length: 300 }, (_, index) => ({ a: `x${index}` }));
    expect(await issuesOf(descriptor, { body: { ids: many } })).toHaveLength(100);
  });

  test.each([0, -1, 1.5, Number.NaN, "2", null])("for a size that is none: %j", async (size) => {
    expect(await issuesOf(descriptor, { body: { ids: [{}] } }, { size })).toEqual([
      { path: "options.size", rule: "option", message: "must be a whole number from 1" },
    ]);
  });

  test("for a hook that is none", async () => {
    expect(await issuesOf(descriptor, { body: { ids: [{}] } }, { onProgress: {} })).toEqual([
      { path: "options.onProgress", rule: "option", message: "must be a function" },
    ]);
  });
});

test("what breaks while a batch is checked is not taken for an issue", async () => {
  const operation = anyOperation({
    parameters: [{ name: "id", in: "query", schema: { type: "array" }, encode: queryForm }],
    outcome: outcome("query.id"),
  })(anyTransport());
  operation.plan = () => {
    throw new RangeError("a fault of the program");
  };
  expect(await rejection(inBatches(operation, { query: { id: [1] } }))).toBeInstanceOf(RangeError);
});
