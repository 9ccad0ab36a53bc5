import { describe, expect, it } from "vitest";
import { checkDocument } from "../../../src/document/import/document-check.ts";
import { importDocument } from "../../../src/document/import/import-document.ts";
import { documentErrorOf, SMALL_DOCUMENT, scratchFile, scratchRepository, specsOf } from "./scratch.ts";

const check = (text: string) => checkDocument(text, { file: "page.md", firstLine: 101 });

const withSchema = (schema: string, more = ""): string =>
  SMALL_DOCUMENT.replace(
    "description: gone",
    `description: gone\n          content: {application/json: {schema: ${schema}}}`,
  ) + more;

/** A document whose response is a component that is what is given. */
const withComponent = (schema: string): string =>
  withSchema("{$ref: '#/components/schemas/A'}", `components: {schemas: {A: ${schema}}}\n`);

const SCHEMA = "/paths/~1things~1{id}/delete/responses/204/content/application~1json/schema";

describe("an import refuses what only the model would", () => {
  it.each([
    ["a status that HTTP does not have", SMALL_DOCUMENT.replace('"204"', '"600"'), 112, "the status `600` is none"],
    ["a range in small letters", SMALL_DOCUMENT.replace('"204"', '"2xx"'), 112, "the status `2xx` is none"],
    ["an empty reference", withSchema("{$ref: ''}"), 114, "the `$ref` is empty"],
    ["a reference to the whole document", withSchema("{$ref: '#'}"), 114, "the `$ref` # is the whole document"],
    ["a reference that is no text", withSchema("{$ref: 3}"), 114, "`$ref` is not a text"],
    ["a schema that is itself by `anyOf`", withComponent("{anyOf: [{$ref: '#/components/schemas/A'}]}"), 115, "itself"],
    ["a schema that is itself by `oneOf`", withComponent("{oneOf: [{$ref: '#/components/schemas/A'}]}"), 115, "itself"],
    ["a schema that is not itself", withComponent("{not: {$ref: '#/components/schemas/A'}}"), 115, "itself"],
    [
      "a server that says neither http nor https",
      `${SMALL_DOCUMENT}servers: [{url: "//api.example.com"}]\n`,
      114,
      "does not say whether it is http or https",
    ],
    [
      "two parameters that are the same header",
      SMALL_DOCUMENT.replace(
        "        - { name: id,",
        "        - { name: X-A, in: header, schema: {} }\n        - { name: x-a, in: header, schema: {} }\n        - { name: id,",
      ),
      111,
      "are the same header",
    ],
    [
      "pages of what comes as a stream",
      `openapi: 3.1.0
info: {title: t, version: '1'}
paths:
  /things:
    get:
      parameters: [{name: skip, in: query, schema: {type: integer}}]
      x-pagination: {style: offset, parameter: skip}
      responses: {"200": {description: ok, content: {application/jsonl: {}}}}
`,
      107,
      "what comes as a stream does not come in pages",
    ],
    [
      "integers of any size in a text",
      SMALL_DOCUMENT.replace(
        "description: gone",
        "description: gone\n          content: {text/plain: {schema: {type: integer, x-bigint: true}}}",
      ),
      114,
      "`x-bigint` in a response as text/plain is not supported",
    ],
  ])("%s, naming the line in the page, the place and a remedy", async (_what, text, line, rule) => {
    const error = await documentErrorOf(() => check(text));
    expect(error.rule).toContain(rule);
    expect(error.line).toBe(line);
    expect(error.file).toBe("page.md");
    expect(error.pointer).not.toBe("");
    expect(error.remedy).toContain("--overlay");
  });

  it("at the schema or the status itself", async () => {
    expect((await documentErrorOf(() => check(withSchema("{$ref: '#'}")))).pointer).toBe(SCHEMA);
    expect((await documentErrorOf(() => check(SMALL_DOCUMENT.replace('"204"', '"600"')))).pointer).toBe(
      "/paths/~1things~1{id}/delete/responses/600",
    );
  });

  it("and leaves every file as it was", async () => {
    const root = scratchRepository();
    const import_ = (text: string) =>
      importDocument({ source: scratchFile(root, "openapi.yaml", text), platform: "small", root });
    await import_(SMALL_DOCUMENT);
    const before = specsOf(root);
    await documentErrorOf(() => import_(SMALL_DOCUMENT.replace('"204"', '"600"')));
    expect(specsOf(root)).toEqual(before);
  });

  it("and names the overlay where that says it", async () => {
    const root = scratchRepository();
    const overlay = scratchFile(
      root,
      "overlay.yaml",
      `overlay: 1.0.0
info: { title: More, version: "1" }
actions:
  - target: $.paths['/things/{id}'].delete
    update: { x-pagination: { style: offset, parameter: id } }
`,
    );
    const source = scratchFile(root, "openapi.yaml", SMALL_DOCUMENT);
    const error = await documentErrorOf(() => importDocument({ source, platform: "small", root, overlay }));
    expect(error.rule).toContain("a DELETE cannot be paginated");
    expect([error.file, error.line]).toEqual([overlay, 5]);
    expect(specsOf(root)).toEqual({});
  });
});

it("an import takes a document whose security scheme is defined nowhere, which is a hint", async () => {
  const { hints } = await check(`${SMALL_DOCUMENT}security: [{gone: []}]\n`);
  expect(hints.map(({ kind }) => kind)).toContain("undefined-scheme");
});
