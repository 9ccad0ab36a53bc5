import { describe, expect, test } from "vitest";
import { writePaths } from "../src/emit/paths.ts";
import { modelOf } from "./small-model.ts";

const SCHEMA =
  "{ type: object, nullable: true, properties: { id: { type: string, nullable: true }, nullable: { type: boolean, nullable: true } } }";

const pathsOf = (version: string): Promise<string> =>
  writePaths(
    modelOf(`openapi: ${version}
info: { title: Small, version: "1" }
paths:
  /a:
    post:
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Thing" } } } }
      parameters: [{ name: q, in: query, schema: { type: string, nullable: true } }]
      responses: { "204": { description: done } }
components: { schemas: { Thing: ${SCHEMA} } }
`),
  );

describe("`nullable` in the types of openapi-fetch", () => {
  test("lets null through in OpenAPI 3.0, which has it", async () => {
    expect(await pathsOf("3.0.3")).toMatch(/id\?: string \| null;[\s\S]*nullable\?: boolean \| null;/u);
  });

  test.each(["3.1.0", "3.2.0"])("means nothing in %s, where a property may have that name", async (version) => {
    const text = await pathsOf(version);
    expect(text).not.toContain("| null");
    expect(text).toContain("nullable?: boolean;");
  });
});
