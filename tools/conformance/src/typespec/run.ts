import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { generateClient } from "@workshop/codegen/generated-client";
import { freePort } from "@workshop/config/loopback-ports";
import { SchemaChecker } from "@workshop/samples";
import { installScenarios } from "./install.ts";
import { runApi, type Subject } from "./run-scenario.ts";
import {
  compileDocuments,
  type Dialect,
  documentsOf,
  loadScenarios,
  readDocument,
  wireRequestOf,
} from "./scenarios.ts";

/** How one scenario ended, in one dialect. */
export interface ScenarioResult {
  readonly name: string;
  readonly folder: string;
  readonly dialect: Dialect;
  /** Why it has not passed. */
  readonly problem?: string;
}

const START_MS = 60_000;

/**
 * Generates a client of each document of the scenarios, and makes its calls against the suite's server.
 *
 * @param only runs the scenarios with this in their folder or name
 */
export async function runConformance(
  dialects: readonly Dialect[],
  only: string | undefined,
  progress: (text: string) => void,
): Promise<readonly ScenarioResult[]> {
  progress("installing the scenarios ...");
  const installed = await installScenarios();
  const documents = await compileDocuments(installed, (folder) => progress(`compiling ${folder} ...`));
  const all = await loadScenarios(installed);
  const scenarios = all.filter(
    ({ name, folder }) => only === undefined || `${folder} ${name}`.toLowerCase().includes(only.toLowerCase()),
  );
  const temporary = mkdtempSync(join(tmpdir(), "conformance-"));
  const server = await startServer(installed);
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
        results.push({ name, folder, dialect, ...(problem !== undefined && { problem }) });
      }
    }
  } finally {
    server.stop();
    rmSync(temporary, { recursive: true, force: true });
  }
  return results;
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

async function startServer(installed: string): Promise<{ readonly url: string; stop(): void }> {
  const modules = join(installed, "node_modules/@typespec");
  const port = await freePort();
  const args = [join(modules, "spector/cmd/cli.mjs"), "serve", join(modules, "http-specs/specs")];
  const child = spawn(process.execPath, [...args, "--port", String(port), "--coverageFile", "/dev/null"], {
    cwd: installed,
    stdio: "ignore",
  });
  const url = `http://localhost:${port}`;
  const deadline = performance.now() + START_MS;
  while (!(await isUp(url))) {
    if (performance.now() > deadline || child.exitCode !== null) {
      child.kill();
      throw new Error("the server of the scenarios does not start");
    }
    await wait(200);
  }
  return { url, stop: () => void child.kill() };
}

async function isUp(url: string): Promise<boolean> {
  try {
    await fetch(url);
    return true;
  } catch {
    return false;
  }
}
