import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What a client's package.json says that matters to the workshop. */
export interface ClientManifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly exports?: Readonly<Record<string, string | { readonly default?: string }>>;
  /** The exact paths that the package consists of, apart from those that npm always packs. */
  readonly files: readonly string[];
  readonly publishConfig?: { readonly access?: string };
  readonly openapiClient: {
    readonly platform: string;
    /** The platform in Pascal case, as in `createEdgeImpulseClient`. */
    readonly name: string;
  };
}

/** A client in a work tree. */
export interface ClientPackage {
  readonly folder: string;
  readonly manifest: ClientManifest;
}

/** A client that can be loaded. */
export interface LoadablePackage {
  /** For example `@org/phoenix-client`. */
  readonly name: string;
  readonly folder: string;
  /** The file that it exports, built or not. */
  readonly entry: string;
  /** Its main function, for example `createPhoenixClient`. */
  readonly factory: string;
}

/** A package of which nothing has been released says so by its version: the first changeset gives it a real one. */
const UNRELEASED = "0.0.0";

/** Whether the client has a version that was, or is to be, released. */
export function isReleased({ manifest }: ClientPackage): boolean {
  return isReleasedVersion(manifest.version);
}

/** Whether a package with this version was, or is to be, released. */
export function isReleasedVersion(version: string): boolean {
  return version !== UNRELEASED;
}

/** Reads a client's package.json. */
export function readManifest(folder: string): ClientManifest {
  return parseManifest(readFileSync(join(folder, "package.json"), "utf8"));
}

/** The text of a client's package.json, understood; the template of the clients and pnpm see to its shape. */
export function parseManifest(text: string): ClientManifest {
  return JSON.parse(text) as ClientManifest;
}

/** The clients of a work tree, sorted by folder. What is private is never published. */
export function listClients(root: string): readonly ClientPackage[] {
  const packages = join(root, "packages");
  return (existsSync(packages) ? readdirSync(packages) : [])
    .sort()
    .map((name) => join(packages, name))
    .filter((folder) => existsSync(join(folder, "package.json")))
    .map((folder) => ({ folder, manifest: readManifest(folder) }))
    .filter(({ manifest }) => manifest.private !== true && manifest.openapiClient !== undefined);
}

/** @throws {Error} when there is no such package, or when its package.json does not say what it exports */
export function findClientPackage(root: string, platform: string): LoadablePackage {
  const folder = join(root, "packages", `${platform}-client`);
  const file = join(folder, "package.json");
  if (!existsSync(file)) {
    throw new Error(
      `There is no package for ${platform}: ${file} does not exist. Add one with \`pnpm codegen --help\`.`,
    );
  }
  // Whatever JSON it is: each field is looked at before it is used.
  const { name, exports, openapiClient }: Partial<ClientManifest> = readManifest(folder);
  const main = exports?.["."];
  const entry = typeof main === "string" ? main : main?.default;
  if (name === undefined || entry === undefined || openapiClient?.name === undefined) {
    throw new Error(`${file} must have \`name\`, \`exports["."].default\` and \`openapiClient.name\`.`);
  }
  return { name, folder, entry: join(folder, entry), factory: `create${openapiClient.name}Client` };
}
