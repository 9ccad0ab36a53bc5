import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Every package of the server's environment in its one version. */
export const REQUIREMENTS: string = join(import.meta.dirname, "../requirements.txt");

/**
 * The version that `requirements.txt` pins.
 *
 * @throws {Error} when it pins none
 */
export function pinnedVersion(name: string): string {
  const line = readFileSync(REQUIREMENTS, "utf8")
    .split("\n")
    .find((line) => line.startsWith(`${name}==`));
  const version = line?.slice(name.length + 2).split(/[\s;]/)[0];
  if (version === undefined || version === "") throw new Error(`${REQUIREMENTS} pins no ${name}: compile it anew`);
  return version;
}
