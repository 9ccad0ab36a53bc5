import fc from "fast-check";
import { expect, test } from "vitest";
import { isPair, isScalar, isSeq, LineCounter, parseDocument, stringify, visit } from "yaml";
import { lineFinder } from "../../src/document/parse.ts";
import { linesOf, plainYaml } from "../../src/document/plain-yaml.ts";
import { toPointer } from "../../src/document/pointer.ts";

/** What the parser that keeps a tree makes of a text; `undefined`: it finds something wrong. */
function byTree(text: string): unknown {
  const document = parseDocument(text, { prettyErrors: false });
  if (document.errors.length + document.warnings.length > 0) return undefined;
  try {
    return document.toJS();
  } catch {
    return undefined; // an alias of nothing
  }
}

const name = fc.oneof(
  fc.string({ maxLength: 6 }),
  fc.constantFrom("a", "200", "1.0", "true", "null", "~", "<<", "on", "2020-01-01"),
);
const scalar = fc.oneof(
  fc.string(),
  fc.double(),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom(
    "yes",
    "0o7",
    "0x1F",
    "1e3",
    "1e400",
    ".5",
    "+1",
    "-0",
    "1_000",
    "012",
    "1:30",
    ".inf",
    "# a",
    "a: b",
    "- a",
    "|",
    "\ud800",
    "a\nb\n",
    " a",
  ),
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    scalar,
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(name, tie("value"), { maxKeys: 4 }),
  ),
}));
/** A document is a mapping. */
const mapping = fc.dictionary(name, value, { maxKeys: 4 });
const style = fc.record({
  collectionStyle: fc.constantFrom("any", "block", "flow" as const),
  defaultStringType: fc.constantFrom("PLAIN", "QUOTE_DOUBLE", "QUOTE_SINGLE", "BLOCK_LITERAL", "BLOCK_FOLDED" as const),
  indent: fc.constantFrom(2, 3, 4),
  lineWidth: fc.constantFrom(0, 20, 80),
});
const bit = fc.constantFrom(
  " ",
  "\n",
  "\t",
  ":",
  ": ",
  "- ",
  " #",
  "'",
  '"',
  "|",
  ">",
  "&a ",
  "*a",
  "!!str ",
  "{",
  "]",
  ",",
  "? ",
  "---\n",
  "%",
  "0",
  "\r\n",
  "\uFEFF",
);

test("the quick parser and the one that keeps a tree say the same of what people write, however they write it", () => {
  fc.assert(
    fc.property(mapping, style, (given, options) => {
      const text = stringify(given, options as object);
      const found = plainYaml(text);
      if (found !== undefined) expect(found).toEqual(byTree(text));
    }),
    { numRuns: 1_500 },
  );
});

test("where both take a text that was damaged, they take it for the same", () => {
  const damage = fc.array(fc.tuple(fc.nat(), bit, fc.nat(2)), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(mapping, style, damage, (given, options, changes) => {
      let text = stringify(given, options as object);
      for (const [at, inserted, dropped] of changes) {
        const index = at % (text.length + 1);
        text = text.slice(0, index) + inserted + text.slice(index + dropped);
      }
      const found = plainYaml(text);
      const other = byTree(text);
      if (found !== undefined && other !== undefined) expect(found).toEqual(other);
    }),
    { numRuns: 1_500 },
  );
});

test.each([
  ["a: &x 1\nb: *x\n", "an alias"],
  ["a: &x 1\n", "an anchor"],
  ["a: !!str 1\n", "a tag"],
  ["%YAML 1.2\n---\na: 1\n", "a directive"],
  ["a: 1\n---\nb: 2\n", "two documents"],
  ["a: 1\na: 2\n", "a key that stands twice"],
  ["<<: { a: 1 }\n", "a merge key"],
  ["~: 1\n", "a key that is null"],
  ["a: .inf\n", "a number that JSON cannot express"],
  ["a: 1e400\n", "a number that no double can hold"],
  ["a: [1\n", "a list without its end"],
  ["a:\n\t- 1\n", "a tab for an indent"],
  ["a: '\n", "a text without its end"],
  ["", "nothing"],
])("of %j, which has %s, it says nothing", (text) => {
  expect(plainYaml(text)).toBeUndefined();
});

test("it knows the lines of keys and items, as the tree does", () => {
  const text = `# A document
openapi: 3.1.0
paths:
  /a/{b}:
    get: { tags: [one,
      two], summary: "a
        text" }
  '/c~d': &anchor
    - x
    - >
      folded
    - y: 1
"quoted \\u0041": null
`;
  const lines = linesOf(text);
  expect(Object.fromEntries(lines)).toMatchObject({
    "": 1,
    "/openapi": 2,
    "/paths/~1a~1{b}": 4,
    "/paths/~1a~1{b}/get/tags/1": 6,
    "/paths/~1a~1{b}/get/summary": 6,
    "/paths/~1c~0d": 8,
    "/paths/~1c~0d/0": 9,
    "/paths/~1c~0d/2/y": 12,
    "/quoted A": 13,
  });
});

test("lines of keys are the tree's, whatever is written, in JSON, too", () => {
  const inJson = fc.constantFrom(0, 2, "\t").map((indent) => (given: unknown) => JSON.stringify(given, null, indent));
  const inYaml = style.map((options) => (given: unknown) => stringify(given, options as object));
  fc.assert(
    fc.property(mapping, fc.oneof(inJson, inYaml), (given, write) => {
      const text = write(given);
      const lines = linesOf(text);
      const counter = new LineCounter();
      const tree = parseDocument(text.replaceAll("\t", " "), { lineCounter: counter });
      visit(tree, {
        Pair(_, { key }, ancestors) {
          if (!isScalar(key) || !key.range) return;
          const pointer = toPointer([...namesOf(ancestors), String(key.value)]);
          if (lines.has(pointer))
            expect([pointer, lines.get(pointer)]).toEqual([pointer, counter.linePos(key.range[0]).line]);
        },
      });
    }),
    { numRuns: 300 },
  );
});

/** The names and indices that lead to the last of these nodes. */
function namesOf(ancestors: readonly unknown[]): string[] {
  return ancestors.flatMap((node, index) => {
    if (isPair(node) && isScalar(node.key)) return [String(node.key.value)];
    const inner = ancestors[index + 1];
    return isSeq(node) && inner !== undefined ? [String(node.items.indexOf(inner))] : [];
  });
}

test("a place of an aliased part has the line of its anchor, and one that leads nowhere that of the nearest one around it", () => {
  const find = lineFinder("a:\n  x: &x\n    y: 1\nb: *x\n");
  expect(find(["b", "y"])).toBe(3);
  expect(lineFinder("a:\n  b: 1\n")(["a", "c", "d"])).toBe(1);
  expect(lineFinder('{\n "a": {\n  "b": 1 }}')(["a", "b", "c"])).toBe(3);
});
