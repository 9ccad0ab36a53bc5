import { generate } from "@workshop/codegen";
import { DocumentError } from "@workshop/openapi";
import { CORE_FOLDER, packageFolder, type Rating, Repository, ratePackage, readPackageSide } from "@workshop/rating";
import { type Base, findBase } from "./base.ts";
import type { Client } from "./select-clients.ts";

/** What has become of a package since it was last released. */
export interface PackageChange {
  readonly client: Client;
  readonly base: Base;
  /** The files that differ and that users can notice, from the root. */
  readonly files: readonly string[];
}

/** What a package is made of, from the root. */
function ingredients(platform: string): string[] {
  return [
    `specs/${platform}.yaml`,
    `specs/overlays/${platform}.yaml`,
    `${packageFolder(platform)}/src`,
    `${packageFolder(platform)}/package.json`,
    `${CORE_FOLDER}/src`,
    "pnpm-workspace.yaml",
  ];
}

/**
 * Finds out, by git alone, what has changed of each package since its base.
 *
 * @param since a revision to compare with; default: the state that was last released.
 * @throws {DocumentError} when there is no such revision.
 */
export function findChanges(root: string, clients: readonly Client[], since?: string): readonly PackageChange[] {
  const repository = since === undefined ? Repository.at(root) : Repository.required(root, since);
  const commit = since === undefined ? undefined : repository?.requiredCommit(since);
  return clients.map((client) => {
    const base = findBase(repository, client, commit);
    const files =
      base.kind === "commit" ? (repository?.changedSince(base.commit, ingredients(client.platform)) ?? []) : [];
    return { client, base, files };
  });
}

/**
 * Rates what has become of a package.
 *
 * @returns `undefined` where there is nothing to rate.
 * @throws {DocumentError} when a document cannot be read, the generated code is not what the documents give, or the
 * package cannot be judged.
 */
export async function rateChange(
  root: string,
  { client, base, files }: PackageChange,
  progress: (step: string) => void,
): Promise<Rating | undefined> {
  if (base.kind === "nothing" || files.length === 0) return undefined;
  const { platform } = client;
  await demandGenerated(root, platform);
  const [old, next] = [await readPackageSide(base.commit, platform, root), await readPackageSide(root, platform, root)];
  const rating = await ratePackage(old, next, (step) => progress(`${platform}: ${step}`));
  const [abstention] = rating.abstentions;
  if (abstention === undefined) return rating;
  throw new DocumentError(
    { file: packageFolder(platform) },
    `the change cannot be rated: ${abstention.why}`,
    "make the package compile: `pnpm check` says what is wrong",
  );
}

/** Code that was generated from another document would be rated in place of the right one. */
async function demandGenerated(root: string, platform: string): Promise<void> {
  const [result] = await generate({ root, platforms: [platform], check: true });
  const [file] = result?.changed ?? [];
  if (file === undefined) return;
  throw new DocumentError({ file }, "the generated code is not what the documents give", "run `pnpm generate`");
}
