import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What a client's package.json says that matters to whoever checks the package. */
export interface ClientManifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  /** The exact paths that the package consists of, apart from those that npm always packs. */
  readonly files: readonly string[];
  readonly publishConfig?: { readonly access?: string };
  readonly openapiClient: {
    readonly platform: string;
    /** The platform in Pascal case, as in `createEdgeImpulseClient`. */
    readonly name: string;
  };
}

/** A package of which nothing has been released says so by its version: the first changeset gives it a real one. */
const UNRELEASED = "0.0.0";

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
