import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseFile } from "../../src/document/parse.ts";

/** Every path in a value, and one that leads nowhere below each. */
function pathsIn(value: unknown, path: readonly (number | string)[] = []): (readonly (number | string)[])[] {
  const inner =
    typeof value === "object" && value !== null
      ? Object.entries(value).flatMap(([key, member]) =>
          pathsIn(member, [...path, Array.isArray(value) ? Number(key) : key]),
        )
      : [];
  return path.length === 0 ? inner : [path, [...path, "nowhere at all"], ...inner];
}

describe("The lines of a JSON text", () => {
  it("are those that a YAML parser finds", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })),
        fc.constantFrom(0, 2, "\t"),
        (value, indent) => {
          const data: unknown = JSON.parse(JSON.stringify(value));
          const text = JSON.stringify(data, null, indent);
          const json = parseFile("json", text);
          // With a comment before it the text is no JSON.
          const yaml = parseFile("yaml", `# comment\n${text.replaceAll("\t", " ")}`);
          for (const path of pathsIn(data)) {
            expect([path, json.lineOf(path)]).toEqual([path, yaml.lineOf(path) - 1]);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
