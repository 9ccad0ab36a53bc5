import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ClientPackage } from "./client-package.ts";
import { ScaffoldError } from "./scaffold-error.ts";
import { templateFiles } from "./template-files.ts";

/**
 * Writes the hand-kept part of a new client package, `packages/<platform>-client`; the generated part, `src/generated`,
 * is the generator's. What is written here belongs to the package from then on: it is never written again.
 *
 * @param root the workspace's folder
 * @returns the paths of the files that were written, relative to `root`
 * @throws {ScaffoldError} when a name is not usable, the platform has no document, or the package's folder exists already
 */
export function scaffoldPackage({ root, ...client }: ClientPackage & { readonly root: string }): readonly string[] {
  refuseUnusableNames(client);
  const folder = `packages/${client.platform}-client`;
  refuseWithoutDocument(root, client.platform);
  mkdirSync(join(root, "packages"), { recursive: true });
  createFolder(join(root, folder), folder);
  return [...templateFiles(client)].map(([path, text]) => {
    const file = join(root, folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text, { flag: "wx" });
    return `${folder}/${path}`;
  });
}

function refuseUnusableNames({ platform, name, title }: ClientPackage): void {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(platform)) {
    throw new ScaffoldError(
      `"${platform}" cannot name a platform: it becomes a file, a folder and a package.`,
      "Use lower-case letters, digits and single hyphens, for example `edge-impulse`.",
    );
  }
  if (!/^[A-Z][A-Za-z0-9]*$/.test(name)) {
    throw new ScaffoldError(
      `"${name}" cannot name a client in code, as in \`create${name}Client\`.`,
      "Give --name in Pascal case, for example `EdgeImpulse`.",
    );
  }
  if (!/^[^\p{Cc}"\\<>{}|`*_]+$/u.test(title) || title.trim() !== title) {
    throw new ScaffoldError(
      `${JSON.stringify(title)} cannot stand in a package's description and README.`,
      "Give --title as a person writes it, in one line and without markup, for example `Edge Impulse`.",
    );
  }
}

function refuseWithoutDocument(root: string, platform: string): void {
  const document = `specs/${platform}.yaml`;
  try {
    readFileSync(join(root, document));
  } catch (cause) {
    throw new ScaffoldError(
      `There is no ${document}, which the package would be generated from.`,
      `Import it first: pnpm spec import <page-or-document> --platform ${platform}`,
      { cause },
    );
  }
}

/** Creating the folder is the test for its absence: two runs at once cannot both pass. */
function createFolder(path: string, name: string): void {
  try {
    mkdirSync(path);
  } catch (cause) {
    throw new ScaffoldError(
      `${name} cannot be created: ${cause instanceof Error ? cause.message : String(cause)}`,
      "A package is scaffolded once. Edit its files by hand, or generate its src/generated anew with pnpm generate.",
      { cause },
    );
  }
}
