import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateClient } from "@workshop/codegen/generated-client";
import { type JsonObject, loadPlatform } from "@workshop/openapi";
import { importDocument } from "@workshop/openapi/import";
import { SchemaChecker } from "@workshop/samples";
import { type SuiteOptions, type SuiteResult, startSuiteServer } from "../suite.ts";
import type { Subject } from "./call.ts";
import { callAll, ScenarioBook } from "./call-all.ts";
import { convertDocuments } from "./documents.ts";
import { installAutorest, suiteIn } from "./install.ts";
import { REPORTS, Reports } from "./reports.ts";

/** Generates a client of each of the suite's documents, and looks which scenarios the suite's server counts when it is called. */
export async function runAutorest({ only, progress }: SuiteOptions): Promise<SuiteResult> {
  progress("installing the suite ...");
  const installed = await installAutorest();
  const all = await convertDocuments(installed);
  const documents = all.filter(({ name }) => name.toLowerCase().includes(only?.toLowerCase() ?? ""));
  const temporary = mkdtempSync(join(tmpdir(), "conformance-"));
  const server = await startSuiteServer(installed, (port) => [
    join(suiteIn(installed), "dist/cli/cli.js"),
    ...["run", "--port", port, "--coverageDirectory", join(temporary, "coverage")],
  ]);
  const notes: string[] = [];
  const book = new ScenarioBook();
  let generated = 0;
  try {
    const reports = new Reports(server.url);
    await reports.news();
    for (const { name, document, problem } of documents) {
      if (document === undefined) {
        notes.push(`${name} does not convert: ${problem}`);
        continue;
      }
      progress(`${name} ...`);
      const made = await subjectOf(name, document, temporary);
      if (typeof made === "string") {
        notes.push(`${name} gives no client: ${made}`);
        continue;
      }
      generated++;
      if (made.leftOut.length > 0) notes.push(`${name}: the import leaves out ${made.leftOut.join(", ")}`);
      await callAll(made.subject, reports, server.url, book);
    }
    const converted = documents.filter(({ document }) => document !== undefined).length;
    notes.push(`autorest: of ${documents.length} documents ${converted} convert, and ${generated} give a client`);
    for (const report of REPORTS)
      notes.push(`autorest ${report}: the server has counted ${book.counted(report)} scenarios`);
    return { scenarios: book.results(await reports.scenarios(), only !== undefined), notes };
  } finally {
    server.stop();
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** The client of a document that is imported as a vendor's is, without what cannot be used; or why there is none. */
async function subjectOf(name: string, document: JsonObject, root: string): Promise<Made | string> {
  const platform = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
  const source = join(root, `${platform}.json`);
  writeFileSync(source, JSON.stringify(document, undefined, 2));
  try {
    const { leftOut } = await importDocument({ source, platform, root, skipBroken: true });
    const usable = loadPlatform(root, platform).document;
    const client = await generateClient(mkdtempSync(join(root, "client-")), usable);
    await client.load();
    return { subject: { name, client, checker: new SchemaChecker(client.model) }, leftOut };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return message.replaceAll(`${root}/`, "").replaceAll(/\s+/g, " ");
  }
}

interface Made {
  readonly subject: Subject;
  /** The operations that the import has left out. */
  readonly leftOut: readonly string[];
}
