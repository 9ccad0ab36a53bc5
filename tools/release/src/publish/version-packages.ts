import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { type ClientPackage, listClients } from "@workshop/config/client-packages";
import { changesetFiles } from "../changeset/pending.ts";
import { runChild } from "../child-command.ts";
import { ReleaseError } from "./release-error.ts";
import { commitAll } from "./work-tree.ts";

const CHANGESETS = join(dirname(createRequire(import.meta.url).resolve("@changesets/cli/package.json")), "bin.js");

/** What the changesets made of the packages. */
export interface VersionedPackages {
  /** The release commit, or the one before where there was no changeset. */
  readonly commit: string;
  readonly clients: readonly ClientPackage[];
  /** `<name>@<version>` of those that have a new version. */
  readonly changed: readonly string[];
}

/**
 * Turns the changesets into versions and changelogs, and commits them in the release's work tree: no branch knows the
 * commit yet.
 *
 * @throws {ReleaseError} when changesets or git refuse
 */
export async function versionPackages(
  folder: string,
  dryRun: boolean,
  signal: AbortSignal,
): Promise<VersionedPackages> {
  const before = new Set(listClients(folder).map(label));
  // Without any changeset, changesets says that it has failed.
  const { status, output } =
    changesetFiles(folder).length > 0
      ? await runChild(process.execPath, [CHANGESETS, "version"], { cwd: folder, signal })
      : { status: 0, output: "" };
  if (status !== 0) {
    throw new ReleaseError(`changesets cannot make the versions:\n${output.trim()}`, "look at the files in .changeset");
  }
  const clients = listClients(folder);
  const changed = clients.map(label).filter((name) => !before.has(name));
  const [only = ""] = changed;
  const subject = changed.length === 1 ? `Release ${only}` : `Release ${changed.length} packages`;
  return { commit: await commitAll(folder, `${subject}\n\n${changed.join("\n")}`, dryRun), clients, changed };
}

function label({ manifest: { name, version } }: ClientPackage): string {
  return `${name}@${version}`;
}
