import { createHash } from "node:crypto";
import { globSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RemoteCache, startRemoteCache } from "../src/remote-cache.ts";
import { cloneWorkspace, run } from "./clone.ts";

const TOKEN = "made-up-token-of-the-machines";
const KEY = "made-up-key-that-only-the-machines-know";
const BUILD = ["build"];
/** A task that takes next to nothing. */
const SMALL_TASK = ["exec", "turbo", "run", "typecheck", "--filter=@workshop/config"];

let cache: RemoteCache;
let first: string;
let second: string;
const log: string[] = [];

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), "remote-cache-"));
  cache = await startRemoteCache({ host: "127.0.0.1", port: 0, folder, token: TOKEN }, (line) => log.push(line));
  [first, second] = await Promise.all([cloneWorkspace(), cloneWorkspace()]);
}, 300_000);

afterAll(async () => {
  await cache.close();
  // Here, and not with the run's temporary folder: so many files at once would hold up the whole run.
  await Promise.all([first, second].map((clone) => rm(clone, { recursive: true, force: true })));
}, 300_000);

interface Ran {
  readonly cached: number;
  readonly total: number;
  readonly output: string;
}

/** Runs tasks in a clone whose own memory is empty: what turbo says about them. */
async function tasks(clone: string, words: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ran> {
  for (const memory of [".turbo", "node_modules/.cache/turbo"]) {
    rmSync(join(clone, memory), { recursive: true, force: true });
  }
  const output = await run(clone, "pnpm", words, {
    TURBO_API: cache.url,
    TURBO_TEAM: "machines",
    TURBO_TOKEN: TOKEN,
    TURBO_REMOTE_CACHE_SIGNATURE_KEY: KEY,
    TURBO_TELEMETRY_DISABLED: "1",
    TURBO_NO_UPDATE_NOTIFIER: "1",
    ...env,
  });
  const [, cached, total] = /Cached: +(\d+) cached, (\d+) total/.exec(output) ?? [];
  expect(output).not.toContain(TOKEN);
  expect(output).not.toContain(KEY);
  return { cached: Number(cached), total: Number(total), output };
}

/** What was built: the hash of each file, by its path. */
function built(clone: string): Record<string, string> {
  // These folders alone: the packages' dependencies are links that lead to each other.
  const folders = globSync("packages/*/{dist,src/generated}", { cwd: clone });
  const files = folders.flatMap((folder) => readdirSync(join(clone, folder)).map((name) => join(folder, name)));
  const hash = (file: string): string =>
    createHash("sha256")
      .update(readFileSync(join(clone, file)))
      .digest("hex");
  return Object.fromEntries(files.map((file) => [file, hash(file)]));
}

describe("turbo's remote cache", () => {
  it("gives a second clone everything that the first one has built", async () => {
    const cold = await tasks(first, BUILD);
    expect(cold.cached).toBe(0);
    expect(cold.total).toBeGreaterThan(0);
    const warm = await tasks(second, BUILD);
    expect(warm).toMatchObject({ cached: cold.total, total: cold.total });
    expect(warm.output).toContain("FULL TURBO");
    expect(Object.keys(built(second)).length).toBeGreaterThan(0);
    expect(built(second)).toEqual(built(first));
  }, 300_000);

  describe("with a result that is there for every machine", () => {
    beforeAll(async () => {
      await tasks(first, SMALL_TASK);
      expect(await tasks(second, SMALL_TASK)).toMatchObject({ cached: 1, total: 1 });
    });

    // The last one puts its own result, signed with its own key, in the place of the other.
    it.each([
      ["has no key", () => ({ TURBO_REMOTE_CACHE_SIGNATURE_KEY: "" })],
      ["has another token", () => ({ TURBO_TOKEN: "made-up-token-of-nobody" })],
      ["does not reach the server", () => ({ TURBO_API: "http://127.0.0.1:1" })],
      [
        "has another key, so that nothing is signed for it",
        () => ({ TURBO_REMOTE_CACHE_SIGNATURE_KEY: "k".repeat(40) }),
      ],
    ])("gives nothing to a machine that %s; it does its work by itself", async (_what, env) => {
      expect(await tasks(second, SMALL_TASK, env())).toMatchObject({ cached: 0, total: 1 });
    });
  });

  it("has no secret in its log", () => {
    expect(log.length).toBeGreaterThan(0);
    expect(log.join("\n")).not.toContain(TOKEN);
    expect(log.join("\n")).not.toContain(KEY);
  });
});
