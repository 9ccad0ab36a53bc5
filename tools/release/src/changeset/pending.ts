import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import parseChangeset from "@changesets/parse";
import { DocumentError } from "@workshop/openapi";
import { type Bump, highestBump } from "@workshop/rating";

/** The folder of changesets, from the root. */
export const FOLDER = ".changeset";

/** A changeset that waits for the next release. */
export interface Pending {
  /** Its path, from the root. */
  readonly file: string;
  readonly bumps: ReadonlyMap<string, Bump>;
}

/**
 * Reads all changesets.
 *
 * @throws {DocumentError} when one of them cannot be understood.
 */
export function readPending(root: string): readonly Pending[] {
  return changesetFiles(root).map((file) => readOne(root, file));
}

/** The files of all changesets, from the root: every Markdown file but those that changesets itself leaves out. */
export function changesetFiles(root: string): readonly string[] {
  if (!existsSync(join(root, FOLDER))) return [];
  return readdirSync(join(root, FOLDER))
    .filter((name) => name.endsWith(".md") && !/^(\.|readme\.md$)/iu.test(name))
    .sort()
    .map((name) => `${FOLDER}/${name}`);
}

/** The highest bump that changesets announce for a package. */
export function announced(pending: readonly Pending[], name: string): Bump {
  return highestBump(pending.map(({ bumps }) => bumps.get(name) ?? "none"));
}

function readOne(root: string, file: string): Pending {
  try {
    const { releases } = parseChangeset(readFileSync(join(root, file), "utf8"));
    return { file, bumps: new Map(releases.map(({ name, type }) => [name, type])) };
  } catch (error) {
    const why = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    throw new DocumentError(
      { file },
      `not a changeset: ${why}`,
      "begin it with the packages and their bumps between two lines of `---`",
      { cause: error },
    );
  }
}
