import { describe, expect, test } from "vitest";
import { clientOf, complaints, documentWith, operation, refusalOf } from "./client-of.ts";

const thing = { type: "object", required: ["id"], properties: { id: { type: "integer" } } };

const documentOf = (content: object): object =>
  documentWith({ "/a": { post: operation("send", { requestBody: { required: true, content } }) } });

describe.each(["*/*", "application/*"])("a body of %s that is described as an object", (range) => {
  const document = documentOf({ [range]: { schema: thing } });

  test("is sent as JSON, and checked", async () => {
    const subject = await clientOf(document);
    const client = await subject.create();
    await client.send?.({ body: { id: 1 } });
    await client.send?.({ body: { id: 1 }, contentType: "application/json" });
    for (const { headers, body } of subject.sent) {
      expect([headers["content-type"], body]).toEqual(["application/json", '{"id":1}']);
    }
    expect(subject.sent).toHaveLength(2);
    expect(await refusalOf(() => client.send?.({ body: { id: "1" } }))).toMatch(/body\.id/u);
  });

  test("is bytes where the caller names another media type", async () => {
    const subject = await clientOf(document);
    const client = await subject.create();
    await client.send?.({ body: new Blob(["<a/>"]), contentType: "application/xml" });
    expect(subject.sent[0]).toMatchObject({ headers: { "content-type": "application/xml" }, body: "<a/>" });
    expect(await refusalOf(() => client.send?.({ body: { id: 1 }, contentType: "application/xml" }))).toMatch(
      /a Blob/u,
    );
  });

  test("is typed so", async () => {
    const { client } = await clientOf(document);
    const found = complaints(client, [
      "create().send({ body: { id: 1 } });",
      'create().send({ body: new Blob([]), contentType: "application/xml" });',
      'create().send({ body: { id: "1" } });',
      "create().send({ body: new Blob([]) });",
    ]);
    expect(found.map((one) => one !== undefined)).toEqual([false, false, true, true]);
  }, 60_000);
});

test.each([
  ["nothing is said of it", { "*/*": {} }],
  ["it is said to be bytes", { "*/*": { schema: { type: "string", format: "binary" } } }],
])("a body of any media type is bytes alone where %s", async (_what, content) => {
  const client = await (await clientOf(documentOf(content))).create();
  expect(await refusalOf(() => client.send?.({ body: { id: 1 }, contentType: "application/json" }))).toMatch(/a Blob/u);
});
