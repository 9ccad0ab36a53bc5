import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import type { RunResult } from "./runner/result.ts";

/** Makes the runner a program that any Node understands: older ones read no TypeScript. */
export async function bundleRunner(folder: string): Promise<string> {
  const outfile = join(folder, "runner.mjs");
  await build({
    entryPoints: [join(import.meta.dirname, "runner/program.ts")],
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    outfile,
    logLevel: "silent",
  });
  return outfile;
}

/** @throws {Error} when the program ends before it has a result */
export async function runOnNode(executable: string, program: string, subjects: string): Promise<RunResult> {
  const output = `${program}.${Math.random().toString(36).slice(2)}.json`;
  // Room for young objects: with the usual one a fifth of the time goes to collecting them.
  const child = spawn(executable, ["--max-semi-space-size=64", program, subjects, output], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (printed += String(chunk)));
  const [code] = (await once(child, "close")) as [number | null]; // what Node says of `close`
  if (code !== 0) throw new Error(`The runner ended with ${code}: ${printed}`);
  return JSON.parse(readFileSync(output, "utf8")) as RunResult; // written by the runner
}
