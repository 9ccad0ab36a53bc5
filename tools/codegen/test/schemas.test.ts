import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { parse } from "yaml";
import { type CallableOperation, compile, type GeneratedClient, generateClient } from "./agreement/generated-client.ts";

/** One test compiles; only what hangs may fail by the clock. */
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const folder = mkdtempSync(join(tmpdir(), "schemas-"));
let client: GeneratedClient;
let operations: Readonly<Record<string, CallableOperation>>;
let response: unknown;

beforeAll(async () => {
  client = await generateClient(
    folder,
    parse(readFileSync(join(import.meta.dirname, "documents", "schemas.yaml"), "utf8")),
  );
  operations = await client.create(() => Promise.resolve(Response.json(response)));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The paths that a call is refused for; none: it would be sent. */
function refusedFor(operation: string, input: object): string[] {
  try {
    operations[operation]?.plan(input);
    return [];
  } catch (error) {
    const { issues } = error as { issues: readonly { path: string; message: string }[] }; // an InvalidRequestError
    return issues.map(({ path }) => path);
  }
}

function messageOf(operation: string, input: object): string {
  try {
    operations[operation]?.plan(input);
    return "";
  } catch (error) {
    return String(error);
  }
}

/** Verdicts by hand, from OpenAPI 3.0.3 (Discriminator Object, "Composition and Inheritance", readOnly) and JSON Schema. */
describe("a body is what its schema says, and nothing else", () => {
  test.each<[operation: string, body: unknown, refused: string[]]>([
    // A child in the place of its parent; a grandchild; one that only its name names; the parent itself.
    ["vehicle", { vehicleType: "car", doors: 4 }, []],
    ["vehicle", { vehicleType: "car", doors: 4, wheels: 3 }, []],
    ["vehicle", { vehicleType: "van", doors: 4, load: 1.5 }, []],
    ["vehicle", { vehicleType: "Bike", bell: true }, []],
    ["vehicle", { vehicleType: "Vehicle", wheels: 1 }, []],
    ["vehicle", { vehicleType: "car" }, ["body.doors"]],
    ["vehicle", { vehicleType: "Car", doors: 4 }, ["body.vehicleType"]],
    ["vehicle", { vehicleType: "boat" }, ["body.vehicleType"]],
    ["vehicle", { vehicleType: "car", doors: 4, bell: true }, ["body.bell"]],
    ["vehicle", { doors: 4 }, ["body"]],
    ["garage", { vehicles: [{ vehicleType: "car", doors: 4 }], best: { vehicleType: "Bike", bell: false } }, []],
    ["garage", { vehicles: [{ vehicleType: "car", doors: "4" }] }, ["body.vehicles[0].doors"]],
    ["car", { vehicleType: "car", doors: 4 }, []],
    ["car", { vehicleType: "car" }, ["body.doors"]],
    // A parent that lists its children, which comprise it.
    ["pet", { kind: "cat", lives: 9, name: "Tom" }, []],
    ["pet", { kind: "kitten", lives: 9 }, []],
    ["pet", { kind: "dog", tricks: ["sit"] }, []],
    ["pet", { kind: "dog", lives: 9 }, ["body.lives"]],
    ["pet", { kind: "Cat" }, ["body.kind"]],
    // Alternatives within alternatives.
    ["event", { type: "text", text: "a" }, []],
    ["event", { type: "image", url: "a" }, []],
    ["event", { type: "Closed", reason: "late" }, []],
    ["event", { type: "text", url: "a" }, ["body.text"]],
    ["event", { type: "Message", text: "a" }, ["body.type"]],
    // What is read only does not go there, by whatever way it says so.
    ["account", { name: "n", password: "p" }, []],
    ["account", { name: "n" }, ["body.password"]],
    ["account", { name: "n", password: "p", id: "i" }, ["body.id"]],
    // Null beside what describes a value.
    ["maybe", { one: null, other: null, any: null }, []],
    ["maybe", { one: { name: "n" }, other: "text", any: [1, { a: null }] }, []],
    ["maybe", { one: {}, any: 1 }, ["body.one.name"]],
    ["maybe", { one: null }, ["body.any"]],
    // Bytes in JSON are a text.
    ["file", { content: "AAEC", more: ["", "AA"] }, []],
    ["file", { content: new Blob(["a"]) }, ["body.content"]],
    ["file", { content: new Uint8Array(2) }, ["body.content"]],
    // Recursion.
    ["tree", { left: { left: {} }, children: [{ children: [] }], named: { a: { named: {} } } }, []],
    [
      "tree",
      { either: { either: "a" }, other: { name: "n", tree: { up: null } }, lists: [[], [[]]], up: { up: null } },
      [],
    ],
    ["tree", { left: { left: { right: {} } } }, ["body.left.left.right"]],
    ["tree", { lists: [[1]] }, ["body.lists[0][0]"]],
    ["tree", { other: { tree: {} } }, ["body.other.name"]],
  ])("%s with %j", (operation, body, refused) => {
    expect(refusedFor(operation, { body })).toEqual(refused);
  });

  test("a style has no null to write, wherever the schema says that there might be one", () => {
    expect(refusedFor("filter", { query: { q: "a", n: "b" } })).toEqual([]);
    expect(refusedFor("filter", { query: { q: "a", n: 3 } })).toEqual([]);
    expect(refusedFor("filter", { query: { q: null } })).toEqual(["query.q"]);
    expect(refusedFor("filter", { query: { n: null } })).toEqual(["query.n"]);
    expect(refusedFor("filter", { query: { n: "c" } })).toEqual(["query.n"]);
  });

  test("a message names the values that a discriminator may have", () => {
    expect(messageOf("pet", { body: { kind: "Cat" } })).toContain('body.kind: must be one of: "cat", "kitten", "dog"');
    expect(messageOf("vehicle", { body: { vehicleType: "boat" } })).toMatch(/"car".*"van".*"Bike".*"Vehicle"/);
  });
});

describe("a response is what its schema says, and may say what came after the document", () => {
  test.each<[operation: string, input: object, body: unknown, isRead: boolean]>([
    ["vehicle", { body: { vehicleType: "Bike" } }, { vehicleType: "car", doors: 4 }, true],
    ["vehicle", { body: { vehicleType: "Bike" } }, { vehicleType: "boat", sails: 2 }, true],
    ["vehicle", { body: { vehicleType: "Bike" } }, { wheels: 2 }, false],
    ["maybe", { body: { one: null, any: 1 } }, { one: null, any: null }, true],
    ["maybe", { body: { one: null, any: 1 } }, { one: { name: 1 }, any: null }, false],
    ["account", { body: { name: "n", password: "p" } }, { id: "i", etag: "e", name: "n" }, true],
    ["account", { body: { name: "n", password: "p" } }, { id: "i", name: "n" }, false],
  ])("%s, %j: %j", async (operation, input, body, isRead) => {
    response = body;
    const data = await operations[operation]?.(input).catch((error: Error) => error.name);
    expect(data).toEqual(isRead ? body : "OutcomeUnknownError");
  });
});

test("types say the same", () => {
  const program = [
    'import type * as client from "./generated/index.ts";',
    "type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;",
    "declare function equal<A, B>(is: Equal<A, B>): void;",
    "declare function fits<A, B>(is: B extends A ? true : false): void;",
    'fits<client.VehicleInput, { body: { vehicleType: "car"; doors: 4 } }>(true);',
    'fits<client.VehicleInput, { body: { vehicleType: "van"; doors: 4; load: 1 } }>(true);',
    'fits<client.VehicleInput, { body: { vehicleType: "Vehicle" } }>(true);',
    'fits<client.VehicleInput, { body: { vehicleType: "car" } }>(false);',
    'fits<client.VehicleInput, { body: { vehicleType: "boat" } }>(false);',
    'fits<client.PetInput, { body: { kind: "kitten"; lives: 9 } }>(true);',
    'fits<client.PetInput, { body: { kind: "Cat" } }>(false);',
    'fits<client.EventInput, { body: { type: "text"; text: "a" } }>(true);',
    'fits<client.EventInput, { body: { type: "Message"; text: "a" } }>(false);',
    "equal<keyof client.AccountInput['body'], 'name' | 'password'>(true);",
    "equal<keyof client.AccountData, 'id' | 'etag' | 'name'>(true);",
    "fits<client.MaybeData['one'], null>(true);",
    "fits<client.MaybeData['other'], null>(true);",
    "equal<client.FileInput['body']['content'], string>(true);",
    "fits<client.TreeInput, { body: { lists: [[], [[]]]; up: { up: null } } }>(true);",
    "fits<NonNullable<client.FilterInput['query']>['q'], null>(false);",
    "fits<NonNullable<client.FilterInput['query']>['n'], null>(false);",
    "fits<NonNullable<client.FilterInput['query']>['n'], 'a'>(true);",
  ];
  expect([...compile(client, program).values()]).toEqual([]);
});
