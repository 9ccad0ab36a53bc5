import { createHash } from "node:crypto";
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { runCommandMeanwhile } from "@workshop/config/run-command";
import { expect, onTestFinished, test } from "vitest";
import type { Miniature } from "../src/miniature.ts";
import { NpmConfiguration } from "../src/npm-configuration.ts";
import { runRelease } from "../src/release-command.ts";
import { miniature } from "./support/miniature-of-test.ts";
import { useRegistry } from "./support/registry-of-tests.ts";

const { registry, versionsOf } = useRegistry();
const TOOLS = resolve(import.meta.dirname, "../..");

function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), "prepared release "));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function digestOf(folder: string): string {
  return `sha512-${createHash("sha512")
    .update(readFileSync(join(folder, "release.json")))
    .digest("base64")}`;
}

/** Prepares a release as a machine without any token does, where no registry answers either. */
async function prepare(subject: Miniature): Promise<string> {
  const folder = scratch();
  const nowhere = NpmConfiguration.scoped("http://127.0.0.1:1/", "no token");
  onTestFinished(() => nowhere.remove());
  const flags = ["--prepare", "--out", folder];
  const { status, output } = await runRelease({ root: subject.root, flags, environment: nowhere.environment });
  expect(status, output).toBe(0);
  return folder;
}

/** Publishes it from another clone, with a copy of the program beside which nothing is installed. */
async function publish(subject: Miniature, folder: string, digest: string, ...flags: readonly string[]) {
  const program = scratch();
  cpSync(join(TOOLS, "release/src"), join(program, "release/src"), { recursive: true });
  cpSync(join(TOOLS, "release/package.json"), join(program, "release/package.json"));
  cpSync(join(TOOLS, "config/src"), join(program, "config/src"), { recursive: true });
  const maintainer = NpmConfiguration.scoped(registry().url, registry().token);
  onTestFinished(() => maintainer.remove());
  const script = join(program, "release/src/publish/publish-prepared.ts");
  const args = [script, folder, "--digest", digest, "--root", subject.root, ...flags];
  return await runCommandMeanwhile(process.execPath, args, {
    cwd: program,
    env: { ...process.env, ...maintainer.environment },
  });
}

test("what one machine has prepared without a token, another one publishes without building, and only once", async () => {
  const subject = miniature();
  const before = subject.state();
  const folder = await prepare(subject);
  expect(subject.state()).toEqual(before);

  const published = await publish(subject, folder, digestOf(folder));
  expect(published.status, published.output).toBe(0);
  expect(await versionsOf(subject.names)).toEqual([["0.1.0"], ["0.1.0"]]);
  expect(subject.git("log", "-1", "--format=%s")).toBe("Release 2 packages");
  expect(subject.git("tag").split("\n")).toEqual(subject.names.map((name) => `${name}@0.1.0`));

  const again = await publish(subject, folder, digestOf(folder));
  expect(again.status, again.output).toBe(0);
  expect(again.output).toContain("lacks 0 of 2");
});

test("a publication that ended after the push goes on where it was, although the branch has moved on since", async () => {
  const subject = miniature();
  const bare = scratch();
  subject.git("init", "--quiet", "--bare", "--initial-branch=main", bare);
  subject.git("remote", "add", "origin", bare);
  subject.git("push", "--quiet", "--set-upstream", "origin", "main");
  const folder = await prepare(subject);
  const start = subject.git("rev-parse", "HEAD");
  const published = await publish(subject, folder, digestOf(folder), "--push");
  expect(published.status, published.output).toBe(0);

  subject.write({ "notes.txt": "Written after the release.\n" });
  subject.commit("Notes");
  subject.git("push", "--quiet");
  subject.git("reset", "--quiet", "--hard", start);
  const again = await publish(subject, folder, digestOf(folder), "--push");
  expect(again.status, again.output).toBe(0);
  expect(subject.git("--git-dir", bare, "log", "-1", "--format=%s", "main")).toBe("Notes");
});

test("nothing is published of a release in which one file is not what was prepared", async () => {
  const subject = miniature();
  const before = subject.state();
  const folder = await prepare(subject);
  const digest = digestOf(folder);
  appendFileSync(join(folder, `${subject.names[1].slice(1).replace("/", "-")}-0.1.0.tgz`), "x");
  const changed = await publish(subject, folder, digest);
  expect(changed.status).toBe(1);
  expect(changed.output).toContain("is not what was prepared");
  expect(changed.output).toContain("nothing is changed, and nothing was published");

  appendFileSync(join(folder, "release.json"), " ");
  const other = await publish(subject, folder, digest);
  expect([other.status, other.output]).toEqual([1, expect.stringContaining("release.json is not what was prepared")]);
  expect(await versionsOf(subject.names)).toEqual([[], []]);
  expect(subject.state()).toEqual(before);
});

test("wrong use of it says how it is used, and ends with 2", async () => {
  const subject = miniature();
  const { status, output } = await publish(subject, scratch(), "", "--nonsense");
  expect([status, output]).toEqual([
    2,
    expect.stringContaining("Usage: node tools/release/src/publish/publish-prepared.ts"),
  ]);
});
