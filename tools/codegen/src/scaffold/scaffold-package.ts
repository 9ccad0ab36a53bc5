import { globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

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

/** What tells one client package from the next. */
export interface ClientPackage {
  /** Names the document (`specs/<platform>.yaml`), the folder and the package: `edgeimpulse`. */
  readonly platform: string;
  /** Names the client in code, in Pascal case: `EdgeImpulse` gives `createEdgeImpulseClient`. */
  readonly name: string;
  /** Names the platform in prose: `Edge Impulse`. */
  readonly title: string;
}

const TEMPLATE = join(import.meta.dirname, "template");
/** Keeps the template's files from being taken for a package, a test or a configuration of the generator itself. */
const SUFFIX = ".template";

/** The files of a client package by their path in it, from the one template that all clients are made of. */
export function templateFiles(client: ClientPackage): ReadonlyMap<string, string> {
  const files = globSync(`**/*${SUFFIX}`, { cwd: TEMPLATE }).sort();
  return new Map(
    files.map((file) => {
      const path = file.slice(0, -SUFFIX.length).replaceAll("\\", "/");
      return [path, fill(readFileSync(join(TEMPLATE, file), "utf8"), client)];
    }),
  );
}

function fill(text: string, { platform, name, title }: ClientPackage): string {
  return text.replaceAll("{{platform}}", platform).replaceAll("{{name}}", name).replaceAll("{{title}}", title);
}

/** A package that cannot be scaffolded; the message ends with what to do about it. */
export class ScaffoldError extends Error {
  override readonly name = "ScaffoldError";

  constructor(what: string, remedy: string, options?: ErrorOptions) {
    super(`${what}\n${remedy}`, options);
  }
}
