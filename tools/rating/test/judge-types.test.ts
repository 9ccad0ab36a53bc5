import { type Model, readDocument } from "@workshop/openapi";
import { beforeAll, describe, expect, it } from "vitest";
import type { Reason, Verdict } from "../src/rating.ts";
import { judgeTypes } from "../src/types/judge-types.ts";

type Json = Record<string, unknown>;

const string = { type: "string" };
const text = { description: "text", content: { "text/plain": { schema: string } } };
const query = (name: string, schema: Json, required = false): Json => ({ name, in: "query", required, schema });
const response = (schema: Json): Json => ({ description: "ok", content: { "application/json": { schema } } });
const object = (properties: Json, required: readonly string[] = Object.keys(properties)): Json => ({
  type: "object",
  required,
  properties,
});
const ok = (schema: Json): Json => ({ responses: { "200": response(schema) } });
const done = { "204": { description: "done" } };
const shared = { $ref: "#/components/schemas/Shared" };

interface Example {
  readonly name: string;
  readonly old: Json;
  readonly next: Json;
  /** Nothing: the types are as good as before, in both directions. */
  readonly reason?: Pick<Reason, "bump" | "message" | "rule">;
}

/** Each is one operation of the same pair of documents. */
const examples: readonly Example[] = [
  {
    name: "enumNarrowed",
    old: { parameters: [query("kind", { type: "string", enum: ["a", "b"] })], responses: done },
    next: { parameters: [query("kind", { type: "string", enum: ["a"] })], responses: done },
    reason: {
      bump: "major",
      rule: "input-type-narrowed",
      message: '`enumNarrowed` no longer takes `"b"` in `query.kind`.',
    },
  },
  {
    name: "enumWidened",
    old: { parameters: [query("kind", { type: "string", enum: ["a"] })], responses: done },
    next: { parameters: [query("kind", { type: "string", enum: ["a", "b"] })], responses: done },
    reason: { bump: "minor", rule: "input-type-widened", message: '`enumWidened` takes `"b"` in `query.kind` now.' },
  },
  {
    name: "optionalParameterAdded",
    old: { parameters: [query("a", string)], responses: done },
    next: { parameters: [query("a", string), query("b", string)], responses: done },
    reason: {
      bump: "minor",
      rule: "input-type-widened",
      message: "`optionalParameterAdded` takes `query.b` now.",
    },
  },
  {
    name: "requiredParameterAdded",
    old: { parameters: [query("a", string)], responses: done },
    next: { parameters: [query("a", string), query("b", string, true)], responses: done },
    reason: { bump: "major", rule: "input-type-narrowed", message: "`requiredParameterAdded` needs an input now." },
  },
  {
    name: "parameterRemoved",
    old: { parameters: [query("a", string), query("b", string)], responses: done },
    next: { parameters: [query("a", string)], responses: done },
    reason: { bump: "major", rule: "input-type-narrowed", message: "`parameterRemoved` no longer takes `query.b`." },
  },
  {
    name: "parameterNoLongerNeeded",
    old: { parameters: [query("a", string, true), query("b", string, true)], responses: done },
    next: { parameters: [query("a", string), query("b", string, true)], responses: done },
    reason: {
      bump: "minor",
      rule: "input-type-widened",
      message: "`parameterNoLongerNeeded` no longer needs `query.a`.",
    },
  },
  {
    name: "responseMayBeNull",
    old: ok(object({ title: string })),
    next: ok(object({ title: { type: ["string", "null"] } })),
    reason: {
      bump: "major",
      rule: "response-type-changed",
      message: "`responseMayBeNull`: `title` of its response 200 may be `null` now.",
    },
  },
  {
    name: "responsePropertyMayBeAbsent",
    old: ok(object({ title: string })),
    next: ok(object({ title: string }, [])),
    reason: {
      bump: "major",
      rule: "response-type-changed",
      message: "`responsePropertyMayBeAbsent`: `title` of its response 200 may be absent now.",
    },
  },
  {
    name: "optionalResponsePropertyRemoved",
    old: ok(object({ title: string, author: string }, ["title"])),
    next: ok(object({ title: string })),
    reason: {
      bump: "major",
      rule: "response-type-changed",
      message: "`optionalResponsePropertyRemoved` no longer has `author` in its response 200.",
    },
  },
  {
    name: "propertyCalledSuccess",
    old: ok(object({ success: { type: "boolean" } })),
    next: ok(object({ success: string })),
    reason: {
      bump: "major",
      rule: "response-type-changed",
      message: "`propertyCalledSuccess`: `success` of its response 200 may be `string` now.",
    },
  },
  {
    name: "responsePropertyAdded",
    old: ok(object({ title: string })),
    next: ok(object({ title: string, author: string }, ["title"])),
    reason: {
      bump: "minor",
      rule: "response-type-extended",
      message: "`responsePropertyAdded` has `author` in its response 200 now.",
    },
  },
  {
    name: "failureStatusAdded",
    old: { responses: done },
    next: { responses: { ...done, "429": text } },
    reason: {
      bump: "minor",
      rule: "response-status-added",
      message: "`failureStatusAdded.result` tells the status 429 apart now.",
    },
  },
  {
    name: "failureStatusRemoved",
    old: { responses: { ...done, "404": text } },
    next: { responses: done },
    reason: {
      bump: "major",
      rule: "response-status-removed",
      message:
        "`failureStatusRemoved.result` no longer tells the status 404 apart: comparing with it does not compile.",
    },
  },
  {
    name: "onlyAPatternIsStricter",
    old: { parameters: [query("a", { type: "string" })], responses: done },
    next: { parameters: [query("a", { type: "string", pattern: "^a" })], responses: done },
  },
  {
    name: "prose",
    old: { description: "old", responses: done },
    next: { description: "new", responses: done },
  },
  { name: "firstWithShared", old: ok(object({ a: shared })), next: ok(object({ a: shared })) },
  { name: "secondWithShared", old: ok(object({ a: shared })), next: ok(object({ a: shared })) },
  {
    name: "recursive",
    old: ok({ $ref: "#/components/schemas/Tree" }),
    next: ok({ $ref: "#/components/schemas/Tree" }),
  },
];

