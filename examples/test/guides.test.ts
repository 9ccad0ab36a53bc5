import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { runCommandMeanwhile } from "@workshop/config/run-command";
import { type Prism, startPrism } from "@workshop/contract";
import { readmePrograms } from "@workshop/release/readme-programs";
import { type Routes, routesOf, runProgram } from "@workshop/release/run-programs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const ROOT = resolve(import.meta.dirname, "../..");
const GUIDES = join(ROOT, "docs/guides");
/** Beside the examples, which have all clients. */
const FOLDER = join(import.meta.dirname, "../.programs");
const PLATFORMS = ["edgeimpulse", "galileo", "langsmith", "phoenix"];
const PATIENCE = { timeout: 120_000 };

const texts = [join(ROOT, "README.md"), ...readdirSync(GUIDES).map((name) => join(GUIDES, name))];
const programs = texts.flatMap((path) =>
  readmePrograms(readFileSync(path, "utf8")).map((text, index) => ({
    title: `${path.slice(ROOT.length + 1)}, program ${index + 1}`,
    name: `${path.slice(ROOT.length + 1).replaceAll(/\W+/g, "-")}-${index + 1}.ts`,
    text,
  })),
);

let prism: Prism;
let routes: Routes;
beforeAll(async () => {
  const documents = PLATFORMS.map((platform) => ({ platform, document: join(ROOT, "specs", `${platform}.yaml`) }));
  prism = await startPrism(documents);
  routes = PLATFORMS.flatMap((platform) => routesOf(ROOT, platform, prism.urls[platform] ?? ""));
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER);
  for (const { name, text } of programs) writeFileSync(join(FOLDER, name), text);
}, PATIENCE.timeout);
afterAll(async () => {
  await prism?.stop();
  rmSync(FOLDER, { recursive: true, force: true });
});

describe("the programs of README and guides", () => {
  test("are there", () => {
    expect(programs.length).toBeGreaterThan(12);
  });

  test("compile", PATIENCE, async () => {
    const config = { extends: "../tsconfig.json", include: ["*.ts"], compilerOptions: { noUnusedLocals: false } };
    writeFileSync(join(FOLDER, "tsconfig.json"), JSON.stringify(config));
    const compiler = join(import.meta.dirname, "../node_modules/typescript/bin/tsc");
    const { output, status } = await runCommandMeanwhile(process.execPath, [compiler, "-p", "."], { cwd: FOLDER });
    expect(status, output).toBe(0);
  });

  test.each(programs)("run: $title", PATIENCE, async ({ name, text }) => {
    expect(await runProgram(FOLDER, name, routes), text).toBeUndefined();
  });
});
