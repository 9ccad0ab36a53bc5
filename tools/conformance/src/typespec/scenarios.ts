import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { WireRequest } from "@workshop/contract";

/** The versions of OpenAPI that the scenarios' TypeSpec is compiled to. */
export const DIALECTS = ["3.0.0", "3.1.0"] as const;
export type Dialect = (typeof DIALECTS)[number];

/** One request of a scenario, and what the mock responds with. */
export interface MockApi {
  readonly uri: string;
  readonly method: string;
  readonly request?: object;
  readonly response: {
    readonly status: number;
    readonly body?: { readonly contentType: string; readonly rawContent: unknown };
  };
}

/** A scenario: it passes when the mock has accepted all of its requests. */
export interface Scenario {
  readonly name: string;
  /** Where its TypeSpec is, such as `encode/array`. */
  readonly folder: string;
  readonly apis: readonly MockApi[];
}

/**
 * Compiles the TypeSpec of all scenarios to OpenAPI, unless that is done.
 *
 * @returns the folder of the documents: `<scenarios' folder>/<dialect>/openapi*.json`
 */
export async function compileDocuments(installed: string, progress: (folder: string) => void): Promise<string> {
  const out = join(installed, "documents");
  const done = join(out, "done");
  if (existsSync(done)) return out;
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const { compile, NodeHost } = (await import(resolveFrom(installed, "@typespec/compiler"))) as TypeSpecCompiler;
  const specs = join(installed, "node_modules/@typespec/http-specs/specs");
  for (const main of globSync("**/main.tsp", { cwd: specs }).sort()) {
    progress(dirname(main));
    const options = {
      "emitter-output-dir": join(out, dirname(main)),
      "openapi-versions": DIALECTS,
      "file-type": "json",
    };
    try {
      await compile(NodeHost, join(specs, main), {
        outputDir: out,
        emit: ["@typespec/openapi3"],
        options: { "@typespec/openapi3": options },
      });
    } catch {
      // The emitter crashes on it: its scenarios have no document, and are counted so.
    }
  }
  writeFileSync(done, "");
  return out;
}

interface TypeSpecCompiler {
  readonly NodeHost: object;
  compile(host: object, main: string, options: object): Promise<unknown>;
}

/** All scenarios, by the modules of their mocks. */
export async function loadScenarios(installed: string): Promise<readonly Scenario[]> {
  const specs = join(installed, "node_modules/@typespec/http-specs/dist/specs");
  const scenarios: Scenario[] = [];
  for (const file of globSync("**/mockapi.js", { cwd: specs }).sort()) {
    const module = (await import(pathToFileURL(join(specs, file)).href)) as {
      Scenarios: Record<string, { apis: unknown }>;
    };
    for (const [name, { apis }] of Object.entries(module.Scenarios)) {
      // As their types say: one, or several.
      scenarios.push({ name, folder: dirname(file), apis: [apis].flat() as MockApi[] });
    }
  }
  return scenarios;
}

/** The paths of the documents of a scenario's folder. */
export function documentsOf(documents: string, folder: string, dialect: Dialect): readonly string[] {
  const within = join(documents, folder, dialect);
  return globSync("openapi*.json", { cwd: within }).map((name) => join(within, name));
}

type MakeServiceCall = (request: object, config: { baseUrl: string }) => Promise<unknown>;

/**
 * The request of a mock, as it stands on the wire when the suite's own tool sends it: it is made by that tool, with a
 * `fetch` that keeps it.
 */
export async function wireRequestOf(installed: string, { uri, method, request = {} }: MockApi): Promise<WireRequest> {
  const helper = join(installed, "node_modules/@typespec/spector/dist/src/actions/helper.js");
  const { makeServiceCall } = (await import(pathToFileURL(helper).href)) as { makeServiceCall: MakeServiceCall };
  const { fetch } = globalThis;
  let kept: Request | undefined;
  globalThis.fetch = (url, init) => {
    kept = new Request(url, init);
    return Promise.resolve(new Response());
  };
  try {
    await makeServiceCall({ ...request, method, url: `${NOWHERE}${uri}` }, { baseUrl: NOWHERE });
  } finally {
    globalThis.fetch = fetch;
  }
  if (kept === undefined) throw new Error(`${method} ${uri} gives no request`);
  const { pathname, search } = new URL(kept.url);
  return {
    method: kept.method,
    target: pathname + search,
    headers: [...kept.headers],
    body: new Uint8Array(await kept.arrayBuffer()),
  };
}

const NOWHERE = "http://localhost:3000";

/** What a mock responds with, as text; `undefined` where it is none. */
export function expectedBody({ response: { body } }: MockApi, baseUrl: string): string | undefined {
  const content = body?.rawContent;
  if (content === undefined || content === null) return undefined;
  if (typeof content === "string") return content;
  if (Buffer.isBuffer(content)) return undefined;
  return (content as { serialize(config: object): string }).serialize({ baseUrl }); // its third kind
}

function resolveFrom(folder: string, name: string): string {
  return pathToFileURL(createRequire(join(folder, "package.json")).resolve(name)).href;
}

/** Reads a document. */
export function readDocument(path: string): object {
  return JSON.parse(readFileSync(path, "utf8")) as object; // an emitter wrote it
}
