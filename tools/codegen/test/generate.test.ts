import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { DocumentError } from "@workshop/openapi";
import { beforeEach, describe, expect, test } from "vitest";
import { GenerateError, generate } from "../src/generate.ts";

const HOUSE = resolve(import.meta.dirname, "../../..");
const FEATURES = join(import.meta.dirname, "documents", "features.yaml");

let root: string;
let generated: string;

beforeEach(() => {
  // With a space, because paths have them.
  root = mkdtempSync(join(tmpdir(), "code gen-"));
  mkdirSync(join(root, "specs"));
  cpSync(FEATURES, join(root, "specs", "features.yaml"));
  const folder = join(root, "packages", "features-client");
  mkdirSync(join(folder, "src"), { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ openapiClient: { name: "Features" } }));
  writeFileSync(
    join(folder, "README.md"),
    "# Mine\n<!-- generated:operations -->\nold\n<!-- /generated:operations -->\nstays\n",
  );
  generated = join(folder, "src", "generated");
  return () => rmSync(root, { recursive: true, force: true });
});

const run = (check = false) => generate({ root, formatting: HOUSE, check });

function contents(): Record<string, string> {
  return Object.fromEntries(readdirSync(generated).map((name) => [name, readFileSync(join(generated, name), "utf8")]));
}

describe("generating", () => {
  test("writes the same bytes every time, and says then that nothing changed", async () => {
    const [first] = await run();
    expect(first?.changed).toContain("packages/features-client/src/generated/operations.ts");
    const before = contents();
    rmSync(generated, { recursive: true });
    await run();
    expect(contents()).toEqual(before);
    expect((await run())[0]?.changed).toEqual([]);
  });

  test("wipes what somebody else put into the folder", async () => {
    await run();
    writeFileSync(join(generated, "mine.ts"), "");
    expect((await run())[0]?.changed).toEqual(["packages/features-client/src/generated/mine.ts"]);
    expect(existsSync(join(generated, "mine.ts"))).toBe(false);
  });

  test("writes the marked section of the README and nothing else of it", async () => {
    await run();
    const readme = readFileSync(join(root, "packages", "features-client", "README.md"), "utf8");
    expect(readme).toMatch(/^# Mine\n.*\| `readTree` \| `GET \/trees\/\{id\}\/\{tags\}` \|.*stays\n$/su);
    expect(readme).not.toContain("old");
  });

  test("lets no text of the document end the section", async () => {
    const mark = "<!-- /generated:operations -->";
    const file = join(root, "specs", "features.yaml");
    const text = readFileSync(file, "utf8");
    const marked = text.replace(/summary: .*/u, () => `summary: "${mark} */"`);
    expect(marked).toContain(mark);
    writeFileSync(file, marked);
    await run();
    const readme = readFileSync(join(root, "packages", "features-client", "README.md"), "utf8");
    expect(readme.split(mark)).toHaveLength(2);
    expect(readme.endsWith("stays\n")).toBe(true);
  });

  test("names no date, version or path of the machine", async () => {
    await run();
    expect(Object.values(contents()).join()).not.toContain(root);
    expect(Object.values(contents()).join()).not.toMatch(/20\d\d-\d\d-\d\dT(?!00:00:00Z)/u);
  });

  test("reports the keywords that clients cannot check", async () => {
    expect((await run())[0]?.unchecked).toEqual(["$dynamicRef"]);
  });

  test("takes away what a killed one has left beside the folder, and leaves another's that still runs alone", async () => {
    const source = join(root, "packages", "features-client", "src");
    const { pid } = spawnSync(process.execPath, ["--version"]);
    for (const name of [`.generating-${pid}`, `.generating-${pid}-old`, ".generating-1"]) mkdirSync(join(source, name));
    await run();
    expect(readdirSync(source).sort()).toEqual([".generating-1", "generated"]);
  });

  test("twice at once leaves a whole folder", async () => {
    await Promise.all([run(), run()].map((running) => running.catch(() => undefined)));
    await run();
    expect((await run(true))[0]?.changed).toEqual([]);
  });
});

describe("a check", () => {
  test("writes nothing and names what would change", async () => {
    const [platform] = await run(true);
    expect(platform?.changed).toContain("packages/features-client/README.md");
    expect(existsSync(generated)).toBe(false);
  });

  test("sees an edited file, a missing one and one too many", async () => {
    await run();
    writeFileSync(join(generated, "client.ts"), "edited");
    writeFileSync(join(generated, "more.ts"), "");
    rmSync(join(generated, "paths.ts"));
    expect((await run(true))[0]?.changed.map((file) => file.split("/").at(-1))).toEqual([
      "client.ts",
      "more.ts",
      "paths.ts",
    ]);
  });
});

describe("a failure", () => {
  test("of the document leaves every file as it was", async () => {
    await run();
    const before = contents();
    writeFileSync(join(root, "specs", "broken.yaml"), "openapi: 3.1.0\npaths: [1]\n");
    await expect(run()).rejects.toThrow(DocumentError);
    expect(contents()).toEqual(before);
    expect(readdirSync(join(root, "packages", "features-client", "src"))).toEqual(["generated"]);
  });

  test("for want of a package says how to make one", async () => {
    cpSync(FEATURES, join(root, "specs", "other.yaml"));
    await expect(run()).rejects.toThrow(GenerateError);
    await expect(run()).rejects.toThrow(/pnpm codegen scaffold other/u);
    expect(existsSync(generated)).toBe(false);
  });
});

test("what is generated from every feature type-checks as strictly as a client does", async () => {
  await run();
  const folder = join(root, "packages", "features-client");
  const core = join(HOUSE, "packages", "client-core");
  mkdirSync(join(folder, "node_modules", "@org"), { recursive: true });
  symlinkSync(core, join(folder, "node_modules", "@org", "client-core"));
  symlinkSync(join(core, "node_modules", "openapi-fetch"), join(folder, "node_modules", "openapi-fetch"));
  const base = join(HOUSE, "tools", "config", "tsconfig", "client.json");
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({ extends: base, compilerOptions: { skipLibCheck: false }, include: ["src", "use.ts"] }),
  );
  cpSync(join(import.meta.dirname, "documents", "use-features.ts.text"), join(folder, "use.ts"));
  const compiler = join(HOUSE, "node_modules", "typescript", "bin", "tsc");
  const { stdout } = spawnSync(process.execPath, [compiler, "--noEmit", "-p", folder], { encoding: "utf8" });
  expect(stdout).toBe("");
}, 60_000);
