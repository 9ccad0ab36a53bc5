import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { parse } from "yaml";
import { type Reason, type Verdict, verdictOf } from "../rating.ts";
import { CORE_FOLDER, packageFolder } from "../sides/package-side.ts";

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
  return verdictOf("package", reasons);
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

type Json = Readonly<Record<string, unknown>>;

/** What became of the part of a package.json that users feel: dependencies, engines, entry points. */
function judgeManifest(old: string, next: string, folder: string): Reason[] {
  const [before, after] = [readManifest(old, folder), readManifest(next, folder)];
  const reasons: Reason[] = [];
  const add = (bump: Reason["bump"], rule: string, message: string): void => {
    reasons.push({ bump, rule, message, pointer: "", oldLine: undefined, newLine: undefined });
  };
  for (const [name, engine] of changes(before.engines, after.engines)) {
    if (engine.after !== undefined) add("major", "engines-changed", `It needs ${name} ${engine.after} now.`);
  }
  for (const [name, entry] of changes(before.exports, after.exports)) {
    if (entry.after === undefined) add("major", "entry-removed", `The entry point \`${name}\` is gone.`);
    else if (entry.before === undefined) add("minor", "entry-added", `The entry point \`${name}\` is new.`);
    else add("patch", "entry-changed", `The entry point \`${name}\` leads to other files.`);
  }
  for (const [name, version] of changes(before.dependencies, after.dependencies)) {
    const now = version.after === undefined ? "is no longer needed" : `is ${version.after} now`;
    add("patch", "dependency-changed", `Its dependency \`${name}\` ${now}.`);
  }
  return reasons;
}

interface Change {
  readonly before: string | undefined;
  readonly after: string | undefined;
}

function changes(before: Json, after: Json): [name: string, change: Change][] {
  const text = (value: unknown): string | undefined => (typeof value === "string" ? value : JSON.stringify(value));
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .map((name): [string, Change] => [name, { before: text(before[name]), after: text(after[name]) }])
    .filter(([, change]) => change.before !== change.after);
}

/** The parts that matter, with the versions that the workspace's catalog stands for. */
function readManifest(root: string, folder: string): { engines: Json; exports: Json; dependencies: Json } {
  const manifest = nodeOf(JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")));
  const workspace = join(root, "pnpm-workspace.yaml");
  const catalog = nodeOf(existsSync(workspace) ? nodeOf(parse(readFileSync(workspace, "utf8"))).catalog : undefined);
  const dependencies = Object.entries(nodeOf(manifest.dependencies)).map(([name, version]) => [
    name,
    version === "catalog:" ? catalog[name] : version,
  ]);
  return {
    engines: nodeOf(manifest.engines),
    exports: nodeOf(manifest.exports),
    dependencies: Object.fromEntries(dependencies),
  };
}

function nodeOf(value: unknown): Json {
  return typeof value === "object" && value !== null ? (value as Json) : {}; // an object is a mapping of something
}
