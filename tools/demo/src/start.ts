/** `pnpm start`, after the install: generates and builds what has changed, then shows that it works, and stops. */
import { join } from "node:path";
import { findClientPackage } from "@workshop/config/client-packages";
import { Interrupted, interruptible, untilInterrupted } from "@workshop/config/interruption";
import { repositoryRoot } from "@workshop/config/repository-root";
import { turboEnvironment } from "@workshop/config/turbo-environment";
import { startPrism } from "@workshop/contract";
import { listPlatforms, loadPlatform, usableDocument } from "@workshop/openapi";
import { Command } from "commander";
import { type BuiltPackage, loadBuiltPackage, makeCall } from "./built-call.ts";
import { exampleCall } from "./example-call.ts";
import { lock } from "./folder-lock.ts";
import { runInGroup } from "./process-group.ts";
import { type ResultRow, resultTable } from "./result-table.ts";

new Command("pnpm start")
  .description(
    "Generates and builds the clients, starts a Prism mock of every document, makes one real call with each built package, " +
      "shows what came of it, and stops everything that it started.",
  )
  .addHelpText(
    "after",
    "\nExample: pnpm start\nExit codes: 0 every call came to its declared success; 1 one did not; 130 interrupted.",
  )
  .parse();

const interrupted = untilInterrupted();
try {
  const root = repositoryRoot();
  const platforms = listPlatforms(root);
  const built = await build(root, platforms);
  const rows = await call(root, platforms, built);
  console.log(`\n${resultTable(rows)}\n`);
  console.log(
    "Sizes: the file that the package ships; a bundle of all of it and its dependency, minified and compressed.",
  );
  console.log("Each response came from a Prism mock of the document as it was published; the mocks are stopped again.");
  console.log("Next: `npx -y pnpm@12 test` tests everything; `pnpm mock` keeps the mocks up and shows a call of each.");
} catch (error) {
  console.error(`\nstart: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = error instanceof Interrupted ? 130 : 1;
}

/** Brings every package up to date, and loads it while no other `start` can take its files away. */
async function build(root: string, platforms: readonly string[]): Promise<Map<string, BuiltPackage>> {
  const release = await lock(join(root, "node_modules", ".start.lock"), interrupted, (holder) =>
    console.log(`Another start (process ${holder}) is building here; this one goes on when that is done.`),
  );
  try {
    const code = await runInGroup(
      process.execPath,
      [join(root, "node_modules", "turbo", "bin", "turbo"), "run", "generate", "build", "--output-logs=new-only"],
      { cwd: root, env: turboEnvironment(), signal: interrupted },
    );
    if (code !== 0)
      throw new Error(`The packages could not be generated and built (turbo exit code ${code}): see above.`);
    const loaded = new Map<string, BuiltPackage>();
    for (const platform of platforms) {
      loaded.set(platform, await loadBuiltPackage(findClientPackage(root, platform)));
    }
    return loaded;
  } finally {
    release();
  }
}

async function call(
  root: string,
  platforms: readonly string[],
  packages: ReadonlyMap<string, BuiltPackage>,
): Promise<ResultRow[]> {
  interrupted.throwIfAborted();
  const prism = await startPrism(
    platforms.map((platform) => ({ platform, document: usableDocument(root, platform).file })),
  );
  try {
    const rows: ResultRow[] = [];
    for (const [platform, built] of packages) {
      const example = exampleCall(loadPlatform(root, platform), loadPlatform(root, platform, { bare: true }));
      const url = prism.urls[platform] ?? "";
      rows.push({ platform, built, call: await interruptible(interrupted, makeCall(url, built, example)) });
    }
    return rows;
  } finally {
    await prism.stop();
  }
}
