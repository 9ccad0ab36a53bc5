import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateClient } from "@workshop/codegen/generated-client";
import { SchemaChecker } from "@workshop/samples";
import { type ScenarioResult, type SuiteOptions, type SuiteResult, startSuiteServer } from "../suite.ts";
import { installScenarios } from "./install.ts";
import { whyFailing } from "./known.ts";
import { runApi, type Subject } from "./run-scenario.ts";
import {
  compileDocuments,
  type Dialect,
  documentsOf,
  loadScenarios,
  readDocument,
  wireRequestOf,
} from "./scenarios.ts";

/** Generates a client of each document of the scenarios, and makes its calls against the suite's server. */
export async function runTypeSpec(
  dialects: readonly Dialect[],
  { only, progress }: SuiteOptions,
): Promise<SuiteResult> {
  progress("installing the scenarios ...");
  const installed = await installScenarios();
  const documents = await compileDocuments(installed, (folder) => progress(`compiling ${folder} ...`));
  const all = await loadScenarios(installed);
  const scenarios = all.filter(
    ({ name, folder }) => only === undefined || `${folder} ${name}`.toLowerCase().includes(only.toLowerCase()),
  );
  const temporary = mkdtempSync(join(tmpdir(), "conformance-"));
  const modules = join(installed, "node_modules/@typespec");
  const serve = [join(modules, "spector/cmd/cli.mjs"), "serve", join(modules, "http-specs/specs")];
  const server = await startSuiteServer(installed, (port) => [
    ...serve,
    ...["--port", port, "--coverageFile", "/dev/null"],
  ]);
  const results: ScenarioResult[] = [];
  try {
    for (const dialect of dialects) {
      const subjects = new Map<string, readonly Subject[] | string>();
      for (const { name, folder, apis } of scenarios) {
        if (!subjects.has(folder)) {
          progress(`${dialect} ${folder} ...`);
          subjects.set(folder, await subjectsOf(documentsOf(documents, folder, dialect), temporary));
        }
        const made = subjects.get(folder) ?? [];
        let problem = typeof made === "string" ? made : undefined;
        for (const api of typeof made === "string" ? [] : apis) {
          problem ??= await runApi(
            made as readonly Subject[],
            api,
            await wireRequestOf(installed, api),
            server.url,
          ).catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
        }
        const known = whyFailing(name, dialect);
        const group = `OpenAPI ${dialect}`;
        results.push({ name, group, ...(problem !== undefined && { problem }), ...(known !== undefined && { known }) });
      }
    }
  } finally {
    server.stop();
    rmSync(temporary, { recursive: true, force: true });
  }
  return { scenarios: results, notes: [] };
}

/** The clients of a scenario's documents, or why there is none. */
async function subjectsOf(documents: readonly string[], temporary: string): Promise<readonly Subject[] | string> {
  if (documents.length === 0) return "TypeSpec emits no document for it";
  const subjects: Subject[] = [];
  for (const path of documents) {
    const folder = mkdtempSync(join(temporary, "client-"));
    try {
      const client = await generateClient(folder, readDocument(path));
      subjects.push({
        client,
        checker: new SchemaChecker(client.model),
        version: /openapi\.(.+)\.json$/.exec(path)?.[1] ?? "",
      });
    } catch (error) {
      return `not generated: ${error instanceof Error ? error.message : String(error)}`;
    }
  }
  return subjects;
}
