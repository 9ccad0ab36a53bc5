import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { DocumentationSite } from "@workshop/openapi/documentation-site";
import { expect, onTestFinished, test } from "vitest";

const SPEC = resolve(import.meta.dirname, "../src/cli.ts");
const PAGE = `openapi: 3.1.0
info: { title: Small, version: "1" }
servers: [{ url: https://small.example }]
paths:
  /things:
    delete:
      operationId: deleteThings
      parameters:
        - name: state
          in: query
          schema: { type: string, enum: [old, new] }
      responses:
        "204": { description: gone }
`;

/** A folder with a document that was taken from a page, and the address of the full document that the page names. */
async function small(full: string): Promise<{ root: string; spec: (...words: string[]) => Promise<Said> }> {
  const root = mkdtempSync(join(tmpdir(), "compare it "));
  const site = await DocumentationSite.start();
  onTestFinished(async () => {
    rmSync(root, { recursive: true });
    await site.stop();
  });
  site.served.set("/openapi.yaml", full);
  mkdirSync(join(root, "specs"));
  const page = { title: "Delete things", operation: "DELETE /things", document: "/openapi.yaml", text: PAGE };
  site.publish(page);
  writeFileSync(join(root, "page.md"), site.markdown(page));
  const spec = async (...words: string[]): Promise<Said> => {
    const child = spawn(process.execPath, [SPEC, ...words, "--root", root], { stdio: ["ignore", "pipe", "pipe"] });
    let [out, err] = ["", ""];
    child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
    return await new Promise((done) => child.on("close", (code) => done({ code, out, err })));
  };
  expect((await spec("import", join(root, "page.md"), "--platform", "small")).code).toBe(0);
  return { root, spec };
}

interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The page's document, with another operation, of which the page does not speak. */
const FULL = `${PAGE}  /others:\n    get: { responses: { "204": { description: none } } }\n`;

test("a page and a full document that say the same agree, whatever else the document holds", async () => {
  const { spec } = await small(FULL);
  const { code, out } = await spec("compare", "small", "--check");
  expect(out).toMatch(/^small: they agree\n {2}page {7}specs\/small\.yaml\n {2}document {3}http:\/\/127/);
  expect(code).toBe(0);
});

test("where they do not, it is said in the words of the rating, with the place in both", async () => {
  const { spec } = await small(`# one line more\n${FULL.replace("[old, new]", "[old]")}`);
  const { code, out } = await spec("compare", "small");
  expect(code).toBe(0);
  expect(out).toContain("small: they disagree in 1 place (major)");
  expect(out).toMatch(
    /major {2}[a-z-]+ {2}page:11 {2}document:12 {2}#\/paths\/~1things\/delete\/parameters\/0\/schema/,
  );
  expect(out).toContain("new");
  expect(out).toContain("#/paths/~1things/delete/parameters/0/schema/enum/1");
  expect((await spec("compare", "small", "--check")).code).toBe(1);
});

test("the document can be given, and the result be read by a machine", async () => {
  const { root, spec } = await small("no document");
  const { code, out } = await spec("compare", "small", "--document", join(root, "specs/small.yaml"), "--json");
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ platform: "small", operations: ["DELETE /things"], disagreements: [] });
});

test("after `update --from-document` the page is looked up, so that the two are still compared", async () => {
  const { root, spec } = await small(FULL.replace("[old, new]", "[old]"));
  expect((await spec("update", "small", "--from-document")).out).toContain("specs/small.yaml  updated");
  expect(readFileSync(join(root, "specs/small.yaml"), "utf8")).not.toContain("new");
  const { out } = await spec("compare", "small");
  expect(out).toContain("small: they disagree in 1 place (major)");
  expect(out).toMatch(/page {7}http:\/\/127.*delete-things\.md\n/);
});

test("what cannot be compared is an error with a remedy", async () => {
  const { spec } = await small(FULL.replace("/things:", "/moved:"));
  const { code, err } = await spec("compare", "small");
  expect(code).toBe(1);
  expect(err).toContain("the full document has no DELETE /things: it has no such path");
  expect(err).toContain("remedy:");
});
