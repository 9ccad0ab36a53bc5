import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DocumentError, loadModel } from "@workshop/openapi";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { parse } from "yaml";
import { inputDisagreements, responseDisagreements } from "./agreement/disagreements.ts";
import { compile, generateClient } from "./agreement/generated-client.ts";
import { randomDocument } from "./agreement/random-document.ts";

/** In milliseconds: each compiles a client, and only what hangs may fail by the clock. */
vi.setConfig({ testTimeout: 300_000 });

const CASES = join(import.meta.dirname, "cases");
const folder = (): string => mkdtempSync(join(tmpdir(), "agreement-"));

describe("types and run time agree about random schemas", () => {
  // Another one each time; a failure names it.
  const seed = Number(process.env.AGREEMENT_SEED ?? Date.now() % 1_000_000);
  const [document = {}] = fc.sample(randomDocument(60), { numRuns: 1, seed });
  /** Fewer than this were not worth the name of a comparison. */
  const least = 200;

  test(`every value of a response that the run time accepts fits its type (AGREEMENT_SEED=${seed})`, async () => {
    const { disagreements, compared } = await responseDisagreements(folder(), document, { values: 60, seed });
    expect(disagreements).toEqual([]);
    expect(compared).toBeGreaterThan(least);
  });

  test(`every input that compiles is sent, or refused by a rule that types cannot say (AGREEMENT_SEED=${seed})`, async () => {
    const { disagreements, compared } = await inputDisagreements(folder(), document, { values: 60, seed });
    expect(disagreements).toEqual([]);
    expect(compared).toBeGreaterThan(least);
  });
});

/** Documents that are refused, and the place that the refusal names. */
const REFUSED: Readonly<Record<string, string>> = {
  "18-fragment-path.yaml": "/paths/~1jobs#start/post",
  "35-allof-itself.yaml": "/components/schemas/A",
  "full-external-ref2.yaml": "/paths/~1a",
};

const documents = readdirSync(CASES).filter((name) => !name.includes(".overlay."));

describe("types and run time agree about what people have met", () => {
  test.each(documents.filter((name) => REFUSED[name] === undefined))("%s", async (name) => {
    const document: object = parse(readFileSync(join(CASES, name), "utf8"));
    const effort = { values: 40, seed: 1 };
    expect((await responseDisagreements(folder(), document, effort)).disagreements).toEqual([]);
    expect((await inputDisagreements(folder(), document, effort)).disagreements).toEqual([]);
  });

  test.each(Object.entries(REFUSED))("%s is refused at its place", (name, pointer) => {
    const load = (): unknown => loadModel({ document: join(CASES, name) });
    expect(load).toThrow(DocumentError);
    expect(load).toThrow(`at ${pointer})`);
  });
});

/** What the types of a case have to be: each line compiles only if they are. */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  "02-binary-response.yaml": ["equal<client.GetPdfData, Blob>(true);"],
  "03-response-default.yaml": ["equal<client.GetSettingsData, { theme?: string }>(true);"],
  "04-free-form-response.yaml": ["equal<client.GetFreeData, Record<string, unknown>>(true);"],
  "05-discriminator-values.yaml": ['equal<client.GetCommentData["kind"], "text" | "quote">(true);'],
  "08-allof-required-only.yaml": [
    'equal<client.CreatePetData["name"], string>(true);',
    "fits<client.CreatePetInput, { body: {} }>(false);",
    'fits<client.CreatePetInput, { body: { name: "n" } }>(true);',
  ],
  "09-readonly-by-ref.yaml": [
    "equal<keyof client.CreateInput['body'], 'name'>(true);",
    'fits<client.CreateInput, { body: { name: "n" } }>(true);',
  ],
  "10-writeonly-response.yaml": ["equal<client.ReadData, { id: string }>(true);"],
  "26-only-default.yaml": [
    "equal<client.Get1Data, { id?: number }>(true);",
    'equal<client.Get1Result["status"], "default" | "undeclared">(true);',
    'equal<Extract<client.Get1Result, { error: undefined }>["data"], { id?: number }>(true);',
  ],
  "27-text-integer.yaml": ["equal<client.CountData, number>(true);"],
  "24-recursive-json.yaml": ['fits<client.SendInput, { body: ["a", { b: ["c"] }] }>(true);'],
  "25-ref-to-path-parameter.yaml": ["fits<client.MoreInput, { query: { limit: 1 } }>(true);"],
  "28-head-with-content.yaml": ["equal<client.ProbeData, undefined>(true);"],
  "29-binary-in-json.yaml": ['equal<client.SendInput["body"], { data?: string }>(true);'],
  "full-discriminator-loose-name.yaml": [
    'fits<client.SendAInput, { body: { kind: "c"; meow: true } }>(true);',
    'fits<client.SendAInput, { body: { kind: "Cat"; meow: true } }>(false);',
  ],
  "full-declared-302.yaml": ['equal<client.ReadHResult["status"], 302 | "undeclared">(true);'],
  "full-default-only.yaml": ["equal<client.SendHData, Record<string, unknown>>(true);"],
  "full-empty-body-response.yaml": ["equal<client.ReadHData, undefined>(true);"],
  "full-sse.yaml": [
    "equal<client.SendHData, Record<string, unknown> | ItemStream<{ delta?: string }>>(true);",
    "const stream = client.createSmallClient({}).sendH.stream();",
    "equal<typeof stream, Promise<ItemStream<{ delta?: string }>>>(true);",
    "async function follow() { for await (const { delta } of await stream) equal<typeof delta, string | undefined>(true); }",
    "async function narrow() { const data = await client.createSmallClient({}).sendH(); if (Symbol.asyncIterator in data) return data.cancel(); return data.other; }",
  ],
  "full-prose-schemas.yaml": ["equal<client.ReadAData, undefined>(true);"],
  "full-recursive-alias.yaml": ["fits<client.SendAInput, { body: [null, { a: [1] }] }>(true);"],
  "full-ref-into-optional-body.yaml": ["equal<client.ReadAData, string>(true);"],
  "unevaluated-properties.yaml": [
    'fits<client.SendAInput, { body: { id: "i"; n: "n"; more: 1 } }>(true);',
    'fits<client.SendBInput, { body: { n: "n"; more: 1 } }>(true);',
    "fits<client.SendBInput, { body: { more: true } }>(false);",
  ],
  "house-response-default-writeonly.yaml": [
    'equal<client.AData["count"], number | undefined>(true);',
    "equal<Extract<keyof client.AData, 'secret'>, never>(true);",
    'equal<client.AData["maybe"], string | undefined>(true);',
    'equal<client.AData["pair"], [string?, number?, ...unknown[]] | undefined>(true);',
  ],
};

describe("the types of what people have met say what comes", () => {
  const preamble = [
    'import * as client from "./generated/index.ts";',
    'import type { ItemStream } from "@org/client-core";',
    "type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;",
    "declare function equal<A, B>(is: Equal<A, B>): void;",
    "declare function fits<A, B>(is: B extends A ? true : false): void;",
  ];

  test.each(Object.entries(TYPES))("%s", async (name, lines) => {
    const client = await generateClient(folder(), parse(readFileSync(join(CASES, name), "utf8")));
    expect([...compile(client, [...preamble, ...lines]).values()]).toEqual([]);
  });
});
