import { cpSync, mkdirSync, readdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { runCommand } from "@workshop/config/run-command";

const HOUSE = join(import.meta.dirname, "../../../..");
const SPEC = join(HOUSE, "tools/release/src/cli.ts");
const CORE = "packages/client-core";

/** What the walk-through's platform is called. */
export const PLATFORM = "library";
/** Its package's folder, from the root. */
export const PACKAGE = `packages/${PLATFORM}-client`;

/**
 * A workspace of its own, with one platform: the runtime and the settings are this repository's, the document is small.
 * The tools are run from here, as in any other clone.
 */
export class SmallWorkspace {
  readonly root: string;

  /** @param root an empty folder. */
  constructor(root: string) {
    this.root = root;
    for (const name of [
      "biome.jsonc",
      "pnpm-workspace.yaml",
      ".changeset/config.json",
      `${CORE}/package.json`,
      `${CORE}/src`,
    ]) {
      cpSync(join(HOUSE, name), join(root, name), { recursive: true });
    }
    this.write("package.json", JSON.stringify({ name: "walk-through", private: true, type: "module" }));
    this.write(".gitignore", "node_modules\ndist\n");
    this.write("specs/library.yaml", readFileSync(join(import.meta.dirname, "library.yaml"), "utf8"));
    this.git("init", "--quiet", "--initial-branch=main");
    this.codegen("scaffold", PLATFORM, "--name", "Library", "--title", "Library");
    this.linkDependencies();
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), text);
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), "utf8");
  }

  /** Runs `pnpm spec changeset` for this workspace, and gives what it printed. */
  changeset(...args: readonly string[]): string {
    return this.node(SPEC, "changeset", ...args, "--root", this.root);
  }

  /** What `pnpm check` says of the changesets; nothing if it has no objection. */
  objection(): string {
    const { status, stdout } = runCommand(
      process.execPath,
      [SPEC, "changeset", "--check", "--root", this.root],
      this.root,
    );
    return status === 0 ? "" : stdout.trimEnd();
  }

  /** Runs `pnpm codegen` for this workspace. */
  codegen(...args: readonly string[]): string {
    return this.node(join(HOUSE, "tools/codegen/src/cli.ts"), ...args, "--root", this.root);
  }

  /** Turns changesets into versions and changelogs. */
  version(): void {
    this.node(join(HOUSE, "node_modules/@changesets/cli/bin.js"), "version");
  }

  build(): void {
    const tsdown = join(this.root, PACKAGE, "node_modules/tsdown");
    const { bin } = JSON.parse(readFileSync(join(tsdown, "package.json"), "utf8")) as { bin: { tsdown: string } };
    this.run(process.execPath, [join(tsdown, bin.tsdown)], join(this.root, PACKAGE));
  }

  git(...args: readonly string[]): void {
    const identity = [
      "-c",
      "user.name=walk-through",
      "-c",
      "user.email=walk-through@localhost",
      "-c",
      "commit.gpgsign=false",
    ];
    this.run("git", [...identity, ...args]);
  }

  commit(message: string): void {
    this.git("add", "--all");
    this.git("commit", "--quiet", "--message", message);
  }

  private node(program: string, ...args: readonly string[]): string {
    return this.run(process.execPath, [program, ...args]);
  }

  private run(file: string, args: readonly string[], cwd: string = this.root): string {
    const { status, stdout, output } = runCommand(file, args, cwd);
    if (status !== 0) throw new Error(`${[file, ...args].join(" ")} failed:\n${output}`);
    return stdout;
  }

  /** What an install would bring, taken from where it has been installed: no registry is asked. */
  private linkDependencies(): void {
    const packages = join(HOUSE, "packages");
    const client = readdirSync(packages).find((name) => name.endsWith("-client"));
    if (client === undefined) throw new Error("There is no client whose dependencies could be linked.");
    const installed = join(packages, client, "node_modules");
    const own = join(this.root, PACKAGE, "node_modules");
    for (const name of ["@workshop/config", "openapi-fetch", "tsdown", "typescript", "vitest"]) {
      link(join(installed, name), join(own, name));
    }
    link(join(this.root, CORE), join(own, "@org/client-core"));
    link(join(installed, "openapi-fetch"), join(this.root, CORE, "node_modules/openapi-fetch"));
    link(join(HOUSE, "node_modules/@changesets/cli"), join(this.root, "node_modules/@changesets/cli"));
  }
}

function link(target: string, path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(realpathSync(target), path);
}
