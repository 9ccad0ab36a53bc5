import { utimesSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { Miniature } from "../src/miniature.ts";
import type { Released } from "../src/release-command.ts";
import { miniature } from "./support/miniature-of-test.ts";
import { useRegistry } from "./support/registry-of-tests.ts";

const { release, versionsOf } = useRegistry();

describe("Ctrl-C", () => {
  const subject = new Miniature();
  afterAll(() => subject.remove());

  test.each(["prepare", "install", "version", "ask", "build", "contract", "pack", "check"])(
    "while it goes through `%s` leaves everything as it was",
    async (interrupted) => {
      const before = subject.state();
      const { status, result, output } = await release({
        root: subject.root,
        onStep: (step, kill) => {
          if (step === interrupted) kill("SIGINT");
        },
      });
      expect([status, result.error?.step], output).toEqual([130, interrupted]);
      expect(result.error?.state).toBe("nothing is changed, and nothing was published");
      expect(subject.state()).toEqual(before);
      expect(await versionsOf(subject.names)).toEqual([[], []]);
    },
  );

  test("while it publishes lets the upload end, and the next run publishes the rest", async () => {
    const interrupted = await release({
      root: subject.root,
      onStep: (step, kill) => {
        if (step === "publish") kill("SIGINT");
      },
    });
    expect([interrupted.status, interrupted.result.error?.step], interrupted.output).toEqual([130, "publish"]);
    const [first, second] = subject.names;
    // Depending on when the signal came, the first upload had begun or not; the second one never has.
    const [versions = []] = await versionsOf([first]);
    expect(interrupted.result.error?.state).toContain(
      versions.length === 0 ? "nothing was published" : `published: ${first}@0.1.0;`,
    );
    expect(await versionsOf([second])).toEqual([[]]);
    expect(subject.state()).toMatchObject({ changes: "", tags: "", worktrees: 1 });

    const { status, result, output } = await release({ root: subject.root });
    expect(status, output).toBe(0);
    expect(result.packages).toMatchObject([
      { name: first, version: "0.1.0", state: versions.length === 0 ? "published" : "already there" },
      { name: second, version: "0.1.0", state: "published" },
    ]);
    expect(await versionsOf(subject.names)).toEqual([["0.1.0"], ["0.1.0"]]);
    expect(subject.state()).toMatchObject({ changes: "", tags: `${first}@0.1.0\n${second}@0.1.0`, worktrees: 1 });
  });
});

test("a release that was killed leaves nothing behind that the next one does not remove", async () => {
  const subject = miniature();
  const before = subject.state();
  const killed = await release({
    root: subject.root,
    onStep: (step, kill) => {
      if (step === "ask") kill("SIGKILL");
    },
  });
  expect(killed.signal).toBe("SIGKILL");
  expect(subject.state()).toMatchObject({ ...before, worktrees: 2 });

  const lock = join(subject.root, ".git/release.lock");
  // As if it was renewed just now, however slow this machine is; then as if the time had passed after which a lock that
  // nobody renews is given up.
  const later = new Date(Date.now() + 600_000);
  utimesSync(lock, later, later);
  const locked = await release({ root: subject.root });
  expect(locked.result.error).toMatchObject({ rule: "another release runs in this repository" });
  utimesSync(lock, 0, 0);
  const { status, output } = await release({ root: subject.root });
  expect(status, output).toBe(0);
  expect(subject.state()).toMatchObject({ worktrees: 1, changes: "" });
});

test("of two releases at once one goes through, and the other is told to wait", async () => {
  const subject = miniature();
  const other = Promise.withResolvers<Released>();
  const one = await release({
    root: subject.root,
    onStep: (step) => {
      if (step === "install") other.resolve(release({ root: subject.root }));
    },
  });
  const { status, result } = await other.promise;
  expect(one.status, one.output).toBe(0);
  expect(status).toBe(1);
  expect(result.error?.rule).toBe("another release runs in this repository");
  expect(await versionsOf(subject.names)).toEqual([["0.1.0"], ["0.1.0"]]);
});
