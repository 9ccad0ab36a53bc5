import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { runCommandMeanwhile } from "@workshop/config/run-command";

const TOOL = join(import.meta.dirname, "..");
const COMPILER = join(TOOL, "node_modules/typescript/bin/tsc");
/** The runtime that clients are generated for. */
const CLIENT_CORE = join(TOOL, "../../packages/client-core");

/** One error of the type checker. */
export interface Diagnostic {
  /** Relative to the folder that was compiled, with `/`. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** For example `TS2344`. */
  readonly code: string;
  /** The message, and what it is due to, line by line. */
  readonly text: readonly string[];
}

/** As strict as a user of the packages can be, so that every difference shows. */
const STRICT = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: true,
  noEmit: true,
  allowImportingTsExtensions: true,
  target: "es2022",
  module: "esnext",
  moduleResolution: "bundler",
  lib: ["es2022", "dom", "dom.iterable", "dom.asynciterable"],
  types: [],
};

/**
 * Type-checks files of a folder, and what they import.
 *
 * @throws {Error} when the compiler cannot be run, with what it said.
 */
export async function compile(folder: string, files: readonly string[]): Promise<readonly Diagnostic[]> {
  // Several files of a folder may be compiled at the same time.
  const project = join(folder, `tsconfig.${files.join("+").replaceAll(/[^\w+.-]/gu, "-")}.json`);
  writeFileSync(project, JSON.stringify({ compilerOptions: STRICT, files }));
  const args = [COMPILER, "-p", project, "--pretty", "false"];
  const { status, output } = await runCommandMeanwhile(process.execPath, args, { cwd: folder });
  const diagnostics = parse(output);
  if (status !== 0 && diagnostics.length === 0) throw new Error(`The type checker failed:\n${output}`);
  return diagnostics;
}

function parse(output: string): Diagnostic[] {
  const diagnostics: (Diagnostic & { text: string[] })[] = [];
  for (const line of output.split("\n")) {
    const [, file, row, code, message] = /^(.+?)\((\d+),\d+\): error (TS\d+): (.*)$/u.exec(line) ?? [];
    if (file !== undefined && code !== undefined && message !== undefined) {
      diagnostics.push({ file, line: Number(row), code, text: [message] });
    } else if (line.startsWith(" ")) diagnostics.at(-1)?.text.push(line);
  }
  return diagnostics;
}

/** How many errors are enough to see what is wrong. */
const EXAMPLES = 5;

/** Errors as a person reads them, each on a line of its own. */
export function describeDiagnostics(diagnostics: readonly Diagnostic[]): string {
  const lines = diagnostics.map(({ file, line, code, text }) => `  ${file}:${line}: ${code}: ${text[0]}`);
  const rest = lines.length - EXAMPLES;
  return [...lines.slice(0, EXAMPLES), ...(rest > 0 ? [`  and ${rest} more`] : [])].join("\n");
}

/** Writes modules into a folder of their own. */
export function writeModules(folder: string, files: ReadonlyMap<string, string>): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of files) writeFileSync(join(folder, name), text);
}

/**
 * Makes what a client's code imports known in a folder: the runtime, and the one dependency that clients have.
 *
 * @param core the folder of the runtime; default: the one that is being worked on.
 */
export function linkDependencies(folder: string, core: string = CLIENT_CORE): void {
  link(core, join(folder, "node_modules/@org/client-core"));
  link(join(CLIENT_CORE, "node_modules/openapi-fetch"), join(folder, "node_modules/openapi-fetch"));
}

/** Makes what a client's type tests import known in a folder. */
export function linkTestDependencies(folder: string): void {
  link(join(TOOL, "node_modules/vitest"), join(folder, "node_modules/vitest"));
}

function link(target: string, path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(realpathSync(target), path);
}
