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
    ["a reference to what is no schema", withSchema("{$ref: '#/info'}"), 114, "#/info leads to what is no schema"],
    [
      "a reference to what holds schemas",
      withComponent("{properties: {b: {$ref: '#/components/schemas/A/properties'}}}"),
      115,
      "A/properties leads to what is no schema",
    ],
    [
      "a reference to a parameter where a schema has to be",
      withSchema(
        "{$ref: '#/components/parameters/P'}",
        "components: {parameters: {P: {name: a, in: query, schema: {}}}}\n",
      ),
      114,
      "parameters/P leads to what is no schema",
    ],
    [
      "a reference to an example",
      withComponent("{example: {type: string}, properties: {b: {$ref: '#/components/schemas/A/example'}}}"),
      115,
      "A/example leads to what is no schema",
    ],
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

it("takes a reference to a schema wherever it stands", async () => {
  const places = [
    "components/schemas/A",
    "components/schemas/A/properties/schema/items",
    "components/schemas/A/allOf/0",
    "components/schemas/A/$defs/D",
    "components/parameters/schema/schema",
    "paths/~1things~1{id}/delete/parameters/0/schema",
  ];
  const schema = `{oneOf: [${places.map((place) => `{$ref: '#/${place}'}`).join(", ")}]}`;
  const component =
    "{properties: {schema: {type: array, items: {type: string}}}, allOf: [{type: object}], $defs: {D: {type: string}}}";
  const parameter = "parameters: {schema: {name: a, in: query, schema: {type: string}}}";
  const text = withSchema(schema, `components: {schemas: {A: ${component}}, ${parameter}}\n`);
  expect((await check(text)).operations).toHaveLength(1);
});

describe("a security scheme that is named and defined nowhere", () => {
  const keyed = "components: {securitySchemes: {key: {type: http, scheme: bearer}}}\n";
  const other = SMALL_DOCUMENT.slice(SMALL_DOCUMENT.indexOf("  /things")).replace(/things/u, "others");
  const asking = (security: string): string =>
    SMALL_DOCUMENT.replace("operationId: deleteThing", `security: ${security}`) +
    other.replace("deleteThing", "deleteOther") +
    keyed;

  it("is a hint where an operation can do with another one", async () => {
    const { hints } = await check(asking("[{gone: []}, {key: []}]"));
    expect(hints.map(({ kind }) => kind)).toEqual(["undefined-scheme"]);
  });

  it("is refused where there is no other, with an action that repairs it", async () => {
    const root = scratchRepository();
    const source = scratchFile(root, "openapi.yaml", asking("[{gone: []}]"));
    const error = await documentErrorOf(() => importDocument({ source, platform: "small", root }));
    expect(error.pointer).toBe("/paths/~1things~1{id}/delete");
    expect(error.rule).toBe("no security scheme that it names is defined: gone");
    expect(specsOf(root)).toEqual({});
    const [action] = /\{ target.*?(?=; the mocks)/u.exec(error.remedy) ?? [];
    const text = `overlay: 1.0.0\ninfo: {title: t, version: "1"}\nactions:\n  - ${action}\n`;
    const overlay = scratchFile(root, "repairs.yaml", text);
    expect((await importDocument({ source, platform: "small", root, overlay })).operations).toHaveLength(2);
  });

  it("is reason enough for --skip-broken to leave the operation out", async () => {
    const root = scratchRepository();
    const source = scratchFile(root, "openapi.yaml", asking("[{gone: []}]"));
    const { leftOut, hints } = await importDocument({ source, platform: "small", root, skipBroken: true });
    expect(leftOut).toEqual(["DELETE /things/{id}"]);
    expect(hints.map(({ kind }) => kind)).toEqual(["security"]);
  });
});
