import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { readDocument } from "../../src/document-reading.ts";
import { memberPath } from "../../src/model/groups.ts";
import type { Model } from "../../src/model/types.ts";

interface Declared {
  readonly operationId: string;
  readonly tags?: readonly string[];
  /** `x-group`, as the overlay says it. */
  readonly group?: unknown;
}

interface Parts {
  readonly operations: readonly Declared[];
  /** `x-groups`, as the overlay says it. */
  readonly groups?: unknown;
  readonly tags?: readonly object[];
}

/** A document of operations, each at a path of its own, and an overlay that says which groups there are. */
function modelOf({ operations, groups, tags }: Parts): Model {
  const pathOf = ({ operationId }: Declared): string => `/${encodeURIComponent(operationId)}`;
  const document = {
    openapi: "3.1.0",
    info: { title: "Small", version: "1" },
    ...(tags && { tags }),
    paths: Object.fromEntries(
      operations.map(({ operationId, tags: own, ...rest }) => [
        pathOf({ operationId, ...rest }),
        { get: { operationId, ...(own && { tags: own }), responses: { 204: { description: "done" } } } },
      ]),
    ),
  };
  const actions = [
    { target: "$.info", update: { summary: "Small" } },
    ...(groups === undefined ? [] : [{ target: "$", update: { "x-groups": groups } }]),
    ...operations
      .filter(({ group }) => group !== undefined)
      .map((one) => ({ target: `$.paths['${pathOf(one)}'].get`, update: { "x-group": one.group } })),
  ];
  const overlay = { overlay: "1.0.0", info: { title: "Groups", version: "1" }, actions };
  return readDocument(
    { file: "small.yaml", text: stringify(document, { aliasDuplicateObjects: false }) },
    { file: "overlays/small.yaml", text: stringify(overlay) },
  ).model();
}

const membersOf = (parts: Parts): string[] => modelOf(parts).operations.map((one) => memberPath(one).join("."));

describe("operations are grouped where the overlay says so", () => {
  test("by their first tag, and one without stays at the top level", () => {
    const operations = [
      { operationId: "listTraces", tags: ["traces", "spans"] },
      { operationId: "health" },
      { operationId: "startRun", tags: ["Batch v2"] },
    ];
    expect(membersOf({ operations, groups: "tags" })).toEqual(["traces.listTraces", "health", "batchV2.startRun"]);
    expect(membersOf({ operations })).toEqual(["listTraces", "health", "startRun"]);
  });

  test("one by one, with a name for the method where that is shorter, a word of the language included", () => {
    const operations = [
      { operationId: "deleteTrace", group: { name: "traces", method: "delete" } },
      { operationId: "listTraces", group: "traces" },
      { operationId: "health", tags: ["status"] },
    ];
    expect(membersOf({ operations })).toEqual(["traces.delete", "traces.listTraces", "health"]);
  });

  test("by tags, and otherwise where an operation says otherwise", () => {
    const operations = [
      { operationId: "deleteTrace", tags: ["Traces"], group: { method: "delete" } },
      { operationId: "deleteSpan", tags: ["Spans"], group: { name: "traces", method: "deleteSpan" } },
    ];
    const model = modelOf({ operations, groups: "tags", tags: [{ name: "Traces", description: "What was traced." }] });
    expect(model.operations.map((one) => memberPath(one).join("."))).toEqual(["traces.delete", "traces.deleteSpan"]);
    expect(model.groups).toMatchObject([{ name: "traces", description: "What was traced." }]);
  });

  test("and not where the vendor's own document says words of these names", () => {
    const text = `openapi: 3.1.0
info: { title: Small, version: "1" }
x-groups: { mean: something else }
paths: { /a: { get: { operationId: a, tags: [b], x-group: 17, responses: {} } } }
`;
    const overlay = `overlay: 1.0.0\ninfo: { title: t, version: "1" }\nactions: [{ target: $.info, update: { summary: s } }]\n`;
    const model = readDocument({ file: "small.yaml", text }, { file: "overlays/small.yaml", text: overlay }).model();
    expect(model.operations.map(memberPath)).toEqual([["a"]]);
    expect(model.groups).toEqual([]);
  });

  test("with the text of a tag, and without one where two tags come to the same name", () => {
    const operations = [{ operationId: "a", group: "traces" }];
    const described = (tags: readonly object[]): unknown => modelOf({ operations, tags }).groups[0]?.description;
    expect(described([{ name: "Traces", description: "A text." }])).toBe("A text.");
    expect(
      described([
        { name: "Traces", description: "A text." },
        { name: "traces", description: "Another." },
      ]),
    ).toBeUndefined();
  });
});

