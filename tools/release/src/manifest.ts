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

/** Reads a client's package.json; the template of the clients and the type checker see to its shape. */
export function readManifest(folder: string): ClientManifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as ClientManifest;
}
