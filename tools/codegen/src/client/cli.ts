#!/usr/bin/env node
import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { styleText } from "node:util";
import { DocumentError } from "@workshop/openapi";
import { Command } from "commander";
import { GenerateError } from "../generate.ts";
import { ScaffoldError } from "../scaffold/scaffold-package.ts";
import { type NewClient, newClient } from "./new-client.ts";
import { removeClient } from "./remove-client.ts";

const HOUSE = resolve(import.meta.dirname, "../../../..");

const program = new Command("pnpm client")
  .description("Makes a client package of a platform's OpenAPI document, or takes one away.")
  .addHelpText("after", "\nExit codes: 0 done; 1 not done, and every file is as it was.")
  .showHelpAfterError("(--help shows how it is used)");

interface NewOptions {
  readonly title?: string;
  readonly overlay?: string;
  readonly bundle?: true;
  readonly skipBroken?: true;
  readonly root: string;
  readonly install: boolean;
}

program
  .command("new <name> <page-or-document>")
  .summary("document, package, README, tests, changeset and generated code")
  .description(
    "Imports a document (a path, or an https address) as specs/<name>.yaml, and makes packages/<name>-client of it: generated " +
      "code, README, tests, a changeset. When anything is wrong, every file stays as it was.",
  )
  .option("--title <Title>", "the platform's name in prose (default: the document's title)")
  .option("--overlay <file>", "an overlay that becomes the platform's, applied before the document is judged")
  .option("--bundle", "bring in what the document refers to in other files")
  .option("--skip-broken", "leave out, by name, the operations that cannot be used")
  .option("--no-install", "do not install what the package needs")
  .option("--root <folder>", "the folder that holds specs/ and packages/", HOUSE)
  .addHelpText(
    "after",
    `
Examples:
  pnpm client new acme https://docs.example.com/openapi.yaml --title "Acme Cloud"
  pnpm client new acme ./openapi.json --skip-broken
  pnpm client remove acme

Afterwards: pnpm test. What the document does not say goes to specs/overlays/<name>.yaml.`,
  )
  .action(async (platform: string, source: string, options: NewOptions) => {
    const root = resolve(options.root);
    const install = options.install ? installFrozen : () => Promise.resolve();
    const { title, overlay, bundle, skipBroken } = options;
    const made = await newClient({
      root,
      formatting: HOUSE,
      platform,
      source,
      title,
      overlay,
      bundle,
      skipBroken,
      progress: (step) => process.stderr.write(`${styleText("dim", `${step} ...`, { stream: process.stderr })}\n`),
      install,
    });
    console.log(describe(platform, made));
  });

program
  .command("remove <name>")
  .summary("everything that `client new` has made, as much of it as there is")
  .description(
    "Removes document, overlay, record, package, changeset, and what the workspace's files say of the client. A file that is " +
      "not as `client new` made it is somebody's work: without --force, nothing is removed then.",
  )
  .option("--force", "remove a client that was released, or that somebody has made or changed by hand, too")
  .option("--no-install", "do not bring node_modules up to date")
  .option("--root <folder>", "the folder that holds specs/ and packages/", HOUSE)
  .addHelpText("after", "\nExample:\n  pnpm client remove acme")
  .action(async (platform: string, options: { force?: true; root: string; install: boolean }) => {
    const root = resolve(options.root);
    const removed = await removeClient({ root, platform, force: options.force === true });
    if (removed.length > 0 && options.install) await installFrozen(root);
    console.log(
      removed.length === 0
        ? `there is no client ${platform}`
        : removed.map((file) => `removed from ${file}`).join("\n"),
    );
  });

try {
  await program.parseAsync();
} catch (error) {
  const known = error instanceof DocumentError || error instanceof GenerateError || error instanceof ScaffoldError;
  if (!known) throw error;
  console.error(`${styleText("red", "error", { stream: process.stderr })}: ${error.message}`);
  process.exitCode = 1;
}

/** Links the packages of the workspace as the lockfile says, which nobody but the command has changed. */
async function installFrozen(root: string): Promise<void> {
  const pnpm = process.env.npm_execpath ?? "pnpm";
  const isScript = /\.[cm]?js$/u.test(pnpm);
  const words = ["install", "--frozen-lockfile", "--prefer-offline"];
  const child = spawn(isScript ? process.execPath : pnpm, isScript ? [pnpm, ...words] : words, {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const code = await new Promise<number | null>((done, fail) => {
    child.on("error", fail);
    child.on("close", done);
  });
  if (code === 0) return;
  throw new DocumentError({ file: "pnpm-lock.yaml" }, "pnpm install failed", "see what it says above");
}

function describe(platform: string, { imported, generated, files }: NewClient): string {
  const count = imported.operations.length;
  return [
    `${styleText("bold", `packages/${platform}-client`)}  ${styleText("green", "created")}`,
    `  ${count} operation${count === 1 ? "" : "s"}, ${files.length} files, ${imported.file}`,
    ...(imported.leftOut.length === 0 ? [] : [`  left out: ${imported.leftOut.join(", ")}`]),
    ...(generated?.notes ?? []).map((note) => `  ${note}`),
    ...imported.hints.map(({ words }) => `  hint: ${words}`).slice(0, 5),
    `Next: ${styleText("bold", "pnpm test")}; what the document does not say goes to specs/overlays/${platform}.yaml`,
  ].join("\n");
}
