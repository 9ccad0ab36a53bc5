import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

let made = 0;

/**
 * A repository with two clients that are as small as can be, and everything else as in the real one: what happens to a
 * release does not depend on the size of what is released.
 */
export class Miniature {
  readonly root: string = mkdtempSync(join(tmpdir(), "miniature-"));
  /** The clients' names; no other miniature has them, so that one registry serves them all. */
  readonly names: readonly [string, string];

  constructor() {
    made += 1;
    this.names = [`@org/first-${made}-client`, `@org/second-${made}-client`];
    this.write({
      ".gitignore": "node_modules/\ndist/\n.turbo/\nsbom.cdx.json\n.release/\n",
      "package.json": json({ name: "miniature", private: true, type: "module", packageManager: "pnpm@12.21.0" }),
      "pnpm-workspace.yaml": "packages:\n  - packages/*\npmOnFail: ignore\nverifyDepsBeforeRun: false\n",
      "pnpm-lock.yaml": LOCKFILE,
      "turbo.json": json({ tasks: { build: { outputs: ["dist/**"] }, test: {}, "package-check": {} } }),
      ".changeset/config.json": json({
        changelog: "@changesets/cli/changelog",
        access: "restricted",
        baseBranch: "main",
      }),
      LICENSE: "None.\n",
    });
    for (const [index, name] of this.names.entries()) this.write(client(FOLDERS[index] ?? "", name));
    this.git("init", "--quiet", "--initial-branch=main");
    this.git("config", "user.name", "A Maintainer");
    this.git("config", "user.email", "maintainer@example.com");
    this.addChangeset("first", this.names);
    this.commit("The first version");
  }

  /** Writes files, by their paths from the root. */
  write(files: Readonly<Record<string, string>>): void {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.root, path)), { recursive: true });
      writeFileSync(join(this.root, path), text);
    }
  }

  /** Says by a changeset that these packages have a new minor version. */
  addChangeset(name: string, packages: readonly string[]): void {
    const bumps = packages.map((one) => `"${one}": minor`);
    this.write({ [`.changeset/${name}.md`]: ["---", ...bumps, "---", "", "Something new.", ""].join("\n") });
  }

  commit(message: string): void {
    this.git("add", "--all");
    this.git("commit", "--quiet", "--message", message);
  }

  git(...args: readonly string[]): string {
    return execFileSync("git", args, { cwd: this.root, encoding: "utf8" }).trim();
  }

  /** All that a release must leave as it was, as long as it has not committed. */
  state(): object {
    return {
      head: this.git("rev-parse", "HEAD"),
      tags: this.git("tag"),
      changes: this.git("status", "--porcelain"),
      worktrees: this.git("worktree", "list").split("\n").length,
    };
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** The folders of the two clients. */
export const FOLDERS = ["packages/first-client", "packages/second-client"] as const;

const LOCKFILE = `lockfileVersion: '9.0'

settings:
  autoInstallPeers: true
  excludeLinksFromLockfile: false

importers:

  .: {}

  packages/first-client: {}

  packages/second-client: {}
`;

function client(folder: string, name: string): Record<string, string> {
  return {
    [`${folder}/package.json`]: json({
      name,
      version: "0.0.0",
      license: "Apache-2.0",
      type: "module",
      exports: "./dist/index.js",
      files: ["dist/index.js", "sbom.cdx.json"],
      publishConfig: { access: "restricted" },
      openapiClient: { platform: "miniature", name: "Miniature" },
      scripts: { build: "node build.mjs", test: "node test.mjs", "package-check": "node test.mjs" },
    }),
    [`${folder}/README.md`]: `# ${name}\n`,
    [`${folder}/build.mjs`]: BUILD,
    [`${folder}/test.mjs`]: "",
    [`${folder}/source.js`]: "export const response = 42;\n",
  };
}

const BUILD = `import { copyFileSync, mkdirSync } from "node:fs";

mkdirSync("dist", { recursive: true });
copyFileSync("source.js", "dist/index.js");
`;

function json(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
