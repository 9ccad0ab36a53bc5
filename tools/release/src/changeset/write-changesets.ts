import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { replaceFiles } from "@workshop/openapi/replace-files";
import { compareBumps, type Rating } from "@workshop/rating";
import { writeChangesetText } from "./changeset-text.ts";
import { findChanges, type PackageChange, rateChange } from "./package-change.ts";
import { announced, FOLDER, readPending } from "./pending.ts";
import type { Client } from "./select-clients.ts";

/** What was done about a package's changeset. */
export interface WrittenChangeset {
  readonly package: string;
  readonly platform: string;
  /** What the package was compared with. */
  readonly base: string;
  readonly rating: Rating | undefined;
  readonly state: "covered" | "not needed" | "removed" | "unchanged" | "updated" | "written";
  /** The changeset's path from the root, where there is one. */
  readonly file: string | undefined;
}

/** Which packages to write changesets for. */
export interface WriteRequest {
  readonly root: string;
  readonly clients: readonly Client[];
  /** A revision to compare with; default: the state that was last released. */
  readonly since: string | undefined;
  readonly progress: (step: string) => void;
}

/**
 * Writes one changeset for each package that has changed since its last release, or writes it anew.
 *
 * @throws {DocumentError} when something cannot be read; what was written by then is whole, and the same when it is
 * written again.
 */
export async function writeChangesets({ root, clients, since, progress }: WriteRequest): Promise<WrittenChangeset[]> {
  const written: WrittenChangeset[] = [];
  for (const change of findChanges(root, clients, since)) {
    written.push(writeOne(root, change, await rateChange(root, change, progress)));
  }
  return written;
}

function writeOne(root: string, { client, base }: PackageChange, rating: Rating | undefined): WrittenChangeset {
  const file = `${FOLDER}/spec-${client.platform}.md`;
  const path = join(root, file);
  const before = existsSync(path) ? readFileSync(path, "utf8") : undefined;
  const result = { package: client.name, platform: client.platform, base: base.description, rating };
  const others = readPending(root).filter((pending) => pending.file !== file && pending.bumps.has(client.name));
  // What cannot be told from the document has been told by a person, and better.
  const isTold =
    rating !== undefined && isAboutCode(rating) && compareBumps(announced(others, client.name), rating.bump) >= 0;
  const bump = isTold ? "none" : (rating?.bump ?? "none");
  const after = writeChangesetText(client.name, bump, rating?.reasons ?? [], before);
  if (after === before) {
    const covered = isTold && rating.bump !== "none";
    if (after === undefined)
      return { ...result, state: covered ? "covered" : "not needed", file: covered ? others[0]?.file : undefined };
    return { ...result, state: "unchanged", file };
  }
  if (after === undefined) rmSync(path, { force: true });
  else {
    mkdirSync(dirname(path), { recursive: true });
    replaceFiles([[path, after]]);
  }
  const state = after === undefined ? "removed" : before === undefined ? "written" : "updated";
  return { ...result, state, file };
}

/** Whether the document says nothing of the change: it is one of the runtime, the generator or the package's own code. */
function isAboutCode({ judges }: Rating): boolean {
  return judges.every(({ judge, bump }) => judge !== "document" || bump === "none");
}
