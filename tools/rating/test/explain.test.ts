import { expect, test } from "vitest";
import { readElaboration } from "../src/types/explain.ts";

test("the innermost line says what is wrong, and those above it where", () => {
  expect(
    readElaboration([
      "Type '[input: A]' does not satisfy the constraint '[input: B]'.",
      "  Type at position 0 in source is not compatible with type at position 0 in target.",
      "    Types of property 'query' are incompatible.",
      "      The types of 'filter.kind' are incompatible between these types.",
      `        Type '"y"' is not assignable to type '"x"'.`,
    ]),
  ).toEqual({ path: ["query", "filter", "kind"], difference: { kind: "mismatch", given: '"y"', wanted: '"x"' } });
});

test("a missing property is the last step of the way", () => {
  const line = "Property 'c' is missing in type '{ a: string; }' but required in type '{ a: string; c: number; }'.";
  expect(readElaboration(["Types of property 'query' are incompatible.", line])).toEqual({
    path: ["query", "c"],
    difference: { kind: "missing" },
  });
});

test("what may be absent is told from what is of another type", () => {
  expect(readElaboration(["  Type 'typeof absent' is not assignable to type 'string'."]).difference).toEqual({
    kind: "optional",
  });
});

test("words that nobody expected are kept as they are", () => {
  expect(readElaboration(["Something else."]).difference).toEqual({ kind: "unknown", text: "Something else." });
});
