import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Miniature } from "../src/miniature.ts";
import { miniature } from "./support/miniature-of-test.ts";
import { useRegistry } from "./support/registry-of-tests.ts";

const { release, versionsOf } = useRegistry();

/** A miniature whose branch follows one of a repository on the same machine. */
const withUpstream = (): { subject: Miniature; upstream: (...args: readonly string[]) => string } => {
  const subject = miniature();
  const bare = mkdtempSync(join(tmpdir(), "upstream-"));
  subject.git("init", "--quiet", "--bare", "--initial-branch=main", bare);
  subject.git("remote", "add", "origin", bare);
  subject.git("push", "--quiet", "--set-upstream", "origin", "main");
  return { subject, upstream: (...args) => subject.git("--git-dir", bare, ...args) };
};

test("what is released is one commit on the branch, with the tags; pushed only when that is wanted", async () => {
  const { subject, upstream } = withUpstream();
  const [first, second] = subject.names;
  const before = upstream("rev-parse", "main");
  const released = await release({ root: subject.root });
  expect(released.status, released.output).toBe(0);
  expect(subject.git("log", "-1", "--format=%P %s")).toBe(`${before} Release 2 packages`);
  expect(subject.git("diff", "--name-status", "HEAD^").split("\n").sort()).toEqual([
    "A\tpackages/first-client/CHANGELOG.md",
    "A\tpackages/second-client/CHANGELOG.md",
    "D\t.changeset/first.md",
    "M\tpackages/first-client/package.json",
    "M\tpackages/second-client/package.json",
  ]);
  expect([upstream("rev-parse", "main"), upstream("tag")]).toEqual([before, ""]);

  subject.addChangeset("second", [second]);
  subject.commit("Something new");
  const pushed = await release({ root: subject.root, flags: ["--push"] });
  expect(pushed.status, pushed.output).toBe(0);
  expect(upstream("rev-parse", "main")).toBe(subject.git("rev-parse", "HEAD"));
  expect(subject.git("log", "-1", "--format=%s")).toBe(`Release ${second}@0.2.0`);
  expect(upstream("tag")).toBe(`${second}@0.2.0`);
  expect(subject.git("tag").split("\n")).toEqual([`${first}@0.1.0`, `${second}@0.1.0`, `${second}@0.2.0`]);
});

test("nothing is published when somebody else has pushed meanwhile", async () => {
  const { subject, upstream } = withUpstream();
  const before = subject.state();
  const { status, result } = await release({
    root: subject.root,
    flags: ["--push"],
    onStep: (step) => {
      if (step !== "version") return;
      const other = upstream(
        "-c",
        "user.name=b",
        "-c",
        "user.email=b@b",
        "commit-tree",
        "-p",
        "main",
        "-m",
        "Theirs",
        "main^{tree}",
      );
      upstream("update-ref", "refs/heads/main", other);
    },
  });
  expect(status).toBe(1);
  expect(result.error).toMatchObject({
    step: "commit",
    rule: expect.stringContaining("the release commit cannot be added to the branch: git push failed"),
    state: "nothing is changed, and nothing was published",
  });
  expect(subject.state()).toEqual(before);
  expect(await versionsOf(subject.names)).toEqual([[], []]);
});

test("nothing is published when the branch has moved on meanwhile, and what moved it stays", async () => {
  const { subject } = withUpstream();
  const { status, result } = await release({
    root: subject.root,
    onStep: (step) => {
      if (step !== "version") return;
      subject.write({ "notes.txt": "Written while a release went on.\n" });
      subject.commit("Notes");
    },
  });
  expect([status, result.error?.step]).toEqual([1, "commit"]);
  expect(subject.git("log", "-1", "--format=%s")).toBe("Notes");
  expect(await versionsOf(subject.names)).toEqual([[], []]);
});

test("a branch that follows none cannot be pushed, which is told before anything else", async () => {
  const subject = miniature();
  const { status, result } = await release({ root: subject.root, flags: ["--push"] });
  expect([status, result.error?.step]).toEqual([1, "prepare"]);
  expect(result.error?.rule).toContain("there is no branch to push to");
});
