import { existsSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { templateFiles } from "@workshop/codegen";
import { findClientPackage } from "@workshop/config/client-packages";
import { listPlatforms } from "@workshop/openapi";

/** The platform as the measured clients call it. */
export const MEASURED = { platform: "measured", name: "Measured", title: "Measured" };

/** A package of a client, in a folder of its own, as `pnpm client new` makes it; its code is yet to be generated. */
export interface MeasuredClient {
  /** What stands for the repository. */
  readonly house: string;
  readonly folder: string;
}

/** @param scratch the folder that it is made in */
export function makeClient(root: string, scratch: string): MeasuredClient {
  const house = mkdtempSync(join(scratch, "house-"));
  const folder = join(house, "packages", `${MEASURED.platform}-client`);
  mkdirSync(join(house, "specs"));
  for (const [path, content] of templateFiles(MEASURED)) {
    if (path.startsWith("test/")) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  // All clients need the same.
  const [platform = ""] = listPlatforms(root);
  symlinkSync(join(findClientPackage(root, platform).folder, "node_modules"), join(folder, "node_modules"));
  return { house, folder };
}

/** The first of its operations; `none` where nothing was generated. */
export function firstOperation({ folder }: MeasuredClient): string {
  return firstExport(join(folder, "src", "generated", "operations.ts"));
}

/** The first constant that a generated file exports. */
export function firstExport(file: string): string {
  return /^export const (\w+)/mu.exec(existsSync(file) ? readFileSync(file, "utf8") : "")?.[1] ?? "none";
}

/** The configuration of a project that compiles some of its files as strictly as the client itself. */
export function projectOf(root: string, { folder }: MeasuredClient, include: readonly string[], name: string): string {
  const file = join(folder, `tsconfig.${name}.json`);
  const base = join(root, "tools", "config", "tsconfig", "client.json");
  writeFileSync(file, JSON.stringify({ extends: base, compilerOptions: { skipLibCheck: false }, include }));
  return file;
}
