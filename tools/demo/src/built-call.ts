import { readFileSync } from "node:fs";
import { basename, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { memberOf } from "@workshop/config/client-member";
import type { LoadablePackage } from "@workshop/config/client-packages";
import { type CallResult, startRecorder } from "@workshop/contract";
import { build as esbuild } from "esbuild";
import type { ExampleCall } from "./example-call.ts";

/** A real call with a built package, and what came of it. */
export interface BuiltCall {
  readonly operation: string;
  /** As it arrived, for example `DELETE /v1/projects/demo?name=x`. */
  readonly requestLine: string;
  readonly status: number;
  /** What the client made of the response. */
  readonly response: unknown;
}

/** A package's built module, loaded. */
export interface BuiltPackage {
  readonly name: string;
  /** The file that the package ships, from its folder, and its bytes. */
  readonly file: string;
  readonly bytes: number;
  /** What a page has to load: bundled with its dependency, minified and compressed. */
  readonly bundledBytes: number;
  readonly createClient: (options: { readonly baseUrl: string; readonly auth?: unknown }) => Record<string, unknown>;
}

/** @throws {Error} when the package is not built, or does not export what it should */
export async function loadBuiltPackage({ name, folder, entry, factory }: LoadablePackage): Promise<BuiltPackage> {
  let bytes: Buffer;
  try {
    bytes = readFileSync(entry);
  } catch {
    throw new Error(`${name} is not built: ${relative(folder, entry)} is missing from ${basename(folder)}.`);
  }
  // What a package exports is looked at before it is used.
  const exported = (await import(pathToFileURL(entry).href)) as Record<string, unknown>;
  const createClient = exported[factory];
  if (typeof createClient !== "function") throw new Error(`${name} does not export ${factory}.`);
  return {
    name,
    file: relative(folder, entry),
    bytes: bytes.length,
    bundledBytes: await bundledSize(entry),
    createClient: createClient as BuiltPackage["createClient"],
  };
}

async function bundledSize(entry: string): Promise<number> {
  const { outputFiles } = await esbuild({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    logLevel: "silent",
  });
  return gzipSync(outputFiles[0]?.contents ?? new Uint8Array(), { level: 9 }).length;
}

/** @throws {Error} when the call does not succeed, or nothing arrives at the mock */
export async function makeCall(mockUrl: string, built: BuiltPackage, example: ExampleCall): Promise<BuiltCall> {
  const recorder = await startRecorder(mockUrl);
  try {
    const auth = Object.keys(example.auth).length === 0 ? {} : { auth: example.auth };
    const operation = memberOf(built.createClient({ baseUrl: recorder.url, ...auth }), example.member);
    if (typeof operation !== "function" || !("result" in operation) || typeof operation.result !== "function") {
      throw new Error(`${built.name} has no operation ${example.operation}.`);
    }
    const args = example.input === undefined ? [example.options] : [example.input, example.options];
    // `.result` of an operation: its shape is the clients' public API.
    const result = (await operation.result(...args)) as CallResult;
    const [exchange] = recorder.take();
    if (exchange?.response === undefined) throw new Error(`${built.name}: nothing arrived at the mock.`);
    const { method, target } = exchange.request;
    if (result.error !== undefined) throw new Error(`${built.name} ${example.operation}: ${String(result.error)}`);
    return {
      operation: example.operation,
      requestLine: `${method} ${target}`,
      status: exchange.response.status,
      response: result.data,
    };
  } finally {
    await recorder.stop();
  }
}