describe("a group that is named after a tag gives way, and that is told", () => {
  const told = (parts: Parts): [members: string[], notes: string[]] => {
    const model = modelOf(parts);
    return [model.operations.map((one) => memberPath(one).join(".")), model.notes.map(({ rule }) => rule)];
  };

  test.each([
    ["then", "thenGroup"],
    ["constructor", "constructorGroup"],
    ["toJSON", "toJSONGroup"],
    ["read", "readGroup"],
    ["🚀", "u1f680"],
  ])("the tag %s is %s", (tag, name) => {
    const [members, notes] = told({ operations: [{ operationId: "a", tags: [tag] }], groups: "tags" });
    expect(members).toEqual([`${name}.a`]);
    expect(notes).toEqual([expect.stringContaining(`the tag "${tag}" is the group \`${name}\``)]);
  });

  test("to an operation at the top level", () => {
    const operations = [
      { operationId: "health" },
      { operationId: "healthGroup" },
      { operationId: "b", tags: ["health"] },
    ];
    expect(told({ operations, groups: "tags" })[0]).toEqual(["health", "healthGroup", "healthGroupGroup.b"]);
  });

  test("to another tag, as that does to it", () => {
    const operations = [
      { operationId: "a", tags: ["Batch v2"] },
      { operationId: "b", tags: ["batch-v2"] },
      { operationId: "c", tags: ["delete"] },
      { operationId: "d", tags: ["__proto__"] },
      { operationId: "e", tags: ["取得"] },
      { operationId: "f", tags: ["Трассы и логи"] },
      { operationId: "g", tags: ["2024"] },
    ];
    const [members, notes] = told({ operations, groups: "tags" });
    expect(members).toEqual([
      "batchSpaceV2.a",
      "batchDashV2.b",
      "delete.c",
      "proto.d",
      "取得.e",
      "трассыИЛоги.f",
      "_2024.g",
    ]);
    expect(notes).toHaveLength(2);
  });
});

test("two tags that mean one group are one by the word of the overlay, with the text of the tag that keeps its name", () => {
  const operations = [
    { operationId: "a", tags: ["annotation-queues"] },
    { operationId: "b", tags: ["annotation_queues"], group: "annotationQueues" },
  ];
  const tags = [
    { name: "annotation_queues", description: "Old." },
    { name: "annotation-queues", description: "What waits." },
  ];
  const model = modelOf({ operations, tags, groups: "tags" });
  expect(model.groups).toMatchObject([{ name: "annotationQueues", description: "What waits." }]);
  expect(model.operations.map((one) => memberPath(one).join("."))).toEqual([
    "annotationQueues.a",
    "annotationQueues.b",
  ]);
  expect(model.notes).toEqual([]);
});

