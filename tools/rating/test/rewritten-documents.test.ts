import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { DocumentError, listPlatforms, type Model, readDocument } from "@workshop/openapi";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { judgeDocuments } from "../src/document/judge-documents.ts";
import type { Verdict } from "../src/rating.ts";

type Json = Record<string, unknown>;

const root = resolve(import.meta.dirname, "../../..");
const documents = listPlatforms(root).map((platform) => {
  const text = readFileSync(join(root, "specs", `${platform}.yaml`), "utf8");
  return [platform, parse(text) as Json] as const;
});

function rate(old: unknown, next: unknown): Verdict {
  const read = (file: string, data: unknown): Model => readDocument({ file, text: JSON.stringify(data) }).model();
  return judgeDocuments({ old: read("old.json", old), next: read("new.json", next) });
}

/** Takes a decision at each place, from a list that fast-check has made. */
type Choose = (options: number) => number;

function chooser(decisions: readonly number[]): Choose {
  let index = 0;
  return (options) => (decisions[index++ % decisions.length] ?? 0) % options;
}

/** Writes every schema in one of several ways that mean the same. */
function rewrite(node: unknown, choose: Choose, document: Json, isSchema = false): unknown {
  if (Array.isArray(node)) return node.map((item) => rewrite(item, choose, document, isSchema));
  if (!isMapping(node)) return node;
  if (isSchema) return rewriteSchema(node, choose, document);
  const entries = Object.entries(node).map(([key, value]): [string, unknown] => {
    // The model takes a null out of a parameter where its schema says it outright.
    if (key === "schema" && typeof node.in === "string" && JSON.stringify(value).includes('"null"'))
      return [key, value];
    if (key === "schema") return [key, rewriteSchema(value, choose, document)];
    if (key === "schemas" && isMapping(value)) {
      const named = Object.entries(value).map(([name, inner]) => [name, rewriteSchema(inner, choose, document)]);
      return [key, Object.fromEntries(named)];
    }
    return [key, rewrite(value, choose, document)];
  });
  return Object.fromEntries(choose(2) === 0 ? entries : entries.reverse());
}

function rewriteSchema(schema: unknown, choose: Choose, document: Json): unknown {
  if (!isMapping(schema)) return schema;
  const inner = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => {
      if (["allOf", "anyOf", "oneOf"].includes(key)) {
        const branches = (value as unknown[]).map((branch) => rewriteSchema(branch, choose, document));
        return [key, choose(2) === 0 ? branches : branches.reverse()];
      }
      if (key === "items" || key === "additionalProperties") return [key, rewriteSchema(value, choose, document)];
      if (key !== "properties") return [key, value];
      const members = Object.entries(value as Json).map(([name, member]) => [
        name,
        rewriteSchema(member, choose, document),
      ]);
      return [key, Object.fromEntries(choose(2) === 0 ? members : members.reverse())];
    }),
  );
  if (typeof inner.$ref === "string") return choose(2) === 0 ? inner : { allOf: [inner] };
  switch (choose(6)) {
    case 1:
      return { allOf: [inner] };
    case 2:
      return { anyOf: [inner] };
    case 3: {
      const { type, ...rest } = inner;
      return type === undefined || inner.readOnly === true || inner.writeOnly === true
        ? inner
        : { allOf: [{ type }, rest] };
    }
    case 4:
      return Array.isArray(inner.required) ? { ...inner, required: [...inner.required].reverse() } : inner;
    case 5:
      return Array.isArray(inner.enum) ? { ...inner, enum: [...inner.enum].reverse() } : inner;
    default:
      return inner;
  }
}

/** Every mapping and list of a document. */
function nodesIn(node: unknown): object[] {
  if (typeof node !== "object" || node === null) return [];
  return [node, ...Object.values(node).flatMap(nodesIn)];
}

function isMapping(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The same document with every schema under another name. */
function renamed(document: Json): unknown {
  const prefix = "#/components/schemas/";
  const text = JSON.stringify(document).replaceAll(prefix, `${prefix}Other`);
  const copy = JSON.parse(text) as { components?: { schemas?: Json } };
  const { schemas } = copy.components ?? {};
  if (copy.components === undefined || schemas === undefined) return copy;
  copy.components.schemas = Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [`Other${name}`, schema]),
  );
  return copy;
}

describe.each(documents)("The document of %s", (_platform, document) => {
  it("is rated none against itself", () => {
    expect(rate(document, structuredClone(document))).toEqual({ judge: "document", bump: "none", reasons: [] });
  });

  it("is not rated major for other names of its schemas", () => {
    expect(rate(document, renamed(document)).reasons.filter(({ bump }) => bump === "major")).toEqual([]);
  });

  it("is not rated major when it says the same in other words", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(11), { minLength: 50, maxLength: 200 }), (decisions) => {
        const next = rewrite(document, chooser(decisions), document);
        expect(rate(document, next).reasons.filter(({ bump }) => bump === "major")).toEqual([]);
        expect(rate(next, document).reasons.filter(({ bump }) => bump === "major")).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });

  it("is refused with a place and a remedy, or rated, whatever stands in it, and none against itself even then", () => {
    const broken = fc.constantFrom<unknown>(null, 5, "x", true, [], {}, [null], { $ref: 5 }, { $ref: "#/nowhere" });
    fc.assert(
      fc.property(fc.nat(), broken, (place, by) => {
        const next = structuredClone(document);
        const holders = nodesIn(next);
        const holder = holders[place % holders.length] ?? next;
        const keys = Object.keys(holder);
        Reflect.set(holder, keys[place % Math.max(1, keys.length)] ?? "x", by);
        try {
          expect(rate(next, next).bump).toBe("none");
        } catch (error) {
          if (!(error instanceof DocumentError)) throw error;
          expect(error).toMatchObject({ file: "old.json", rule: expect.any(String), remedy: expect.any(String) });
          return;
        }
        expect(rate(document, next).judge).toBe("document");
        expect(rate(next, document).judge).toBe("document");
      }),
      { numRuns: 40 },
    );
  });

  it("loses what it gained, when it is read the other way round", () => {
    const larger = structuredClone(document);
    (larger.paths as Json)["/added"] = {
      get: { operationId: "readAdded", responses: { "200": { description: "ok" } } },
    };
    const rules = (verdict: Verdict): string[] => verdict.reasons.map(({ rule, bump }) => `${bump} ${rule}`);
    expect(rules(rate(document, larger))).toEqual(["minor operation-added"]);
    expect(rules(rate(larger, document))).toEqual(["major operation-removed"]);
  });
});
