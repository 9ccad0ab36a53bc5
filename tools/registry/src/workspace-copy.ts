import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A repository of its own with this workspace as it is, what is not committed included, and nothing of its history. */
export class WorkspaceCopy {
  readonly root: string = realpathSync(mkdtempSync(join(tmpdir(), "workspace-")));

  /** @param workspace the folder of the workspace */
  constructor(workspace: string) {
    const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
      cwd: workspace,
      encoding: "utf8",
      maxBuffer: 1e9,
    });
    for (const path of new Set(listed.split("\0").filter(Boolean))) {
      // A file that was removed, but not yet for git, is gone here, too.
      cpSync(join(workspace, path), join(this.root, path), { force: true, errorOnExist: false });
    }
    this.run("git", "init", "--quiet", "--initial-branch=main");
    this.run("git", "config", "user.name", "A Maintainer");
    this.run("git", "config", "user.email", "maintainer@example.com");
    this.commit("The workspace as it is");
    this.run("pnpm", "install", "--frozen-lockfile", "--prefer-offline");
  }

  commit(message: string): void {
    this.run("git", "add", "--all");
    this.run("git", "commit", "--quiet", "--no-verify", "--message", message);
  }

  /**
   * Runs a command in the copy.
   *
   * @returns what it printed on standard output
   * @throws {Error} with all that it printed, when it fails
   */
  run(file: string, ...args: readonly string[]): string {
    return execFileSync(file, args, { cwd: this.root, encoding: "utf8", stdio: "pipe", maxBuffer: 1e9 });
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
