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
type Sent = readonly [url: string, init: RequestInit];
type Change = (url: string, init: RequestInit) => Promise<Sent> | Sent;

const inUrl =
  (from: RegExp | string, to: string): Change =>
  (url, init) => [url.replace(from, to), init];

const inBody =
  (from: RegExp | string, to: string): Change =>
  async (url, init) => {
    if (init.body === null || init.body === undefined) return [url, init];
    return [url, { ...init, body: (await new Response(init.body).text()).replace(from, to) }];
  };

const inType =
  (to: string): Change =>
  (url, init) => [url, { ...init, headers: { ...(init.headers as object), "content-type": to } }];

/** For each document, ways in which the requests of its client are wrong. */
const WRONG: Readonly<Record<string, readonly (readonly [words: string, change: Change])[]>> = {
  "16-operation-server": [["go to the document's server", inUrl("/server-of-its-own-1", "")]],
  "full-operation-servers": [["go to the document's server", inUrl("/server-of-its-own-1", "")]],
  "01-get-with-body": [["have another method", (url, init) => [url, { ...init, method: "POST" }]]],
  "11-multipart31-empty-schema": [["say another name of a part", inBody(/name="file"/, 'name="files"')]],
  "12-multipart-json-part": [
    ["do not say that a part is JSON", inBody(/\r\ncontent-type: application\/json/gi, "")],
    ["say another type of a part", inBody(/application\/json/g, "text/plain")],
    ["do not end a form", inBody(/--\r\n$/, "\r\n")],
  ],
  "13-urlencoded-deepobject": [
    ["write an object as JSON", inBody(/metadata%5B(.*?)%5D=(.*?)(&|$)/, "metadata=%7B%22$1%22%3A%22$2%22%7D$3")],
    ["leave the brackets out", inBody(/%5B(.*?)%5D/g, ".$1")],
  ],
  "14-text-json-body": [["say another media type", inType("text/plain")]],
  "15-wildcard-body": [["say the range", inType("image/*")]],
  "38-wildcard-object": [["write another value", inBody(/"id":\d+/, '"id":"1"')]],
  "full-binary31": [["send no bytes", inBody(/(name="b"[\s\S]*?\r\n\r\n)[\s\S]*?\r\n--/, "$1\r\n--")]],
  "full-form-encoding": [
    ["repeat the name of a list", inBody(/csv=([^,&]*),/g, "csv=$1&csv=")],
    ["encode what stands between items", inBody(/,/g, "%2C")],
  ],
  "full-multipart-part-type": [["do not say the type of a part", inBody(/\r\ncontent-type: application\/json/gi, "")]],
  "19-content-text-parameter": [["write a text as JSON", inUrl(/scope=([^&]*)/, "scope=%22$1%22")]],
  "30-allow-reserved": [["let a value end too early", inUrl(/%26/g, "&")]],
  "32-header-case": [["leave the header out", (url, init) => [url, { ...init, headers: {} }]]],
  "36-authorization-parameter": [["have another path", inUrl("/a", "/b")]],
  requests: [
    ["go to the server of another operation", inUrl("/server-of-its-own-1", "/server-of-its-own-2")],
    ["say a type that the encoding of a part does not allow", inBody(/image\/png/g, "image/gif")],
    ["write a list of a form as fields", inBody(/csv=(\d+),/g, "csv=$1&csv=")],
    ["leave out what lies deeper", inBody(/filter%5Brange%5D%5Bfrom%5D=[^&]*/, "")],
    ["leave an empty value out", inUrl(/flag=(&|$)/, "")],
    ["drop null from a patch", inBody(/,"name":null/, "")],
  ],
  requests30: [
    ["say another value", inBody(/"name":"/g, '"name":"no ')],
    ["say something in place of null", inBody(/^null$/, "{}")],
  ],
  "requests-unusual": [
    ["say another of several parameters in a segment", inUrl(/-2-/, "-3-")],
    ["leave the quotes of a JSON document out", inUrl(/%22/g, "")],
    ["say other alternatives of a list", inBody(/%22file%22/g, "%22link%22")],
    ["change the text of a form", inBody(/^a=1&b=2$/, "a=1")],
    ["send other bytes", inBody(/^body-/, "other-")],
  ],
  "17-relative-server": [["leave the path of the server out", inUrl("/api/v1", "")]],
};

describe.each(Object.keys(WRONG))("a generated client of %s", (name) => {
  const folder = mkdtempSync(join(tmpdir(), "contract-"));
  let client: GeneratedClient;
  let cases: readonly Case[];
  let stage: Stage;
  let change: Change = (url, init) => [url, init];

  beforeAll(async () => {
    const folderOf = name.startsWith("requests") ? "documents" : "../../codegen/test/cases";
    const file = join(import.meta.dirname, folderOf, `${name}.yaml`);
    client = await generateClient(folder, parse(readFileSync(file, "utf8")));
    const { model } = client;
    cases = deriveCases(model, model);
    const create = (await client.load()) as unknown as CreateClient; // whatever a case gives it
    const send = async (url: string, init: RequestInit): Promise<Response> => fetch(...(await change(url, init)));
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
