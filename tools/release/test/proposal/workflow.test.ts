import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { runCommand } from "@workshop/config/run-command";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";

const ROOT = resolve(import.meta.dirname, "../../../..");

/** The jobs of a workflow, as far as they are looked at here. */
interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly needs?: string[]; readonly if?: string; readonly steps: Step[] }>>;
}
interface Step {
  readonly run?: string;
}

const { jobs } = parse(readFileSync(join(ROOT, ".github/workflows/spec-update.yml"), "utf8")) as Workflow; // linted
const scripts = Object.values(jobs).flatMap(({ steps }) => steps.map(({ run = "" }) => run.replaceAll("\\\n", " ")));
const CALL = /(?:node (tools\/\S+\.ts)|pnpm@[\d.]+ spec) (\w+)([^\n|>]*)/g;
const calls = scripts.flatMap((script) =>
  [...script.matchAll(CALL)].map(([, file = "tools/release/src/cli.ts", command = "", words = ""]) => ({
    file,
    command,
    options: [...words.matchAll(/--[a-z-]+/g)].map(([option]) => option),
  })),
);

describe("the workflow Spec update", () => {
  it("calls commands of this repository", () => {
    expect(calls.map(({ command }) => command).toSorted()).toEqual([
      "changeset",
      "outputs",
      "propose",
      "rate",
      "report",
      "update",
      "update",
    ]);
  });

  it.each(calls)("calls `$command` with options that it has: $options", ({ file, command, options }) => {
    const { status, stdout } = runCommand(process.execPath, [join(ROOT, file), command, "--help"], ROOT);
    expect(status).toBe(0);
    for (const option of options) expect(stdout).toContain(option);
  });

  it("says which sources fail after it has proposed what works, whether that went well or not", () => {
    expect(jobs.report?.needs).toEqual(["look", "propose"]);
    expect(jobs.report?.if).toBe("$" + "{{ !cancelled() && needs.look.result == 'success' }}");
  });
});
