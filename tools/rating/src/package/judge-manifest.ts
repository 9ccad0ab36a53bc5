import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { Reason } from "../verdict.ts";

type Node = Readonly<Record<string, unknown>>;

/** What became of the part of a package.json that users feel: dependencies, engines, entry points. */
export function judgeManifest(old: string, next: string, folder: string): Reason[] {
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

function changes(before: Node, after: Node): [name: string, change: Change][] {
  const text = (value: unknown): string | undefined => (typeof value === "string" ? value : JSON.stringify(value));
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .map((name): [string, Change] => [name, { before: text(before[name]), after: text(after[name]) }])
    .filter(([, change]) => change.before !== change.after);
}

/** The parts that matter, with the versions that the workspace's catalog stands for. */
function readManifest(root: string, folder: string): { engines: Node; exports: Node; dependencies: Node } {
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

function nodeOf(value: unknown): Node {
  return typeof value === "object" && value !== null ? (value as Node) : {}; // an object is a mapping of something
}