function documentOf(side: "next" | "old"): string {
  const operations = examples.map((example) => [
    `/${example.name}`,
    { post: { operationId: example.name, ...example[side] } },
  ]);
  const only = side === "old" ? { gone: { operationId: "gone", responses: done } } : {};
  const moved = { operationId: side === "old" ? "oldName" : "newName", responses: done };
  const Shared = side === "old" ? object({ a: string, b: string }) : object({ a: string });
  const Tree = object({ label: string, children: { type: "array", items: { $ref: "#/components/schemas/Tree" } } });
  return JSON.stringify({
    openapi: "3.1.0",
    info: { title: "Examples", version: "1" },
    servers: [{ url: "https://examples.example" }],
    paths: {
      ...Object.fromEntries(operations),
      ...(side === "old"
        ? { "/gone": { get: only.gone } }
        : { "/come": { get: { operationId: "come", responses: done } } }),
      "/moved": { get: moved },
    },
    components: { schemas: { Shared, Tree } },
  });
}

async function judge(old: string, next: string): Promise<Verdict> {
  const model = (file: string, written: string) => readDocument({ file, text: written }).model();
  return await judgeTypes({ old: model("old.json", old), next: model("next.json", next) }, () => {});
}

describe("The judge of types", () => {
  let verdict: Verdict;
  beforeAll(async () => {
    verdict = await judge(documentOf("old"), documentOf("next"));
  });
  const about = (name: string): Reason[] =>
    verdict.reasons.filter(({ message }) => new RegExp(`\`${name}[\`.]`, "u").test(message));

  it.each(examples.filter(({ reason }) => reason !== undefined))(
    "says of $name: $reason.message",
    ({ name, reason }) => {
      expect(about(name)).toEqual([expect.objectContaining(reason)]);
    },
  );

  it.each(["onlyAPatternIsStricter", "prose", "recursive"])("says nothing of %s: its types are the same", (name) => {
    expect(about(name)).toEqual([]);
  });

  it("says once what several operations share", () => {
    expect(about("firstWithShared")).toEqual([
      expect.objectContaining({
        bump: "major",
        message: "`firstWithShared` no longer has `a.b` in its response 200 (and one more operation alike).",
      }),
    ]);
    expect(about("secondWithShared")).toEqual([]);
  });

  it("tells operations that are gone, new, and called otherwise", () => {
    expect(about("gone")).toEqual([expect.objectContaining({ bump: "major", rule: "operation-removed" })]);
    expect(about("come")).toEqual([expect.objectContaining({ bump: "minor", rule: "operation-added" })]);
    expect(about("oldName")).toEqual([
      expect.objectContaining({ bump: "major", message: "`oldName` is called `newName` now." }),
    ]);
  });

  it("gives the highest of its reasons, and none for the same document", async () => {
    expect(verdict.bump).toBe("major");
    expect(await judge(documentOf("old"), documentOf("old"))).toEqual({ judge: "types", bump: "none", reasons: [] });
  });

  it("is not taken in by `any`: a document whose types cannot be compiled is not judged", async () => {
    const broken = documentOf("old").replaceAll("#/components/schemas/Tree", "#/components/schemas/None");
    await expect(judge(documentOf("old"), broken)).rejects.toThrow("leads nowhere");
  });

  it("tells an operation that is called in another place, though its types are what they were", async () => {
    const document = { file: "a.json", text: documentOf("old") };
    const overlay = (group: unknown): { file: string; text: string } => {
      const actions = [{ target: "$.paths['/gone'].get", update: { "x-group": group } }];
      const info = { title: "Groups", version: "1" };
      return { file: "overlays/a.json", text: JSON.stringify({ overlay: "1.0.0", info, actions }) };
    };
    const models = [undefined, overlay("things"), overlay({ name: "things", method: "go" })].map((one) =>
      readDocument(document, one).model(),
    );
    const [none, things, shorter] = models;
    if (none === undefined || things === undefined || shorter === undefined) throw new Error("there are three");
    const moved = async (old: Model, next: Model): Promise<unknown> => {
      const { bump, reasons } = await judgeTypes({ old, next }, () => {});
      return [bump, reasons.filter(({ rule }) => rule === "operation-moved").map(({ message }) => message)];
    };
    expect(await moved(none, things)).toEqual(["major", ["`client.gone` is `client.things.gone` now."]]);
    expect(await moved(things, shorter)).toEqual(["major", ["`client.things.gone` is `client.things.go` now."]]);
    expect(await moved(shorter, shorter)).toEqual(["none", []]);
  });
});
