import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { composedText, mergeDocuments } from "../../../src/document/import/merge-documents.ts";
import { parseFile } from "../../../src/document/parse.ts";
import { documentErrorOf } from "./scratch.ts";

const BASE = {
  openapi: "3.1.0",
  info: { title: "A", version: "1" },
  servers: [{ url: "https://a.example" }],
  tags: [{ name: "one" }],
  paths: { "/a": { parameters: [{ name: "x" }], get: { responses: {} } } },
  components: { schemas: { A: { type: "object" } }, securitySchemes: { key: { type: "http", scheme: "basic" } } },
};

const part = (file: string, data: object, firstLine = 1) => ({ parsed: parseFile(file, stringify(data)), firstLine });
const merge = (other: object): unknown => mergeDocuments(part("one.yaml", BASE), part("two.md", other, 101));

describe("mergeDocuments", () => {
  it("gives a document with the operations, components and tags of both", () => {
    const other = {
      ...BASE,
      tags: [{ name: "one" }, { name: "two" }],
      paths: { "/a": { parameters: [{ name: "x" }], put: { responses: {} } }, "/b": { get: {} } },
      components: { schemas: { A: { type: "object" }, B: {} }, parameters: { P: {} } },
    };
    expect(merge(other)).toEqual({
      ...BASE,
      tags: [{ name: "one" }, { name: "two" }],
      paths: {
        "/a": { parameters: [{ name: "x" }], get: { responses: {} }, put: { responses: {} } },
        "/b": { get: {} },
      },
      components: { ...BASE.components, schemas: { A: { type: "object" }, B: {} }, parameters: { P: {} } },
    });
  });

  it("changes nothing when it is merged with itself, and is not moved by the order of keys", () => {
    expect(merge(Object.fromEntries(Object.entries(BASE).toReversed()))).toEqual(BASE);
  });

  it.each([
    ["/info", { info: { title: "A", version: "2" } }],
    ["/servers", { servers: [{ url: "https://b.example" }] }],
    ["/security", { security: [] }],
    ["/openapi", { openapi: "3.0.3" }],
    ["/tags", { tags: [{ name: "one", description: "another" }] }],
    ["/paths/~1a/get", { paths: { "/a": { ...BASE.paths["/a"], get: { responses: { 200: {} } } } } }],
    ["/paths/~1a/parameters", { paths: { "/a": { put: {} } } }],
    ["/components/schemas/A", { components: { schemas: { A: { type: "string" } } } }],
    ["/components/securitySchemes/key", { components: { securitySchemes: { key: { type: "apiKey" } } } }],
  ])("names a conflict at %s with its place in both", async (pointer, change) => {
    const error = await documentErrorOf(() => merge({ ...BASE, ...change }));
    expect(error).toMatchObject({ file: "two.md", pointer });
    expect(error.line).toBeGreaterThan(100);
    expect(error.rule).toMatch(
      new RegExp(`${pointer.replaceAll("/", "\\/")} \\(one\\.yaml:\\d+ and two\\.md:1\\d\\d\\)$`),
    );
  });

  it("names all of them", async () => {
    const error = await documentErrorOf(() => merge({ ...BASE, info: {}, components: { schemas: { A: false } } }));
    expect(error.rule).toMatch(/\/info \(one\.yaml:\d+ and two\.md:\d+\); \/components\/schemas\/A \(/);
  });
});

describe("composedText", () => {
  it("is YAML that means the same to every reader: no alias, whatever is shared", () => {
    const shared = { long: "word ".repeat(60), odd: ["yes", "~", "1.0", "no: colon", "# x", " lead"] };
    const text = composedText({ openapi: "3.1.0", "x-one": shared, "x-two": shared });
    expect(text).not.toMatch(/[&*]\w/);
    expect(parse(text)).toEqual({ openapi: "3.1.0", "x-one": shared, "x-two": shared });
  });
});
