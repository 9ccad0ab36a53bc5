/** Installs the suite and a converter, in a folder of their own: nobody pays for them who does not run this. */
import { join } from "node:path";
import { installPackages } from "@workshop/config/install-packages";

const FOLDER = join(import.meta.dirname, "../../.installed/autorest");

/** Exactly these. */
const VERSIONS = {
  "@microsoft.azure/autorest.testserver": "3.3.51",
  swagger2openapi: "7.0.8",
};

/**
 * Installs them unless that is done, from the npm registry.
 *
 * @returns the folder of both
 * @throws {Error} when npm cannot install them
 */
export async function installAutorest(): Promise<string> {
  await installPackages(VERSIONS, FOLDER);
  return FOLDER;
}

/** Where the suite is, in the folder of what is installed. */
export function suiteIn(installed: string): string {
  return join(installed, "node_modules/@microsoft.azure/autorest.testserver");
}
