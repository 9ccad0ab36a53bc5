import { utimesSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Miniature } from "../src/miniature.ts";
import { NpmConfiguration } from "../src/npm-configuration.ts";
import { publishedVersions } from "../src/published.ts";
import { type Registry, startRegistry } from "../src/registry.ts";
import { runRelease } from "../src/release-command.ts";

let registry: Registry;
let configuration: NpmConfiguration;
let environment: NodeJS.ProcessEnv;

beforeAll(async () => {
  registry = await startRegistry();
  configuration = NpmConfiguration.scoped(registry.url, registry.token);
  environment = configuration.environment;
});
afterAll(async () => {
  configuration.remove();
  await registry.stop();
});

const versionsOf = async (names: readonly string[]): Promise<readonly (readonly string[])[]> =>
  await Promise.all(names.map(async (name) => Object.keys(await publishedVersions(registry, name))));

describe("Ctrl-C", () => {
  const miniature = new Miniature();
  afterAll(() => miniature.remove());

  test.each(["prepare", "install", "version", "ask", "build", "contract", "pack", "check"])(
    "while it goes through `%s` leaves everything as it was",
    async (interrupted) => {
      const before = miniature.state();
      const { status, result, output } = await runRelease({
        root: miniature.root,
        environment,
        onStep: (step, kill) => {
          if (step === interrupted) kill("SIGINT");
        },
      });
      expect([status, result.error?.step], output).toEqual([130, interrupted]);
      expect(result.error?.state).toBe("nothing is changed, and nothing was published");
      expect(miniature.state()).toEqual(before);
      expect(await versionsOf(miniature.names)).toEqual([[], []]);
    },
  );

  test("while it publishes lets the upload end, and the next run publishes the rest", async () => {
    const interrupted = await runRelease({
      root: miniature.root,
      environment,
      onStep: (step, kill) => {
        if (step === "publish") kill("SIGINT");
      },
    });
    expect([interrupted.status, interrupted.result.error?.step], interrupted.output).toEqual([130, "publish"]);
    const [first, second] = miniature.names;
    // Depending on when the signal came, the first upload had begun or not; the second one never has.
    const [versions = []] = await versionsOf([first]);
    expect(interrupted.result.error?.state).toContain(
      versions.length === 0 ? "nothing was published" : `published: ${first}@0.1.0;`,
    );
    expect(await versionsOf([second])).toEqual([[]]);
    expect(miniature.state()).toMatchObject({ changes: "", tags: "", worktrees: 1 });

    const { status, result, output } = await runRelease({ root: miniature.root, environment });
    expect(status, output).toBe(0);
    expect(result.packages).toMatchObject([
      { name: first, version: "0.1.0", state: versions.length === 0 ? "published" : "already there" },
      { name: second, version: "0.1.0", state: "published" },
    ]);
    expect(await versionsOf(miniature.names)).toEqual([["0.1.0"], ["0.1.0"]]);
    expect(miniature.state()).toMatchObject({ changes: "", tags: `${first}@0.1.0\n${second}@0.1.0`, worktrees: 1 });
  });
});

test("a release that was killed leaves nothing behind that the next one does not remove", async () => {
  const miniature = new Miniature();
  const before = miniature.state();
  const killed = await runRelease({
    root: miniature.root,
    environment,
    onStep: (step, kill) => {
      if (step === "ask") kill("SIGKILL");
    },
  });
  expect(killed.signal).toBe("SIGKILL");
  expect(miniature.state()).toMatchObject({ ...before, worktrees: 2 });

  const lock = join(miniature.root, ".git/release.lock");
  // As if it was renewed just now, however slow this machine is; then as if the time had passed after which a lock that
  // nobody renews is given up.
  const later = new Date(Date.now() + 600_000);
  utimesSync(lock, later, later);
  const locked = await runRelease({ root: miniature.root, environment });
  expect(locked.result.error).toMatchObject({ rule: "another release runs in this repository" });
  utimesSync(lock, 0, 0);
  const { status, output } = await runRelease({ root: miniature.root, environment });
  expect(status, output).toBe(0);
  expect(miniature.state()).toMatchObject({ worktrees: 1, changes: "" });
  miniature.remove();
});

test("of two releases at once one goes through, and the other is told to wait", async () => {
  const miniature = new Miniature();
  const other = Promise.withResolvers<Awaited<ReturnType<typeof runRelease>>>();
  const one = await runRelease({
    root: miniature.root,
    environment,
    onStep: (step) => {
      if (step === "install") other.resolve(runRelease({ root: miniature.root, environment }));
    },
  });
  const { status, result } = await other.promise;
  expect(one.status, one.output).toBe(0);
  expect(status).toBe(1);
  expect(result.error?.rule).toBe("another release runs in this repository");
  expect(await versionsOf(miniature.names)).toEqual([["0.1.0"], ["0.1.0"]]);
  miniature.remove();
});
