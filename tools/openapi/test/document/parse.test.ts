import fc from "fast-check";
import { expect, test } from "vitest";
import { DocumentError } from "../../src/document/document-error.ts";
import { parseFile, sourceAt } from "../../src/document/parse.ts";
import { fromPointer, nodeAt, toPointer } from "../../src/document/pointer.ts";

const YAML = `openapi: 3.1.0
paths:
  /a:
    get:
      tags:
        - one
        - two
`;

test("the line of a node is that of its key, and that of a list's item its own", () => {
  const parsed = parseFile("a.yaml", YAML);
  expect(parsed.lineOf(["openapi"])).toBe(1);
  expect(parsed.lineOf(["paths", "/a", "get"])).toBe(4);
  expect(parsed.lineOf(["paths", "/a", "get", "tags", 1])).toBe(7);
});

test("a pointer that leads nowhere has the line of its nearest ancestor", () => {
  expect(parseFile("a.yaml", YAML).lineOf(["paths", "/a", "put", "tags"])).toBe(3);
});

test("JSON has lines too", () => {
  const parsed = parseFile("a.json", '{\n  "openapi": "3.1.0",\n  "paths": {\n    "/a": {}\n  }\n}');
  expect(sourceAt(parsed, ["paths", "/a"])).toMatchObject({ file: "a.json", pointer: "/paths/~1a", line: 4 });
});

test("an alias becomes a copy, so that changing one place leaves the other alone", () => {
  const { data } = parseFile("a.yaml", "a: &x { b: 1 }\nc: *x\n");
  expect(data.a).toEqual(data.c);
  expect(data.a).not.toBe(data.c);
});

test("what stands in an alias's place has the lines of its anchor, and its own pointers", () => {
  const parsed = parseFile("a.yaml", "a: &x\n  b:\n    - 1\nc: *x\nd: [*x]\n");
  expect(parsed.lineOf(["c"])).toBe(4);
  expect(parsed.lineOf(["c", "b", 0])).toBe(3);
  expect(parsed.lineOf(["d", 0, "b"])).toBe(2);
  expect(sourceAt(parsed, ["d", 0, "b"]).pointer).toBe("/d/0/b");
});

test("an alias may be used as often as a generated document does", () => {
  const paths = Array.from({ length: 900 }, (_item, index) => `p${index}: *x\n`).join("");
  expect(parseFile("a.yaml", `a: &x { b: 1 }\n${paths}`).data).toHaveProperty("p899", { b: 1 });
});

test("broken YAML is an error with its line and a remedy", () => {
  expect(() => parseFile("broken.yaml", "a: 1\nb: [1, 2\nc: 3\n")).toThrow(DocumentError);
  expect(() => parseFile("broken.yaml", "a: 1\na: 2\n")).toThrow(/broken\.yaml:2: not valid YAML: .*unique.*remedy/su);
});

test("a document that is no mapping is refused", () => {
  expect(() => parseFile("list.yaml", "- 1\n")).toThrow("list.yaml:1: the root is not a mapping");
});

test("any path can be written as a pointer and read back", () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (tokens) => {
      expect(fromPointer(toPointer(tokens))).toEqual(tokens);
    }),
  );
});

test("a path follows own properties only", () => {
  expect(nodeAt({ a: [{ b: 1 }] }, ["a", "0", "b"])).toBe(1);
  expect(nodeAt({}, ["toString"])).toBeUndefined();
});
