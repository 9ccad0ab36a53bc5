import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The package of a platform, as its package.json says. */
export interface ClientPackage {
  /** For example `@org/phoenix-client`. */
  readonly name: string;
  /** Its folder. */
  readonly folder: string;
  /** The file that it exports, built or not. */
  readonly entry: string;
  /** Its main function, for example `createPhoenixClient`. */
  readonly factory: string;
}

/** The fields that are read here. */
interface Manifest {
  readonly name?: string;
  readonly exports?: { readonly "."?: string | { readonly default?: string } };
  readonly openapiClient?: { readonly name?: string };
}

/** @throws {Error} when there is no such package, or when its package.json does not say what it exports */
export function findClientPackage(root: string, platform: string): ClientPackage {
  const folder = join(root, "packages", `${platform}-client`);
  const file = join(folder, "package.json");
  if (!existsSync(file)) {
    throw new Error(
      `There is no package for ${platform}: ${file} does not exist. Add one with \`pnpm codegen --help\`.`,
    );
  }
  // Whatever JSON it is: each field is looked at before it is used.
  const { name, exports, openapiClient } = JSON.parse(readFileSync(file, "utf8")) as Manifest;
  const main = exports?.["."];
  const entry = typeof main === "string" ? main : main?.default;
  if (name === undefined || entry === undefined || openapiClient?.name === undefined) {
    throw new Error(`${file} must have \`name\`, \`exports["."].default\` and \`openapiClient.name\`.`);
  }
  return { name, folder, entry: join(folder, entry), factory: `create${openapiClient.name}Client` };
}
