import { spawnSync } from "node:child_process";
import { mkdtempDisposableSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gitEnvironment } from "@workshop/config/run-command";
import { DocumentError } from "@workshop/openapi";

/** A git repository, asked through git itself. */
export class Repository {
  readonly root: string;

  private constructor(root: string) {
    this.root = root;
  }

  /** The repository whose work tree is this folder, or holds it; `undefined` where there is none, or no git. */
  static at(folder: string): Repository | undefined {
    const repository = new Repository(folder);
    return repository.run(["rev-parse", "--is-inside-work-tree"]).output.trim() === "true" ? repository : undefined;
  }

  /** @throws {DocumentError} where there is no repository. */
  static required(folder: string, asked: string): Repository {
    const repository = Repository.at(folder);
    if (repository !== undefined) return repository;
    throw new DocumentError(
      { file: asked },
      "this names a git revision, and the folder is no git repository",
      "give a file or an http(s) address, or run this in a clone",
    );
  }

  /** The commit that a revision names; `undefined` if there is none. */
  commit(revision: string): string | undefined {
    const { status, output } = this.run([
      "rev-parse",
      "--verify",
      "--quiet",
      "--end-of-options",
      `${revision}^{commit}`,
    ]);
    return status === 0 ? output.trim() : undefined;
  }

  /** @throws {DocumentError} when there is no such revision. */
  requiredCommit(revision: string): string {
    const commit = this.commit(revision);
    if (commit !== undefined) return commit;
    const shallow = this.isShallow() ? ", or fetch the whole history: `git fetch --unshallow --tags`" : "";
    throw new DocumentError(
      { file: revision },
      "this repository has no such revision",
      `check the name (\`git log --oneline\`)${shallow}`,
    );
  }

  /** Whether only the newest part of the history is here. */
  isShallow(): boolean {
    return this.run(["rev-parse", "--is-shallow-repository"]).output.trim() === "true";
  }

  /** The text of a file at a commit, its path from the root; `undefined` if there is none. */
  textAt(commit: string, path: string): string | undefined {
    const { status, output } = this.run(["cat-file", "blob", `${commit}:./${path}`]);
    return status === 0 ? output : undefined;
  }

  /** The paths of all files at a commit, or below some folders of it, from the root. */
  filesAt(commit: string, paths: readonly string[] = ["."]): string[] {
    return lines(this.run(["ls-tree", "-r", "-z", "--name-only", commit, "--", ...paths]).output);
  }

  /** Writes the files of a commit below some paths into a folder. */
  extract(commit: string, paths: readonly string[], destination: string): void {
    using temporary = mkdtempDisposableSync(join(tmpdir(), "rating-index-"));
    const environment = { GIT_INDEX_FILE: join(temporary.path, "index") };
    const files = this.filesAt(commit, paths);
    this.demand(["read-tree", commit], environment);
    const prefix = `--prefix=${destination}/`;
    this.demand(["checkout-index", "--force", prefix, "--", ...files], environment);
  }

  /** The files below some paths that are not as they were at a commit: changed, added, gone, or not yet known to git. */
  changedSince(commit: string, paths: readonly string[]): string[] {
    const changed = this.run([
      "diff",
      "--name-only",
      "-z",
      "--relative",
      "--no-renames",
      commit,
      "--",
      ...paths,
    ]).output;
    const unknown = this.run(["ls-files", "--others", "--exclude-standard", "-z", "--", ...paths]).output;
    return [...new Set([...lines(changed), ...lines(unknown)])].sort();
  }

  /** What git prints, or an empty text where it fails. */
  ask(...args: readonly string[]): string {
    const { status, output } = this.run(args);
    return status === 0 ? output.trim() : "";
  }

  private demand(args: readonly string[], environment: Record<string, string>): void {
    const { status, output, problem } = this.run(args, environment);
    if (status !== 0) throw new Error(`git ${args[0]} failed: ${problem || output}`);
  }

  private run(
    args: readonly string[],
    environment: Record<string, string> = {},
  ): { status: number; output: string; problem: string } {
    const { status, stdout, stderr } = spawnSync("git", args, {
      cwd: this.root,
      encoding: "utf8",
      maxBuffer: 1e9,
      env: { ...gitEnvironment(), ...environment, GIT_OPTIONAL_LOCKS: "0", LC_ALL: "C" },
    });
    return { status: status ?? 1, output: stdout ?? "", problem: stderr ?? "git could not be started" };
  }
}

function lines(output: string): string[] {
  return output.split("\0").filter((line) => line !== "");
}
