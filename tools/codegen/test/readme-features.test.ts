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

const DOCUMENTS: Readonly<Record<string, readonly [heading: string | undefined, document: object]>> = {
  "nothing of these": [undefined, documentWith({ "/a": { get: operation("a") } })],
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
  async (_words, [heading, document]) => {
    const folder = mkdtempSync(join(tmpdir(), "readme-"));
    const client = await generateClient(folder, document);
    const text = writeReadme(MARKS, client.model, { packageName: "./generated/index.ts", name: "Small" });
    const headings = [...text.matchAll(/^## (Streams|Results in pages|Servers)$/gmu)].map(([, found]) => found);
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
