import { describe, expect, test } from "vitest";
import { clientOf, documentWith, operation, refusalOf } from "./client-of.ts";

describe("bytes where none can be sent as they are are refused at their field", () => {
  const file = { $ref: "#/components/schemas/File" };
  const schema = {
    type: "object",
    properties: {
      file,
      encoded: { type: "string", contentEncoding: "base64" },
      files: { type: "array", items: file },
      either: { anyOf: [{ type: "integer" }, file] },
      both: { allOf: [file, { maxLength: 4 }] },
    },
  };
  const content = (mediaType: string): object => ({ requestBody: { content: { [mediaType]: { schema } } } });
  const document = documentWith(
    {
      "/json": { post: operation("json", content("application/json")) },
      "/url": { post: operation("url", content("application/x-www-form-urlencoded")) },
      "/form": { post: operation("form", content("multipart/form-data")) },
      "/query": { get: operation("query", { parameters: [{ name: "q", in: "query", schema: file }] }) },
    },
    { openapi: "3.1.0", components: { schemas: { File: { type: "string", format: "binary" } } } },
  );

  test("in JSON, in a URL-encoded form and in a query", async () => {
    const client = await (await clientOf(document)).create();
    const given = new Uint8Array([1]);
    const plan = (name: string, input: object): Promise<string> => refusalOf(() => client[name]?.plan(input));
    for (const name of ["json", "url"]) {
      expect(await plan(name, { body: { file: given } })).toMatch(/- body\.file: must be a text/u);
      expect(await plan(name, { body: { file: new Blob([]) } })).toMatch(/- body\.file: must be a text/u);
      expect(await plan(name, { body: { encoded: given } })).toMatch(/- body\.encoded:/u);
      expect(await plan(name, { body: { files: ["a", given] } })).toMatch(/- body\.files\[1\]: must be a text/u);
      expect(await plan(name, { body: { either: given } })).toMatch(/- body\.either:/u);
      expect(await plan(name, { body: { both: given } })).toMatch(/- body\.both: must be a text/u);
    }
    expect(await plan("query", { query: { q: given } })).toMatch(/- query\.q: must be a text/u);
  });

  test("and sent in a multipart form", async () => {
    const subject = await clientOf(document);
    const client = await subject.create();
    await client.form?.({ body: { file: new Uint8Array([65]), either: new Blob(["B"]), both: new Blob(["C"]) } });
    expect(subject.sent[0]?.body).toMatch(/\r\nA\r\n[\s\S]*\r\nB\r\n[\s\S]*\r\nC\r\n/u);
  });
});
