import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { readManifest } from "@workshop/config/client-packages";
import { runCommand } from "@workshop/config/run-command";
import { startPrism } from "@workshop/contract";
import { usableDocument } from "@workshop/openapi";
import { afterAll, beforeAll, describe, expect, type TestContext, test } from "vitest";
import { NODE_PROGRAM, READINGS } from "./consumer/compilers.ts";
import { commonProgram, consumerProgram, firstCall, requireProgram } from "./consumer/consumer-program.ts";
import { ConsumerProject } from "./consumer/consumer-project.ts";
import { readmePrograms } from "./consumer/readme-programs.ts";
import { type Routes, routesOf, runProgram } from "./consumer/run-programs.ts";
import { expectedFiles } from "./expected-files.ts";
import { leaksIn } from "./leaks.ts";
import { packPackage } from "./pack.ts";
import { SBOM_FILE } from "./sbom.ts";
import { readTarball } from "./tarball.ts";

const TOOLS = join(import.meta.dirname, "../node_modules/.bin");
/** For npm, which may have to ask the registry, and for a compiler that starts cold while other packages are checked. */
const PATIENCE_MS = 180_000;

/**
 * The tests of a client as it is published: packed by pnpm, looked into, and installed by npm in a project of its own,
 * where it has to type-check and to make a call against Prism.
 *
 * @param folder the package's folder; it has to be built
 */
export function describePackage(folder: string): void {
  const root = resolve(folder, "../..");
  const manifest = readManifest(folder);
  const destination = mkdtempSync(join(tmpdir(), "packed-"));
  let tarball: string;

  describe(`${manifest.name}, packed`, { timeout: PATIENCE_MS }, () => {
    beforeAll(async () => {
      tarball = await packPackage(folder, destination);
    });
    afterAll(() => rmSync(destination, { recursive: true, force: true }));

    test("holds exactly the files that its package.json lists, and what npm always packs", () => {
      const paths = readTarball(tarball).map(({ path }) => path);
      expect(paths.sort()).toEqual(expectedFiles(manifest));
    });

    test("holds plain files that everyone may read and nobody may run", () => {
      for (const { path, mode } of readTarball(tarball)) expect([path, mode.toString(8)]).toEqual([path, "644"]);
    });

    test("leaks no secret, and nothing of the machine that made it", () => {
      expect(leaksIn(readTarball(tarball), root)).toEqual([]);
    });

    test("asks for openapi-fetch, for undici where somebody wants ./node, and for nothing else", () => {
      const packed = readTarball(tarball).find(({ path }) => path === "package.json");
      const { dependencies, peerDependencies, peerDependenciesMeta, ...others }: Record<string, unknown> = JSON.parse(
        String(packed?.content),
      );
      expect(Object.keys(dependencies ?? {})).toEqual(["openapi-fetch"]);
      expect(Object.keys(peerDependencies ?? {})).toEqual(["undici"]);
      expect(peerDependenciesMeta).toEqual({ undici: { optional: true } });
      expect(Object.keys(others).filter((key) => /dependencies|scripts/i.test(key))).toEqual([]);
    });

    test("brings a bill of materials, which names its version and what it depends on", () => {
      const packed = readTarball(tarball).find(({ path }) => path === SBOM_FILE);
      const bom: unknown = JSON.parse(String(packed?.content));
      expect(bom).toMatchObject({
        bomFormat: "CycloneDX",
        metadata: { component: { "bom-ref": `pkg:npm/${manifest.name.replace("@", "%40")}@${manifest.version}` } },
        components: expect.arrayContaining([expect.objectContaining({ name: "openapi-fetch" })]),
      });
    });

    test("is the same to the byte when it is packed again", async () => {
      const again = mkdtempSync(join(destination, "again-"));
      expect(readFileSync(await packPackage(folder, again)).equals(readFileSync(tarball))).toBe(true);
    });

    test("publint --strict finds nothing", () => {
      const { status, output } = runCommand(join(TOOLS, "publint"), ["--strict", tarball], folder);
      expect(status, output).toBe(0);
    });

    test("attw finds nothing, for a package of ES modules only", () => {
      const { status, output } = runCommand(join(TOOLS, "attw"), ["--profile", "esm-only", tarball], folder);
      expect(status, output).toBe(0);
    });

    describeInstalled(() => tarball);
  });

  function describeInstalled(packed: () => string): void {
    describe("installed in a project of its own", () => {
      const project = new ConsumerProject();
      const { platform } = manifest.openapiClient;
      const programs = readmePrograms(readFileSync(join(folder, "README.md"), "utf8")).map((text, index) => ({
        name: `${text.includes('from "undici"') ? NODE_PROGRAM : ""}readme-${index + 1}.ts`,
        text,
      }));
      let routes: Routes = [];
      let unreachable: string | undefined;
      let stop: (() => Promise<void>) | undefined;

      beforeAll(async () => {
        unreachable = project.install(packed(), `undici@${installedVersion(join(folder, "node_modules/undici"))}`);
        if (unreachable !== undefined) {
          console.warn(`${manifest.name} is not tried in a project of its own: ${unreachable}`);
        }
        const document = usableDocument(root, platform).file;
        const prism = await startPrism([{ platform, document }]);
        stop = prism.stop;
        routes = routesOf(root, platform, prism.urls[platform] ?? "");
        for (const { name, text } of programs) project.write(name, text);
        project.write("common.cts", commonProgram(manifest));
        project.write("program.ts", consumerProgram(manifest, firstCall(root, manifest), prism.urls[platform] ?? ""));
      }, PATIENCE_MS);
      afterAll(async () => {
        await stop?.();
        project.remove();
      });

      for (const { name, compiler, compilerOptions, include, exclude } of READINGS) {
        test(`type-checks, README included, with ${name}`, (context) => {
          skipIf(context, unreachable);
          project.write("tsconfig.json", JSON.stringify({ compilerOptions, include, exclude }));
          const { status, output } = runCommand(process.execPath, [compiler, "-p", "."], project.folder);
          expect(status, output).toBe(0);
        });
      }

      test("runs every program of the README, against Prism", async (context) => {
        skipIf(context, unreachable);
        expect(programs.length).toBeGreaterThan(3);
        for (const { name, text } of programs) {
          expect(await runProgram(project.folder, name, routes), text).toBeUndefined();
        }
      });

      test("is found by require(), in a program of CommonJS", (context) => {
        skipIf(context, unreachable);
        project.write("require.cjs", requireProgram(manifest));
        const { status, stdout, output } = runCommand(process.execPath, ["require.cjs"], project.folder);
        expect(status, output).toBe(0);
        expect(stdout.trim()).toBe("function function InvalidRequestError");
      });

      test("makes a call, which Prism answers with a declared success", (context) => {
        skipIf(context, unreachable);
        const { status, stdout, output } = runCommand(process.execPath, ["program.ts"], project.folder);
        expect(status, output).toBe(0);
        expect(JSON.parse(stdout)).toMatchObject({ failed: false });
      });
    });
  }
}

function installedVersion(folder: string): string {
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string };
  return version;
}

/** Skipped aloud: the reason stands in the log, and the number in the tally. */
function skipIf(context: TestContext, reason: string | undefined): void {
  if (reason !== undefined) context.skip(reason);
}
