import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ClientPackage } from "./client-package.ts";

const TEMPLATE = join(import.meta.dirname, "template");
/** Keeps the template's files from being taken for a package, a test or a configuration of the generator itself. */
const SUFFIX = ".template";

/** The files of a client package by their path in it, from the one template that all clients are made of. */
export function templateFiles(client: ClientPackage): ReadonlyMap<string, string> {
  const files = globSync(`**/*${SUFFIX}`, { cwd: TEMPLATE }).sort();
  return new Map(
    files.map((file) => {
      const path = file.slice(0, -SUFFIX.length).replaceAll("\\", "/");
      return [path, fill(readFileSync(join(TEMPLATE, file), "utf8"), client)];
    }),
  );
}

function fill(text: string, { platform, name, title }: ClientPackage): string {
  return text.replaceAll("{{platform}}", platform).replaceAll("{{name}}", name).replaceAll("{{title}}", title);
}
