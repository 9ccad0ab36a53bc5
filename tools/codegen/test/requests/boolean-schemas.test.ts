import { expect, test } from "vitest";
import { clientOf, complaints, documentWith, operation, refusalOf } from "./client-of.ts";

const json = (schema: boolean): object => ({ content: { "application/json": { schema } } });

const DOCUMENT = documentWith(
  {
    "/anything": {
      post: operation("anything", {
        parameters: [{ name: "q", in: "query", schema: true }],
        requestBody: { required: true, ...json(true) },
        responses: { 200: { description: "ok", headers: { "X-A": { schema: true } }, ...json(true) } },
      }),
    },
    "/nothing": {
      post: operation("nothing", {
        parameters: [{ name: "q", in: "query", schema: false }],
        requestBody: json(false),
      }),
    },
  },
  { openapi: "3.1.0" },
);

test("a schema `true` takes anything, and `false` nothing: at run time, and for the compiler", async () => {
  const subject = await clientOf(DOCUMENT);
  const c = await subject.create();
  expect(c.anything?.plan({ query: { q: "a" }, body: { a: [1] } })).toMatchObject({
    url: "https://api.example.com/anything?q=a",
    body: '{"a":[1]}',
  });
  expect(c.anything?.plan({ body: 7 })).toMatchObject({ body: "7" });
  expect(c.nothing?.plan()).toMatchObject({ body: undefined });
  expect(await refusalOf(() => c.nothing?.plan({ query: { q: "a" } }))).toMatch(/query\.q/u);
  expect(await refusalOf(() => c.nothing?.plan({ body: {} }))).toMatch(/- body/u);
  const found = complaints(subject.client, [
    "create().anything({ body: { a: [1] }, query: { q: 1 } });",
    "create().anything({ body: 7 });",
    "create().nothing();",
    'create().nothing({ query: { q: "a" } });',
    "create().nothing({ body: {} });",
  ]);
  expect(found.map((one) => one !== undefined)).toEqual([false, false, false, true, true]);
}, 60_000);
