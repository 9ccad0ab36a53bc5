import { join } from "node:path";
import { repositoryRoot } from "@workshop/config/repository-root";
import { describe, expect, test } from "vitest";
import { writePaths } from "../src/emit/paths.ts";
import { openEditor } from "./editor.ts";
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

test("a property is required of an object that may be null, too", async () => {
  const base = "{ type: object, nullable: true, properties: { id: { type: string } } }";
  const text = await writePaths(
    modelOf(`openapi: 3.0.3
info: { title: Small, version: "1" }
paths:
  /a:
    get: { responses: { "200": { description: done, content: { application/json: { schema: { $ref: "#/components/schemas/Whole" } } } } } }
components:
  schemas: { Base: ${base}, Whole: { allOf: [{ $ref: "#/components/schemas/Base" }], required: [id] } }
`),
  );
  const program = `${text}\nexport const id = (whole: components["schemas"]["Whole"]): string | undefined => whole?.id;`;
  const folder = join(repositoryRoot(), "packages/client-core");
  expect(openEditor(join(folder, "tsconfig.json"), join(folder, "paths-of-a-test.ts"), program).messages()).toEqual([]);
});

test("a parameter that no call can give is none: a credential, which is given in auth, and a header that OpenAPI ignores", async () => {
  const text = await writePaths(
    modelOf(`openapi: 3.0.3
info: { title: Small, version: "1" }
paths:
  /a:
    get:
      parameters:
        - { $ref: "#/components/parameters/Key" }
        - { name: Accept, in: header, required: true, schema: { type: string } }
        - { name: page, in: query, schema: { type: integer } }
      security: [{ key: [] }]
      responses: { "204": { description: done } }
components:
  parameters: { Key: { name: api_key, in: query, required: true, schema: { type: string } } }
  securitySchemes: { key: { type: apiKey, in: query, name: api_key } }
`),
  );
  const [operation = ""] = /get: \{[\s\S]*?responses/u.exec(text) ?? [];
  expect(operation).toContain("page?: number");
  expect(operation).not.toMatch(/api_key|Key|Accept/u);
});
