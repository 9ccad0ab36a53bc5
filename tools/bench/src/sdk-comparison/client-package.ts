import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** The fields that are read here. */
interface Manifest {
  readonly exports: { readonly ".": { readonly default: string } };
  readonly openapiClient: { readonly name: string };
}

type CreateClient = (options: object) => Record<string, (input: unknown) => Promise<unknown>>;

/** The folder of a platform's package. */
export function clientFolder(platform: string): string {
  return join(import.meta.dirname, "../../../../packages", `${platform}-client`);
}

/**
 * A client's main function, from the file that its package exports: what users get, and not its source.
 * @throws {Error} when it is not built
 */
export async function loadClientPackage(platform: string): Promise<CreateClient> {
  const folder = clientFolder(platform);
  const { exports, openapiClient } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
  const main = join(folder, exports["."].default);
  // The compiler does not know a file that is built later.
  const exported = (await import(pathToFileURL(main).href)) as Record<string, CreateClient>;
  const createClient = exported[`create${openapiClient.name}Client`];
  if (createClient === undefined) throw new Error(`${main} does not export create${openapiClient.name}Client.`);
  return createClient;
}
