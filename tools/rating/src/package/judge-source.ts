import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { CORE_FOLDER, packageFolder } from "../sides/package-side.ts";
import { highestBump, type Reason, type Verdict } from "../verdict.ts";
import { judgeManifest } from "./judge-manifest.ts";

/** Files that are named in a reason; of more, the number is enough. */
const NAMED = 3;

/**
 * What users get besides the types: the code itself, whatever changed it. A change of the document is not its business,
 * unless the generated code changed without one.
 *
 * @param old the folder in which the old state was laid, at its paths from the root.
 * @param documentChanged whether the document or its overlay changed, too.
 */
export function judgeSource(old: string, next: string, platform: string, documentChanged: boolean): Verdict {
  const folder = packageFolder(platform);
  const changed = (path: string): string[] => changedFiles(join(old, path), join(next, path));
  const own = changed(`${folder}/src`);
  const generated = own.filter((file) => file.startsWith("generated/"));
  const written = own.filter((file) => !file.startsWith("generated/"));
  const reasons = [
    ...(documentChanged ? [] : because("generated-code-changed", "The generated code changed", generated)),
    ...because("package-source-changed", "The package's own code changed", written),
    ...because("runtime-changed", "The runtime inside the client changed", changed(`${CORE_FOLDER}/src`)),
    ...judgeManifest(old, next, folder),
  ];
  return { judge: "package", bump: highestBump(reasons.map(({ bump }) => bump)), reasons };
}

function because(rule: string, what: string, files: readonly string[]): Reason[] {
  if (files.length === 0) return [];
  const names = files.slice(0, NAMED).map((file) => `\`${file}\``);
  const rest = files.length > NAMED ? [`${files.length - NAMED} more`] : [];
  const message = `${what}: ${[...names, ...rest].join(", ")}.`;
  return [{ bump: "patch", rule, message, pointer: "", oldLine: undefined, newLine: undefined }];
}

/** The files below two folders that are not the same in both, by their path from there. */
function changedFiles(old: string, next: string): string[] {
  const before = contents(old);
  const after = contents(next);
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((file) => before.get(file) !== after.get(file))
    .sort();
}

function contents(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [relative(folder, path).replaceAll("\\", "/"), readFileSync(path, "utf8")];
    }),
  );
}
