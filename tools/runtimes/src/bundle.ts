/** Makes the calls, and the built clients that they are made with, one program for every runtime. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Subject } from "@workshop/faults/subject";
import { build } from "esbuild";

const RUN = join(import.meta.dirname, "core/run.ts");

/** How a runtime starts it: by its arguments, by a page that imports it, or by a request. */
const ENTRIES = {
  command: `const [baseUrl, closedUrl] = globalThis.Deno?.args ?? process.argv.slice(2);
console.log("RESULT" + JSON.stringify(await start({ baseUrl, closedUrl })));
(globalThis.Deno?.exit ?? process.exit)(0);`,
  page: "globalThis.start = start;",
  worker: `export default { async fetch(request) {
  const [baseUrl, closedUrl] = new URL(request.url).searchParams.getAll("url");
  return new Response("RESULT" + JSON.stringify(await start({ baseUrl, closedUrl })));
} };`,
} as const;

/** @returns the file of each program */
export async function bundlePrograms(
  folder: string,
  subjects: readonly Subject[],
): Promise<Readonly<Record<keyof typeof ENTRIES, string>>> {
  const imports = subjects.map(
    ({ platform, entry }) => `import * as ${platform} from ${JSON.stringify(fileURLToPath(entry))};`,
  );
  const common = `${imports.join("\n")}
import { run } from ${JSON.stringify(RUN)};
const start = (target) => run(${JSON.stringify(subjects)}, { ${subjects.map(({ platform }) => platform).join(", ")} }, target);`;
  const programs = { command: "", page: "", worker: "" };
  for (const [kind, end] of Object.entries(ENTRIES) as [keyof typeof ENTRIES, string][]) {
    const entry = join(folder, `${kind}.entry.mjs`);
    programs[kind] = join(folder, `${kind}.mjs`);
    writeFileSync(entry, `${common}\n${end}\n`);
    await build({
      entryPoints: [entry],
      bundle: true,
      format: "esm",
      platform: "neutral",
      target: "es2022",
      external: ["openapi-fetch", "undici", "node:*"],
      outfile: programs[kind],
      logLevel: "silent",
    });
  }
  return programs;
}
