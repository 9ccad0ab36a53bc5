import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DocumentError, loadModel } from "@workshop/openapi";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { type Agreement, compareInputs, compareResponses, type Effort } from "./agreement/disagreements.ts";
import { compileTogether, generateClient, type Messages, type Program } from "./agreement/generated-client.ts";
import { randomDocument } from "./agreement/random-document.ts";

const CASES = join(import.meta.dirname, "cases");
const folder = (): string => mkdtempSync(join(tmpdir(), "agreement-"));
const read = (name: string): object => parse(readFileSync(join(CASES, name), "utf8"));

/** Documents that are refused, and the place that the refusal names. */
const REFUSED: Readonly<Record<string, string>> = {
  "18-fragment-path.yaml": "/paths/~1jobs#start/post",
  "35-allof-itself.yaml": "/components/schemas/A",
  "full-external-ref2.yaml": "/paths/~1a",
};

const documents = readdirSync(CASES).filter((name) => !name.includes(".overlay.") && REFUSED[name] === undefined);

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
  "unused-security-schemes.yaml": ["fits<client.SmallAuth, { key: string }>(true);"],
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

const PREAMBLE = [
  'import * as client from "./generated/index.ts";',
  'import type { ItemStream } from "@org/client-core";',
  "type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;",
  "declare function equal<A, B>(is: Equal<A, B>): void;",
  "declare function fits<A, B>(is: B extends A ? true : false): void;",
];

const RANDOM = "random schemas";
// Others each time; a failure names them.
const seed = Number(process.env.AGREEMENT_SEED ?? Date.now() % 1_000_000);

const ofResponses = new Map<string, Agreement>();
const ofInputs = new Map<string, Agreement>();
const ofTypes = new Map<string, Messages>();

// In one run of the compiler.
beforeAll(async () => {
  const programs: Program[] = [];
  const conclusions: ((messages: Messages) => void)[] = [];
  const add = (program: Program, conclude: (messages: Messages) => void): void => {
    programs.push(program);
    conclusions.push(conclude);
  };
  const compare = async (name: string, document: object, effort: Effort): Promise<void> => {
    const responses = await compareResponses(folder(), document, effort);
    add(responses, (messages) => ofResponses.set(name, responses.judge(messages)));
    const inputs = await compareInputs(folder(), document, effort);
    add(inputs, (messages) => ofInputs.set(name, inputs.judge(messages)));
  };
  const [random = {}] = fc.sample(randomDocument(60), { numRuns: 1, seed });
  await compare(RANDOM, random, { values: 60, seed });
  for (const name of documents) await compare(name, read(name), { values: 40, seed: 1 });
  for (const [name, lines] of Object.entries(TYPES)) {
    const client = await generateClient(folder(), read(name));
    add({ client, lines: [...PREAMBLE, ...lines] }, (messages) => ofTypes.set(name, messages));
  }
  for (const [index, messages] of compileTogether(programs).entries()) conclusions[index]?.(messages);
});

describe("every value of a response that the run time accepts fits its type", () => {
  test.each(documents)("%s", (name) => expect(ofResponses.get(name)?.disagreements).toEqual([]));

  test(`${RANDOM} (AGREEMENT_SEED=${seed})`, () => {
    expect(ofResponses.get(RANDOM)?.disagreements).toEqual([]);
    // Fewer were not worth the name of a comparison.
    expect(ofResponses.get(RANDOM)?.compared).toBeGreaterThan(200);
  });
});

describe("every input that compiles is sent, or refused by a rule that types cannot say", () => {
  test.each(documents)("%s", (name) => expect(ofInputs.get(name)?.disagreements).toEqual([]));

  test(`${RANDOM} (AGREEMENT_SEED=${seed})`, () => {
    expect(ofInputs.get(RANDOM)?.disagreements).toEqual([]);
    expect(ofInputs.get(RANDOM)?.compared).toBeGreaterThan(200);
  });
});

describe("the types of what people have met say what comes", () => {
  test.each(Object.keys(TYPES))("%s", (name) =>
    expect([...(ofTypes.get(name)?.values() ?? ["no verdict"])]).toEqual([]),
  );
});

test.each(Object.entries(REFUSED))("%s is refused at its place", (name, pointer) => {
  const load = (): unknown => loadModel({ document: join(CASES, name) });
  expect(load).toThrow(DocumentError);
  expect(load).toThrow(`at ${pointer})`);
});
