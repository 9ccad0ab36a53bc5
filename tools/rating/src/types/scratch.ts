import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const TOOL = join(import.meta.dirname, "../..");
/** The runtime that clients are generated for. */
const CLIENT_CORE = join(TOOL, "../../packages/client-core");

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
