import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { turboEnvironment } from "@workshop/config/turbo-environment";
import { runChild } from "../child-command.ts";
import { ReleaseError } from "./release-error.ts";

/** Turbo's own program: the one of this workshop, whichever work tree it runs in. */
const TURBO = join(dirname(createRequire(import.meta.url).resolve("turbo/package.json")), "bin/turbo");

/** Runs turbo in a release's work tree. */
export class Turbo {
  private readonly folder: string;
  private readonly cache: string;
  private readonly signal: AbortSignal;

  /**
   * @param folder the work tree
   * @param root the repository's own work tree, whose cache is shared
   */
  constructor(folder: string, root: string, signal: AbortSignal) {
    this.folder = folder;
    this.cache = join(root, ".turbo/cache");
    this.signal = signal;
  }

  /**
   * Runs one task of some packages, and what it depends on.
   *
   * @throws {ReleaseError} with all that turbo printed, when it fails
   */
  async run(task: string, packages: readonly string[], flags: readonly string[] = []): Promise<void> {
    if (packages.length === 0) return;
    const filters = packages.map((name) => `--filter=${name}`);
    const args = [TURBO, "run", task, ...filters, ...flags, `--cache-dir=${this.cache}`, "--output-logs=new-only"];
    const { status, output } = await runChild(process.execPath, args, {
      cwd: this.folder,
      env: environment(),
      signal: this.signal,
    });
    if (status === 0) return;
    throw new ReleaseError(
      `\`${task}\` fails:\n${output.trim()}`,
      "repair it, commit, and run this again; `pnpm test` shows the same",
    );
  }
}

/** The tasks run on the Node that this process runs on, however it was started. */
function environment(): NodeJS.ProcessEnv {
  const path = [dirname(process.execPath), process.env.PATH].join(delimiter);
  return { ...turboEnvironment(), PATH: path };
}
