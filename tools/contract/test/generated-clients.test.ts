import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type GeneratedClient, generateClient } from "@workshop/codegen/generated-client";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { parse } from "yaml";
import { type Case, deriveCases } from "../src/index.ts";
import { runCase } from "../src/runner/run-case.ts";
import { type CreateClient, type Stage, setStage } from "../src/runner/stage.ts";

/** Each starts a Prism, and some compile; only what hangs may fail by the clock. */
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

type Breach = readonly [words: string, from: RegExp, to: string, file?: string];

/** For each document, ways in which a client of it is broken: what is replaced in its operations or another file, and by what. */
const BROKEN: Readonly<Record<string, readonly Breach[]>> = {
  "responses.yaml": [
    ["knows nothing of defaults", /default: \{/g, '"418": {'],
    ["takes every default for a failure", /default: \{/g, '"4XX": {'],
    ["knows no declared redirect", /"30[23]": \{/g, '"418": {'],
    ["knows no ranges", /"2XX": \{/g, '"299": {'],
    ["asks for a body where none is declared", /"200": \{\s*\}/g, '"200": { "application/pdf": {} }'],
    ["reads numbers as texts", /read: textAsJson/g, "read: undefined"],
    ["looks at no schema", /check: schemas\.\w+/g, "check: undefined"],
    ["loses declared headers", /withHeaders\(/g, "((operation) => operation)("],
    ["takes every header for a text", /headerValues?\([^()]*\)/g, "headerAsText"],
    ["takes a list for a single value", /headerValues\(/g, "headerValue("],
    ["looks at no schema of a header", /headerValue\((integer|boolean)\)/g, "headerValue(() => {})"],
    ["takes a file for what the server says that it is", /read: wholeBytes/g, "read: textAsJson"],
  ],
  "discriminators.yaml": [
    ["asks for no property that tells alternatives apart", /required\("(?:kind|petType|form)"\), /g, "", "schemas.ts"],
    ["asks for no value of that property", /constant\("\w+"\)/g, "string", "schemas.ts"],
    ["takes the name of a schema where a mapping gives another", /constant\("dog"\)/g, 'constant("Dog")', "schemas.ts"],
    ["takes one alternative for the other", /constant\("Square"\)/g, 'constant("Circle")', "schemas.ts"],
    ["knows no children of a parent", /anyOf\(all\(Dog.*?all\(PetBase/g, "anyOf(all(PetBase", "schemas.ts"],
  ],
  "groups.yaml": [
    [
      "calls the operation of another group",
      /delete: operations\.deleteSpan/g,
      "delete: operations.deleteTrace",
      "client.ts",
    ],
    ["has a method elsewhere", /delete: operations\.deleteSpan/g, "remove: operations.deleteSpan", "client.ts"],
  ],
  "streams.yaml": [
    ["reads every stream to its end", /open: openItems/g, "open: undefined"],
    ["looks at no item", /(eventData|jsonLines|jsonSequence)\(schemas\.\w+\)/g, "$1()"],
    ["takes data for texts", /items: eventData/g, "items: wholeEvents"],
    ["takes texts for JSON", /items: eventTexts/g, "items: eventData"],
    ["takes records for lines", /items: jsonSequence/g, "items: jsonLines"],
    ["takes whole events for their data", /items: wholeEvents\b/g, "items: eventData"],
  ],
};

/** What the overlay of a document says. */
const OVERLAYS: Readonly<Record<string, readonly object[]>> = {
  "groups.yaml": [
    { target: "$", update: { "x-groups": "tags" } },
    { target: "$.paths[*].delete", update: { "x-group": { method: "delete" } } },
  ],
};

describe.each(Object.keys(BROKEN))("a generated client of %s", (name) => {
  const document = join(import.meta.dirname, "documents", name);
  const folder = mkdtempSync(join(tmpdir(), "contract-"));
  let client: GeneratedClient;
  let cases: readonly Case[];
  let stage: Stage;

  beforeAll(async () => {
    client = await generateClient(folder, parse(readFileSync(document, "utf8")), OVERLAYS[name]);
    const { model } = client;
    cases = deriveCases(model, model);
    const createClient = (await client.load()) as unknown as CreateClient; // whatever a case gives it
    stage = await setStage({ model, bareModel: model, document, createClient });
  });
  afterAll(async () => {
    await stage.stop();
    rmSync(folder, { recursive: true });
  });

  async function failures(chosen: Stage): Promise<string[]> {
    const failed: string[] = [];
    for (const one of cases) {
      await runCase(chosen, one).catch((error: Error) => failed.push(`${one.operation} ${one.name}\n${error.message}`));
    }
    return failed;
  }

  test("passes every case, and every operation has some", async () => {
    expect(await failures(stage)).toEqual([]);
    const operations = new Set(cases.map(({ operation }) => operation));
    expect([...operations]).toEqual(client.model.operations.map((operation) => operation.name));
  });

  const broken = (BROKEN[name] ?? []).map(([words, from, to, file]) => ({ words, from, to, file }));
  test.each(broken)("fails if it $words", async ({ from, to, file }) => {
    const loaded = await client.load((text) => {
      const changed = text.replace(from, to);
      expect(changed === text).toBe(false);
      return changed;
    }, file);
    const createClient = loaded as unknown as CreateClient; // as above
    expect(await failures({ ...stage, createClient })).not.toEqual([]);
  });
});
