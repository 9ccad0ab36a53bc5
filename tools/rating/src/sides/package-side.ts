import { cpSync, existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { DocumentError } from "@workshop/openapi";
import { readSide, type Side } from "./read-side.ts";
import { Repository } from "./repository.ts";

/** A platform of a repository, at one state of it: its document, and the package that was made of it. */
export interface PackageSide extends Side {
  readonly platform: string;
  /** Writes the package's and its runtime's source into a folder, each at its path from the root. */
  lay(folder: string): void;
}

/** The folder of a platform's package, from the root. */
export function packageFolder(platform: string): string {
  return `packages/${platform}-client`;
}

/** The folder of the runtime that is inlined into every client, from the root. */
export const CORE_FOLDER = "packages/client-core";

/** What a package's users get to feel, and the type tests that say how they use it: paths from the root. */
function layout(platform: string): string[] {
  const folder = packageFolder(platform);
  return [
    `${folder}/src`,
    `${folder}/package.json`,
    `${folder}/test/types.test-d.ts`,
    `${CORE_FOLDER}/src`,
    `${CORE_FOLDER}/package.json`,
    "pnpm-workspace.yaml",
  ];
}

/**
 * Reads a platform of a repository.
 *
 * @param given a revision of the repository, or a folder that holds `specs`, such as `.`.
 * @param root the folder of the repository in which revisions are looked up.
 * @throws {DocumentError} when there is no such revision or folder, or no such platform or package in it.
 */
export async function readPackageSide(given: string, platform: string, root: string): Promise<PackageSide> {
  return existsSync(join(given, "specs")) ? await folderSide(given, platform) : await commitSide(given, platform, root);
}

async function folderSide(given: string, platform: string): Promise<PackageSide> {
  const root = resolve(given);
  const document = join(root, "specs", `${platform}.yaml`);
  if (!existsSync(document)) throw noPlatform(given, platform);
  const side = await readSide(document, root, false);
  requirePackage(given, platform, existsSync(join(root, packageFolder(platform), "src/generated")));
  return {
    ...side,
    platform,
    label: `${given} (${platform})`,
    lay: (folder) => {
      for (const path of layout(platform)) {
        if (existsSync(join(root, path))) cpSync(join(root, path), join(folder, path), { recursive: true });
      }
    },
  };
}

async function commitSide(revision: string, platform: string, root: string): Promise<PackageSide> {
  const repository = Repository.required(root, revision);
  const commit = repository.requiredCommit(revision);
  const document = `specs/${platform}.yaml`;
  if (repository.textAt(commit, document) === undefined) throw noPlatform(revision, platform);
  const side = await readSide(`${revision}:${document}`, root, false);
  const generated = repository.filesAt(commit, [`${packageFolder(platform)}/src/generated`]);
  requirePackage(revision, platform, generated.length > 0);
  return {
    ...side,
    platform,
    label: `${revision} (${platform})`,
    lay: (folder) => repository.extract(commit, layout(platform), folder),
  };
}

function noPlatform(given: string, platform: string): DocumentError {
  return new DocumentError({ file: given }, `there is no specs/${platform}.yaml`, "name a platform that is there");
}

function requirePackage(given: string, platform: string, exists: boolean): void {
  if (exists) return;
  throw new DocumentError(
    { file: given },
    `${packageFolder(platform)} has no generated code there`,
    `compare the documents alone: \`<revision>:specs/${platform}.yaml\``,
  );
}
