import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The folder that `specs` stands in, upwards from here. @throws {Error} when there is none */
export function repositoryRoot(from: string = import.meta.dirname): string {
  if (existsSync(join(from, "specs")) && existsSync(join(from, "pnpm-workspace.yaml"))) return from;
  const parent = dirname(from);
  if (parent === from) throw new Error("There is no folder with `specs` and `pnpm-workspace.yaml` above this one.");
  return repositoryRoot(parent);
}
