import { describe, expect, it } from "vitest";
import { checkDocument } from "../../../src/document/import/document-check.ts";
import { documentErrorOf, SMALL_DOCUMENT } from "./scratch.ts";

const check = (text: string) => checkDocument(text, { file: "page.md", firstLine: 101 });
const withSchema = (schema: string): string =>
  SMALL_DOCUMENT.replace(
    "description: gone",
    `description: gone\n          content: {application/json: {schema: ${schema}}}`,
  );

describe("checkDocument", () => {
  it("gives version and operations", async () => {
    expect(await check(SMALL_DOCUMENT)).toMatchObject({
      version: "3.1.0",
      operations: [{ method: "DELETE", path: "/things/{id}" }],
      warnings: [],
    });
  });

  it("accepts JSON, and numbers as status codes", async () => {
    const json = {
      openapi: "3.0.3",
      info: { title: "t", version: "1" },
      paths: { "/": { get: { responses: { 200: { description: "" } } } } },
    };
    expect((await check(JSON.stringify(json))).version).toBe("3.0.3");
    expect((await check(SMALL_DOCUMENT.replace('"204"', "204"))).operations).toHaveLength(1);
  });

  it.each([
    ["broken YAML", SMALL_DOCUMENT.replace("title: Small", "title: [Small"), 104, "not valid YAML"],
    ["two YAML documents", `${SMALL_DOCUMENT}---\nopenapi: 3.1.0\n`, 114, "not valid YAML"],
    [
      "a duplicate key",
      SMALL_DOCUMENT.replace("  title: Small", "  title: Small\n  title: Other"),
      104,
      '"title" occurs twice',
    ],
    [
      "a key that is a number and a string",
      SMALL_DOCUMENT.replace('        "204":', '        204: {description: ""}\n        "204":'),
      113,
      '"204" occurs twice',
    ],
    [
      "an alias of nothing",
      SMALL_DOCUMENT.replace("title: Small", "title: Small\n  summary: *t"),
      101,
      "its aliases cannot be resolved",
    ],
    [
      "an alias that stands for itself",
      SMALL_DOCUMENT.replace("title: Small", "title: Small\n  x-loop: &l { l: *l }"),
      101,
      "its aliases cannot be resolved",
    ],
    [
      "a merge key",
      SMALL_DOCUMENT.replace("  title: Small", "  <<: {title: Small}"),
      103,
      "the merge key << is not supported",
    ],
    ["an own tag", SMALL_DOCUMENT.replace("title: Small", "title: !include Small"), 103, "!include"],
    [
      "a number that JSON lacks",
      SMALL_DOCUMENT.replace("title: Small", "title: Small\n  x-limit: .inf"),
      104,
      "Infinity cannot be expressed",
    ],
    [
      "a mapping as a key",
      SMALL_DOCUMENT.replace("title: Small", "? {a: 1}\n  : Small"),
      103,
      "a key that is not a name",
    ],
    ["a control character", SMALL_DOCUMENT.replace("Small", '"\u001b[31m"'), 103, "the character U+001B"],
    ["a list at the root", "- openapi: 3.1.0\n", 101, "the document's root is not a mapping"],
    ["a document of another kind", "asyncapi: 3.0.0\n", 101, "no key `openapi`"],
    [
      "Swagger 2.0",
      'swagger: "2.0"\ninfo: {}\n',
      101,
      "this is Swagger 2.0; only OpenAPI 3.0.x, 3.1.x and 3.2.x are supported",
    ],
    ["OpenAPI 3.3", SMALL_DOCUMENT.replace("3.1.0", "3.3.0"), 101, "this is OpenAPI 3.3.0; only"],
    ["a version that is a number", SMALL_DOCUMENT.replace("3.1.0", "3.1"), 101, "the version 3.1 is not a string"],
    [
      "a dangling reference",
      withSchema("{$ref: '#/components/schemas/Nope'}"),
      114,
      "`#/components/schemas/Nope`: Can't resolve $ref",
    ],
    [
      "a reference to what every object inherits",
      withSchema("{$ref: '#/components/schemas/constructor'}"),
      114,
      "constructor",
    ],
    ["a reference to a file", withSchema("{$ref: '/etc/hostname'}"), 114, "it leads out of the document"],
    [
      "a reference to itself",
      `${SMALL_DOCUMENT}components: {schemas: {A: {$ref: '#/components/schemas/A'}}}\n`,
      114,
      "`#/components/schemas/A` leads back to itself",
    ],
    [
      "a structure that is not OpenAPI's",
      SMALL_DOCUMENT.replace("responses:", "answers:"),
      111,
      "`answers` is not expected here",
    ],
    ["no operation", "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {}\n", 101, "describes no operation"],
    ["a bottomless nesting", `openapi: 3.1.0\nx-deep: ${"[".repeat(50_000)}`, 101, "nested too deeply"],
  ])("refuses %s, naming the line in the page", async (_what, text, line, rule) => {
    const error = await documentErrorOf(() => check(text));
    expect(error.rule).toContain(rule);
    expect(error.line).toBe(line);
    expect(error.message).toContain(`page.md:${line}`);
    expect(error.remedy).not.toBe("");
  });

  it("names the JSON pointer of a dangling reference", async () => {
    const error = await documentErrorOf(() => check(withSchema("{$ref: '#/nope'}")));
    expect(error.pointer).toBe("/paths/~1things~1{id}/delete/responses/204/content/application~1json/schema");
  });

  it("copes with percent signs in paths and references", async () => {
    const document = (name: string): string =>
      `${withSchema(`{$ref: '#/components/schemas/${name}'}`).replace("/things/", "/%zz/")}components: {schemas: {"A B": {type: object}}}\n`;
    expect((await check(document("A%20B"))).operations).toHaveLength(1);
    expect((await documentErrorOf(() => check(document("%zz")))).pointer).toContain("/paths/~1%zz~1{id}/");
  });

  it("does not repeat a password that a reference carries", async () => {
    const error = await documentErrorOf(() => check(withSchema("{$ref: 'http://me:hunter2@127.0.0.1/x'}")));
    expect(error.message).not.toContain("hunter2");
  });

  it("accepts a schema that refers to itself from within, and a discriminator that maps to a plain name", async () => {
    const schemas = `components:
  schemas:
    Pet: {type: object, properties: {kind: {type: string}, parent: {$ref: '#/components/schemas/Pet'}}, discriminator: {propertyName: kind, mapping: {cat: Cat}}}
    Cat: {type: object}
`;
    expect((await check(SMALL_DOCUMENT + schemas)).warnings).toEqual([]);
  });

  it("refuses a discriminator that maps to nothing", async () => {
    const schemas =
      "components: {schemas: {Pet: {type: object, discriminator: {propertyName: kind, mapping: {cat: Nope}}}}}\n";
    expect((await documentErrorOf(() => check(SMALL_DOCUMENT + schemas))).rule).toContain("`Nope`");
  });

  it("tells of patterns that are no ECMAScript, and of no others", async () => {
    const { warnings } = await check(
      withSchema(
        "{type: object, properties: {pattern: {pattern: '(?i)a', example: {pattern: '('}}}, patternProperties: {'a++': {}, '^a': {}}}",
      ),
    );
    expect(warnings.map(({ rule, severity, line }) => [rule, severity, line])).toEqual([
      ["pattern", "warning", 114],
      ["pattern", "warning", 114],
    ]);
    expect(warnings.map(({ message }) => message).join()).toContain("`(?i)a` is no ECMAScript");
  });

  it("warns of what vendors' documents are seen to violate", async () => {
    const { warnings } = await check(SMALL_DOCUMENT.replace("/things/{id}", "/things/{id}/{part}"));
    expect(warnings).toMatchObject([{ severity: "warning", rule: "path-parameters-defined", line: 109 }]);
  });
});
