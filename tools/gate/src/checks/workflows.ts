import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from "yaml";
import { ROOT } from "../house.ts";
import type { HouseCheck } from "./command.ts";

const FOLDER = ".github/workflows";
/** An action of others, at one commit that nobody can move, and the version for people and update bots. */
const PINNED = /^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/;
const VERSION = /^ v\d+\.\d+\.\d+$/;

/** What a linter of syntax lets pass, and what nobody notices in a review: whom a workflow trusts, and for how long. */
export const workflowsAreGuarded: HouseCheck = {
  name: "the workflows pin their actions, have the least permissions, and end",
  run: () =>
    readdirSync(join(ROOT, FOLDER))
      .flatMap((name) => unguarded(`${FOLDER}/${name}`, readFileSync(join(ROOT, FOLDER, name), "utf8")))
      .join("\n"),
};

/** What a workflow leaves open, each with its line. */
export function unguarded(file: string, text: string): readonly string[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const found: string[] = [];
  const say = (node: unknown, what: string): void => {
    const offset = (node as Node | null)?.range?.[0] ?? 0; // a node of this very document, or none
    found.push(`${file}:${lines.linePos(offset).line}: ${what}`);
  };
  const { contents } = document;
  if (!isMap(contents)) return [`${file}:1: this is no workflow`];
  const permissions = contents.get("permissions", true);
  if (!isMap(permissions) || permissions.items.length > 0) {
    say(permissions ?? contents, "a workflow begins with `permissions: {}`: each job says what it needs");
  }
  if (!contents.has("concurrency")) say(contents, "a workflow has a concurrency group");
  const jobs = contents.get("jobs");
  for (const { key, value: job } of isMap(jobs) ? jobs.items : []) {
    if (!isMap(job)) continue;
    for (const needed of ["permissions", "timeout-minutes"]) {
      if (!job.has(needed)) say(key, `a job has ${needed} of its own`);
    }
    const steps = job.get("steps");
    for (const step of isSeq(steps) ? steps.items : []) checkStep(step, say);
  }
  visit(document, {
    Alias: (_key, node) => void (isAlias(node) && say(node, "aliases hide what is run")),
  });
  return found;
}

function checkStep(step: unknown, say: (node: unknown, what: string) => void): void {
  if (!isMap(step)) return;
  const run = step.get("run", true);
  if (isScalar(run) && String(run.value).includes("${{")) {
    say(run, "an expression within a script can become part of it: hand it over as an environment variable");
  }
  const uses = step.get("uses", true);
  if (!isScalar(uses) || String(uses.value).startsWith("./")) return;
  if (!PINNED.test(String(uses.value)) || !VERSION.test(uses.comment ?? "")) {
    say(uses, "an action is pinned by its full commit, its version beside it: owner/name@<40 digits> # v1.2.3");
  }
  const settings = step.get("with");
  const persists = isMap(settings) ? settings.get("persist-credentials") : undefined;
  if (String(uses.value).startsWith("actions/checkout@") && persists !== false) {
    say(uses, "a checkout does not leave its token in the work tree: persist-credentials: false");
  }
}