describe("groups are refused, with file, line, place, rule and remedy", () => {
  const refused = (parts: Parts, message: string | RegExp): void => expect(() => modelOf(parts)).toThrow(message);
  const one = (group: unknown, more: readonly Declared[] = []): Parts => ({
    operations: [{ operationId: "deleteTrace", group }, ...more],
  });

  test("at their place in the overlay", () => {
    refused(
      one("Traces"),
      /^overlays\/small\.yaml:\d+ \(at \/actions\/1\/update\/x-group\): .*\n {2}remedy: write `traces`$/u,
    );
    refused(
      { operations: [{ operationId: "a", tags: ["b"] }], groups: "tag" },
      /^overlays\/small\.yaml:\d+ \(at \/actions\/1\/update\/x-groups\): `x-groups` is "tag", which is unknown\n/u,
    );
  });

  test.each([
    [17, "`x-group` is neither a name nor `name` and `method`"],
    [{}, "`x-group` is neither a name nor `name` and `method`"],
    [{ name: "traces", methode: "delete" }, "`x-group` is neither a name nor `name` and `method`"],
    [{ name: "traces", method: 17 }, "`x-group` says 17, which is not in camel case"],
    [["traces"], "`x-group` is neither a name nor `name` and `method`"],
    ["Batch v2", "write `batchV2`"],
    ["", "which is no name"],
    ["🚀", "which is no name"],
    ["then", "which the language itself calls"],
    ["constructor", "which the language itself calls"],
    ["__proto__", "write `proto`"],
    [{ name: "traces", method: "then" }, "which the language itself calls"],
    ["read", "every client has a `read` of its own"],
    [{ method: "delete" }, "`x-group` names a method, and the operation is in no group"],
  ])("for %j", (group, message) => {
    refused(one(group), message);
  });

  test("for the name of an operation at the top level", () => {
    refused(one("health", [{ operationId: "health" }]), "no group can be called `health`: an operation is called so");
  });

  test("for two methods of one name, at the one that was given it", () => {
    const given = { operationId: "removeTrace", group: { name: "traces", method: "deleteTrace" } };
    const usual = { operationId: "deleteTrace", group: "traces" };
    const message = (first: string, second: string): RegExp =>
      new RegExp(`\`traces\\.deleteTrace\` would be two operations: \`${first}\` and \`${second}\`\n`, "u");
    refused({ operations: [given, usual] }, message("removeTrace", "deleteTrace"));
    refused({ operations: [usual, given] }, message("deleteTrace", "removeTrace"));
    refused({ operations: [given, usual] }, "/actions/1/");
    refused({ operations: [usual, given] }, "/actions/2/");
  });

  test("for tags that differ in case alone, or that have no name", () => {
    const tagged = (...tags: readonly string[]): Parts => ({
      groups: "tags",
      operations: tags.map((tag, index) => ({ operationId: `a${index}`, tags: [tag] })),
    });
    refused(tagged("Traces", "traces"), 'no name in code tells the tag "Traces" from another one');
    refused(tagged(""), 'no name in code tells the tag "" from nothing');
  });

  test("where no operation has a tag", () => {
    refused({ groups: "tags", operations: [{ operationId: "a" }] }, "and no operation has a tag");
  });
});

test("names of groups and methods are the same whatever the order of paths and tags", () => {
  const tag = fc.constantFrom(
    ..."traces|Batch v2|batch-v2|batch.v2|read|then|health|health group|healthGroup|取得|🚀|🔥|C++|C#|delete|42|_".split(
      "|",
    ),
  );
  const operation = fc.record({
    operationId: fc.constantFrom(
      ..."health healthGroup traces read delete then list list_all list-all a b c d".split(" "),
    ),
    tags: fc.option(fc.array(tag, { minLength: 1, maxLength: 2 }), { nil: undefined }),
    group: fc.option(
      fc.constantFrom<unknown>(
        "spans",
        "batchV2",
        { name: "spans", method: "list" },
        { name: "other", method: "delete" },
      ),
      { nil: undefined },
    ),
  });
  const documents = fc
    .uniqueArray(operation, { selector: ({ operationId }) => operationId, minLength: 1, maxLength: 9 })
    .chain((operations) =>
      fc.record({
        operations: fc.constant(operations),
        others: fc.shuffledSubarray(operations, { minLength: operations.length }),
      }),
    );
  const namesOf = (operations: readonly Declared[]): unknown => {
    try {
      const model = modelOf({ operations, groups: "tags" });
      return {
        members: Object.fromEntries(model.operations.map((one) => [one.path, memberPath(one)])),
        groups: new Set(model.groups.map(({ name }) => name)),
      };
    } catch {
      return "refused";
    }
  };
  let named = 0;
  fc.assert(
    fc.property(documents, ({ operations, others }) => {
      const declared = operations.map(withoutAbsent);
      const names = namesOf(declared);
      if (names !== "refused") named += 1;
      expect(namesOf(others.map(withoutAbsent))).toEqual(names);
    }),
    { numRuns: 300 },
  );
  expect(named).toBeGreaterThan(100);
});

function withoutAbsent({
  operationId,
  tags,
  group,
}: { [Key in keyof Declared]-?: Declared[Key] | undefined } & { operationId: string }): Declared {
  return { operationId, ...(tags && { tags }), ...(group === undefined ? {} : { group }) };
}
