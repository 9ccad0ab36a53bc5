import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../house.ts";
import type { HouseCheck } from "./command.ts";

/** A lockfile with an address in it installs from there, for everyone, whatever registry they use. */
const ADDRESS = /:\/\/|\btarball:/;

/** Every dependency comes from the registry that the machine is set up for, by name, version and hash. */
export const lockfileHasNoAddress: HouseCheck = {
  name: "the lockfile names no address",
  run: () => addressesIn("pnpm-lock.yaml", readFileSync(join(ROOT, "pnpm-lock.yaml"), "utf8")).join("\n"),
};

/** The lines of a lockfile that name an address. */
export function addressesIn(file: string, text: string): readonly string[] {
  return text
    .split("\n")
    .flatMap((line, index) => (ADDRESS.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : []));
}
