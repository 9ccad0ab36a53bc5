import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../src/house.ts";

const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { scripts: Record<string, string> };
/** The programs behind the commands of the root. */
const programs = Object.entries(scripts).flatMap(([name, script]) => {
  const program = /node (tools\/\S+\.ts)(?: (\w+))?$/.exec(script);
  return program === null ? [] : [{ name, args: program.slice(1).filter((word) => word !== undefined) }];
});

const help = (args: readonly string[]): string => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...args, "--help"], { cwd: ROOT, encoding: "utf8" });
  expect(status, stderr).toBe(0);
  return stdout;
};

test("there are as many commands as README and CONTRIBUTING speak of", () => {
  expect(programs.length).toBeGreaterThan(12);
});

test.each(programs)(
  "pnpm $name --help says how it is used, with an example and its exit codes",
  { timeout: 60_000 },
  ({ args }) => {
    const text = help(args);
    expect(text).toMatch(/^Usage: pnpm /);
    expect(text).toMatch(/exit codes?\b/i);
    const subcommands = [...(/^Commands:\n([\s\S]*)/m.exec(text)?.[1] ?? "").matchAll(/^ {2}([a-z]\w*)/gm)].flatMap(
      ([, name = ""]) => (name === "help" ? [] : [name]),
    );
    for (const told of subcommands.length === 0 ? [text] : subcommands.map((name) => help([...args, name]))) {
      expect(told).toMatch(/examples?:/i);
    }
  },
);
