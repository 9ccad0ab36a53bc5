import { expect, test } from "vitest";
import { writePackage } from "../../src/emit/package.ts";
import { modelOf } from "../small-model.ts";
import { type AnyOperation, clientOf, complaints, documentWith, operation, refusalOf } from "./client-of.ts";

const text = { type: "string" };
const known = { type: "object", properties: { a: text } };
const components = { schemas: { Known: known, Closed: { ...known, additionalProperties: false } } };
const reference = (name: string): object => ({ $ref: `#/components/schemas/${name}` });

/** A document with an operation that takes a body of a schema. */
const documentOf = (schema: object): object =>
  documentWith(
    {
      "/a": {
        post: operation("send", { requestBody: { required: true, content: { "application/json": { schema } } } }),
      },
    },
    { components },
  );

test.each<[what: string, schema: object, body: object]>([
  ["beside what it is composed of", { type: "object", allOf: [reference("Known")], required: ["b"] }, { a: "1", b: 2 }],
  ["in a part of its own", { allOf: [reference("Known"), { required: ["b"] }] }, { a: "1", b: [2] }],
  ["by each of its alternatives", { ...known, oneOf: [{ required: ["b"] }, { required: ["c"] }] }, { a: "1", c: true }],
  ["beside what it describes", { ...known, required: ["b"] }, { a: "1", b: null }],
])("what is demanded and described nowhere can be sent: %s", async (_what, schema, body) => {
  const { client, create, sent } = await clientOf(documentOf(schema));
  const send = (await create()).send as AnyOperation; // it is the client's one operation
  await send({ body });
  expect(JSON.parse(String(sent[0]?.body))).toEqual(body);
  expect(await refusalOf(() => send({ body: { ...body, z: 1 } }))).toContain("body.z: is unknown");
  const line = (given: object): string => `create().send({ body: ${JSON.stringify(given)} });`;
  expect(complaints(client, [line(body), line({ a: "1" })])).toEqual([undefined, expect.any(String)]);
});

test("nor does it matter whether a response is described by the same schema", async () => {
  const content = { "application/json": { schema: { $ref: "#/components/schemas/Both" } } };
  const responses = { 200: { description: "done", content } };
  const { create, sent } = await clientOf(
    documentWith(
      {
        "/a": { get: operation("read", { responses }) },
        "/b": { post: operation("send", { requestBody: { required: true, content } }) },
      },
      { components: { schemas: { Both: { ...known, required: ["b"] } } } },
    ),
  );
  await ((await create()).send as AnyOperation)({ body: { a: "1", b: 2 } });
  expect(sent).toHaveLength(1);
});

test.each<[what: string, schema: object]>([
  [
    "by two parts",
    {
      allOf: [reference("Inner"), { type: "object", properties: { in: { type: "object", properties: { b: text } } } }],
    },
  ],
  [
    "by a part and beside it",
    { allOf: [reference("Inner")], properties: { in: { type: "object", properties: { b: text } } } },
  ],
  ["by parts of parts", { allOf: [{ allOf: [reference("Inner")] }, { allOf: [reference("Other")] }] }],
])("an object within may have what any of several descriptions of it knows: %s", async (_what, schema) => {
  const inner = (name: string): object => ({
    type: "object",
    properties: { in: { type: "object", properties: { [name]: text } }, c: text },
  });
  const { client, create, sent } = await clientOf(
    documentWith(
      {
        "/a": {
          post: operation("send", { requestBody: { required: true, content: { "application/json": { schema } } } }),
        },
      },
      { components: { schemas: { Inner: inner("a"), Other: inner("b") } } },
    ),
  );
  const send = (await create()).send as AnyOperation; // it is the client's one operation
  await send({ body: { in: { a: "1", b: "2" }, c: "3" } });
  expect(sent).toHaveLength(1);
  expect(await refusalOf(() => send({ body: { in: { a: "1", z: "2" } } }))).toContain("body.in.z: is unknown");
  expect(await refusalOf(() => send({ body: { in: { a: 1 } } }))).toContain('body.in.a: must satisfy type: "string"');
  const line = "create().send({ body: { in: { a: '1', b: '2' }, c: '3' } });";
  expect(complaints(client, [line])).toEqual([undefined]);
});

test("descriptions that lead back to themselves come to an end", async () => {
  const node = (properties: object): object => ({ type: "object", properties });
  const { create, sent } = await clientOf(
    documentWith(
      {
        "/a": {
          post: operation("send", { requestBody: { content: { "application/json": { schema: reference("Tree") } } } }),
        },
      },
      {
        components: {
          schemas: {
            Tree: { allOf: [reference("One"), reference("Other")] },
            One: node({ in: reference("Tree"), a: text }),
            Other: node({ in: { allOf: [reference("Tree"), node({ b: text })] } }),
          },
        },
      },
    ),
  );
  await ((await create()).send as AnyOperation)({ body: { a: "1", in: { a: "2", b: "3" } } });
  expect(sent).toHaveLength(1);
});

test("the check of what two parts describe thirty objects deep, on two ways from each, is no longer than the document", async () => {
  const names = ["A", "B"].flatMap((side) => Array.from({ length: 30 }, (_, level) => `${side}${level}`));
  const schemas = names.map((name) => {
    const next = `${name[0]}${Number(name.slice(1)) + 1}`;
    const inner = names.includes(next) ? reference(next) : text;
    return [name, { type: "object", properties: { x: inner, y: inner, [name]: text } }] as const;
  });
  const document = JSON.stringify({
    ...documentOf({ allOf: [reference("A0"), reference("B0")] }),
    components: { schemas: Object.fromEntries(schemas) },
  });
  const { files } = await writePackage(modelOf(document), "Small");
  expect(String(files.get("operations.ts")).length).toBeLessThan(document.length);
});
