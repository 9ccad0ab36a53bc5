import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type GeneratedClient, generateClient } from "@workshop/codegen/generated-client";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { parse } from "yaml";
import { type Case, deriveCases } from "../src/index.ts";
import { runCase } from "../src/runner/run-case.ts";
import { type CreateClient, type Stage, setStage } from "../src/runner/stage.ts";

/** Each starts a Prism; only what hangs may fail by the clock. */
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** What a client is to send in place of what it sends. */
type Change = (url: string, init: RequestInit) => readonly [url: string, init: RequestInit];

const inUrl =
  (from: RegExp | string, to: string): Change =>
  (url, init) => [url.replace(from, to), init];

/** For each document, ways in which the requests of its client are wrong. */
const WRONG: Readonly<Record<string, readonly (readonly [words: string, change: Change])[]>> = {
  "16-operation-server": [["go to the document's server", inUrl("/server-of-its-own-1", "")]],
  "full-operation-servers": [["go to the document's server", inUrl("/server-of-its-own-1", "")]],
  "17-relative-server": [["leave the path of the server out", inUrl("/api/v1", "")]],
};

describe.each(Object.keys(WRONG))("a generated client of %s", (name) => {
  const folder = mkdtempSync(join(tmpdir(), "contract-"));
  let client: GeneratedClient;
  let cases: readonly Case[];
  let stage: Stage;
  let change: Change = (url, init) => [url, init];

  beforeAll(async () => {
    const file = join(import.meta.dirname, "../../codegen/test/cases", `${name}.yaml`);
    client = await generateClient(folder, parse(readFileSync(file, "utf8")));
    const { model } = client;
    cases = deriveCases(model, model);
    const create = (await client.load()) as unknown as CreateClient; // whatever a case gives it
    const send = (url: string, init: RequestInit): Promise<Response> => fetch(...change(url, init));
    const createClient: CreateClient = (options) => create({ ...options, fetch: send } as typeof options); // an option, too
    stage = await setStage({ model, bareModel: model, document: join(folder, "document.yaml"), createClient });
  });
  afterAll(async () => {
    await stage.stop();
    rmSync(folder, { recursive: true });
  });

  async function failures(): Promise<string[]> {
    const failed: string[] = [];
    for (const one of cases) {
      await runCase(stage, one).catch((error: Error) => failed.push(`${one.operation} ${one.name}\n${error.message}`));
    }
    return failed;
  }

  test("passes every case", async () => {
    expect(await failures()).toEqual([]);
    expect(cases.length).toBeGreaterThan(0);
  });

  test.each(WRONG[name] ?? [])("fails if its requests %s", async (_words, wrong) => {
    change = wrong;
    expect(await failures()).not.toEqual([]);
  });
});
