import { existsSync, realpathSync } from "node:fs";
import { join } from "node:path";

/** A Node on which the built clients are tested. */
export interface NodeVersion {
  readonly major: number;
  /** Its executable; absent: there is none for this machine. */
  readonly executable?: string;
}

/**
 * The Nodes that the clients support: the one that runs the workshop, and others that optional dependencies bring
 * along. This package has no scripts, because those Nodes would run them: pnpm puts each one's `node` first on their path.
 */
export function nodeVersions(): readonly NodeVersion[] {
  const current = Number(process.versions.node.split(".")[0]);
  return [20, 22, 24, 26].map((major) => {
    if (major === current) return { major, executable: process.execPath };
    const folder = join(import.meta.dirname, `../node_modules/node-${major}-${process.platform}-${process.arch}`);
    const executable = join(folder, "bin/node");
    return existsSync(executable) ? { major, executable: realpathSync(executable) } : { major };
  });
}
