import { type DocumentReading, readDocument } from "@workshop/openapi";
import { describe, expect, it } from "vitest";
import { judgeWithRedocly } from "../src/redocly/judge-with-redocly.ts";

function reading(file: string, schema: unknown): DocumentReading {
  const content = { "application/json": { schema } };
  const operation = { operationId: "readA", responses: { "200": { description: "ok", content } } };
  const document = { openapi: "3.1.0", info: { title: "A", version: "1" }, paths: { "/a": { get: operation } } };
  return readDocument({ file, text: JSON.stringify(document) });
}

describe("Redocly's opinion", () => {
  it("comes with a rule, a place and a sentence for each change", async () => {
    const verdict = await judgeWithRedocly(
      reading("old.json", { type: "string" }),
      reading("new.json", { type: "integer" }),
    );
    expect(verdict).toMatchObject({ judge: "redocly", bump: "major" });
    expect(verdict.reasons[0]).toMatchObject({
      bump: "major",
      rule: expect.stringMatching(/^redocly-/u),
      pointer: expect.stringContaining("/paths/~1a/get/responses/200"),
      message: expect.stringMatching(/\S/u),
    });
  });

  it("is none where nothing has changed", async () => {
    const verdict = await judgeWithRedocly(
      reading("old.json", { type: "string" }),
      reading("new.json", { type: "string" }),
    );
    expect(verdict).toEqual({ judge: "redocly", bump: "none", reasons: [] });
  });

  it("is an error where Redocly cannot read a document", async () => {
    const broken = readDocument({ file: "new.json", text: '{"swagger":"1.0"}' });
    await expect(judgeWithRedocly(reading("old.json", { type: "string" }), broken)).rejects.toThrow(
      /redocly diff ended/u,
    );
  });
});
