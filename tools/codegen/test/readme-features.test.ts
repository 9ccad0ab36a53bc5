import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { writeReadme } from "../src/readme/write-readme.ts";
import { compile, generateClient } from "./agreement/generated-client.ts";
import { documentWith, operation } from "./requests/client-of.ts";

/** In milliseconds: it compiles clients. */
vi.setConfig({ testTimeout: 120_000 });

const MARKS = "<!-- generated:guide -->\n<!-- /generated:guide -->\n";
const streamed = { 200: { description: "ok", content: { "text/event-stream": { schema: { type: "string" } } } } };
const listed = {
  200: { description: "ok", content: { "application/json": { schema: { type: "array", items: {} } } } },
};
const page = { name: "page", in: "query", schema: { type: "integer" } };

type Told = readonly [heading: string | undefined, document: object, actions?: readonly object[]];

const DOCUMENTS: Readonly<Record<string, Told>> = {
  "nothing of these": [undefined, documentWith({ "/a": { get: operation("a") } })],
  groups: [
    "Groups",
    documentWith({ "/a": { get: operation("getA"), put: operation("putA") } }),
    [{ target: "$.paths['/a'].put", update: { "x-group": { name: "things", method: "put" } } }],
  ],
  streams: [
    "Streams",
    documentWith({
      "/a/{id}": {
        get: operation("a", {
          parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
          responses: streamed,
        }),
      },
    }),
  ],
  pages: [
    "Results in pages",
    documentWith({
      "/a": {
        get: operation("a", {
          "x-pagination": { style: "page", parameter: "page" },
          parameters: [page],
          responses: listed,
        }),
      },
    }),
  ],
  "servers of operations": [
    "Servers",
    documentWith({
      "/a": { get: operation("a"), put: operation("b", { servers: [{ url: "https://files.example.com" }] }) },
    }),
  ],
  "server variables": [
    "Servers",
    documentWith(
      { "/a": { get: operation("a") } },
      {
        servers: [
          { url: "https://{region}.example.com", variables: { region: { default: "eu", enum: ["eu", "us"] } } },
        ],
      },
    ),
  ],
};

test.each(Object.entries(DOCUMENTS))(
  "a README tells %s where the document has it, by a program that compiles",
  async (_words, [heading, document, actions]) => {
    const folder = mkdtempSync(join(tmpdir(), "readme-"));
    const client = await generateClient(folder, document, actions);
    const text = writeReadme(MARKS, client.model, { packageName: "./generated/index.ts", name: "Small" });
    const headings = [...text.matchAll(/^## (Groups|Streams|Results in pages|Servers)$/gmu)].map(([, found]) => found);
    expect(headings).toEqual(heading === undefined ? [] : [heading]);
    expect(text).not.toMatch(/\{\{|\n\n\n/u);
    if (heading !== undefined) {
      const section = text.slice(text.indexOf(`## ${heading}`));
      const [, program = ""] = /```ts\n(.*?)```/su.exec(section) ?? [];
      expect(program).toMatch(/createSmallClient\(/u);
      expect([...compile(client, program.split("\n"))]).toEqual([]);
    }
    rmSync(folder, { recursive: true });
  },
);

test("a README names methods as they are called in their groups, and an operation's own name where that is another", async () => {
  const folder = mkdtempSync(join(tmpdir(), "readme-"));
  const things = { "/things": { get: operation("listThings", { tags: ["Things"] }) } };
  const thing = { "/thing": { delete: operation("deleteThing"), get: operation("health") } };
  const { model } = await generateClient(folder, documentWith({ ...things, ...thing }), [
    { target: "$", update: { "x-groups": "tags" } },
    { target: "$.paths['/thing'].delete", update: { "x-group": { name: "things", method: "delete" } } },
  ]);
  const marks = MARKS + MARKS.replaceAll("guide", "operations");
  const text = writeReadme(marks, model, { packageName: "./generated/index.ts", name: "Small" });
  expect(text).toContain("| `things.delete` (`deleteThing`) | `DELETE /thing` |");
  expect(text).toContain("| `things.listThings` | `GET /things` |");
  expect(text).toContain("| `health` | `GET /thing` |");
  expect([...text.matchAll(/^### (\S+)$/gmu)].map(([, name]) => name)).toEqual([
    "things.listThings",
    "things.delete",
    "health",
  ]);
  expect(text).toContain('fake.respond("listThings",');
  expect(text).toContain("what is tested calls tested.things.listThings(...) twice");
  rmSync(folder, { recursive: true });
});
