import { spawn } from "node:child_process";
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, afterEach, beforeAll, beforeEach, expect, onTestFinished, test } from "vitest";
import type { Evidence } from "../erasure/evidence.ts";
import { type PlatformsServer, startPlatforms } from "./platforms-server.ts";

/** The program in one file: it is started some hundreds of times. */
const bundle = mkdtempSync(join(tmpdir(), "erasure-"));
const MAIN = join(bundle, "main.mjs");
const REQUEST = join(import.meta.dirname, "../erasure/request.example.json");
const PATIENCE = { timeout: 300_000 };
const PLATFORMS = ["galileo", "edgeimpulse", "phoenix", "langsmith"];

beforeAll(async () => {
  await build({
    entryPoints: [join(import.meta.dirname, "../erasure/main.ts")],
    outfile: MAIN,
    bundle: true,
    platform: "node",
    format: "esm",
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
  });
});
afterAll(() => rmSync(bundle, { recursive: true, force: true }));

let server: PlatformsServer;
beforeEach(async () => {
  server = await startPlatforms();
});
afterEach(async () => {
  await server.close();
});

function environment(url: string): NodeJS.ProcessEnv {
  const pairs = PLATFORMS.map((platform) => platform.toUpperCase()).flatMap((name) => [
    [`${name}_URL`, url],
    [`${name}_API_KEY`, "made-up-key"],
  ]);
  return { ...process.env, NODE_NO_WARNINGS: "1", ...Object.fromEntries(pairs) };
}

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
}

async function run(args: readonly string[], extra: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const preload = `--import=${new URL("kill-at.mjs", import.meta.url).href}`;
  const child = spawn(process.execPath, [preload, MAIN, ...args], { env: { ...environment(server.url), ...extra } });
  server.onDelivery = (platform) => {
    if (extra.KILL_ON === platform) child.kill("SIGKILL");
  };
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  return await new Promise((resolve) => child.once("close", (code, signal) => resolve({ code, signal, output })));
}

interface Case {
  readonly folder: string;
  readonly plan: string;
  readonly digest: string;
  /** Carries the plan out, or goes on with it. */
  readonly erase: (extra?: NodeJS.ProcessEnv, digest?: string) => Promise<Ended>;
  readonly evidence: () => Evidence;
  /** Forgets what has happened, but for the plan. */
  readonly restart: () => void;
}

async function planned(): Promise<Case> {
  const folder = mkdtempSync(join(tmpdir(), "an erasure "));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const plan = join(folder, "plan.json");
  const { code, output } = await run(["plan", REQUEST, "--out", plan]);
  expect(code, output).toBe(0);
  const digest = /^sha256-[0-9a-f]{64}$/m.exec(output)?.[0] ?? "";
  const files = ["--journal", join(folder, "journal.jsonl"), "--evidence", join(folder, "evidence.json")];
  return {
    folder,
    plan,
    digest,
    erase: (extra, approved = digest) => run(["run", plan, "--approve", approved, ...files], extra),
    evidence: () => JSON.parse(readFileSync(join(folder, "evidence.json"), "utf8")) as Evidence,
    restart: () => {
      for (const name of ["journal.jsonl", "journal.jsonl.lock", "evidence.json"]) {
        rmSync(join(folder, name), { force: true });
      }
    },
  };
}

/** Each step of the plan, and the list of the evidence that it stands in. */
function sorted(evidence: Evidence): Record<string, string> {
  const { case: _case, plan: _plan, madeAt: _madeAt, ...lists } = evidence;
  const pairs = Object.entries(lists).flatMap(([list, steps]) => steps.map(({ platform }) => [platform, list]));
  expect(pairs).toHaveLength(PLATFORMS.length);
  return Object.fromEntries(pairs);
}

const all = (state: string): Record<string, string> => Object.fromEntries(PLATFORMS.map((name) => [name, state]));

test("a plan sends nothing, holds no key, and is not written over another one", PATIENCE, async () => {
  const { plan } = await planned();
  expect(server.deliveries).toEqual([]);
  expect(readFileSync(plan, "utf8")).not.toContain("made-up-key");
  expect(await run(["plan", REQUEST, "--out", plan])).toMatchObject({
    code: 2,
    output: expect.stringContaining("EEXIST"),
  });
});

test("an approved plan is carried out once, and the evidence says what was seen to be gone", PATIENCE, async () => {
  const { erase, evidence, digest } = await planned();
  expect(await erase()).toMatchObject({ code: 0 });
  expect(server.deliveries).toEqual(PLATFORMS);
  expect(sorted(evidence())).toEqual(all("verified"));
  expect(evidence().plan).toBe(digest);
  expect(await erase()).toMatchObject({ code: 0 });
  expect(server.deliveries).toEqual(PLATFORMS);
});

test("what the platforms have accepted, or say that they have done, is not called verified", PATIENCE, async () => {
  server.showsGone = false;
  const { erase, evidence } = await planned();
  expect(await erase()).toMatchObject({ code: 0 });
  expect(sorted(evidence())).toEqual({ ...all("accepted"), phoenix: "completed" });
  server.showsGone = true;
  expect(await erase()).toMatchObject({ code: 0 });
  expect(sorted(evidence())).toEqual(all("verified"));
  expect(server.deliveries).toEqual(PLATFORMS);
});

test("a lost response is unknown until somebody has looked, and is never sent again", PATIENCE, async () => {
  server.showsGone = false;
  for (const platform of PLATFORMS) server.manner.set(platform, "lost");
  const { erase, evidence } = await planned();
  expect(await erase()).toMatchObject({ code: 3 });
  expect(await erase()).toMatchObject({ code: 3 });
  expect(sorted(evidence())).toEqual(all("unknown"));
  server.showsGone = true;
  // Where a platform tells what is gone only to those who know the job, it stays unknown.
  expect(await erase()).toMatchObject({ code: 3 });
  expect(sorted(evidence())).toEqual({ ...all("unknown"), phoenix: "verified", langsmith: "verified" });
  expect(server.deliveries).toEqual(PLATFORMS);
});

test("a refusal is told, and the other platforms are still erased from", PATIENCE, async () => {
  server.manner.set("edgeimpulse", "refused");
  const { erase, evidence } = await planned();
  expect(await erase()).toMatchObject({ code: 1 });
  expect(sorted(evidence())).toEqual({ ...all("verified"), edgeimpulse: "refused" });
});

test(
  "a plan that was edited, is stale, or would send something else is refused, and nothing is sent",
  PATIENCE,
  async () => {
    const { plan, digest, erase } = await planned();
    const text = readFileSync(plan, "utf8");
    const refused = async (words: string, extra?: NodeJS.ProcessEnv, approved?: string): Promise<void> => {
      expect(await erase(extra, approved)).toMatchObject({ code: 2, output: expect.stringContaining(words) });
    };
    await refused(
      "is not what was approved",
      {},
      digest.replace(/.$/, (last) => (last === "0" ? "1" : "0")),
    );
    writeFileSync(plan, text.replaceAll("c-42", "c-43"));
    await refused("is not what was approved");
    writeFileSync(plan, text);
    await refused("would send another request today", { GALILEO_URL: "https://other.example.com" });
    const old = JSON.parse(text) as { madeAt: string; validUntil: string };
    const stale = { ...old, madeAt: "2026-01-01T00:00:00.000Z", validUntil: "2026-01-02T00:00:00.000Z" };
    writeFileSync(plan, JSON.stringify(stale, undefined, 2));
    const { digestOf } = await import("../erasure/plan.ts");
    await refused("is stale", {}, digestOf(stale as never)); // as it was written
    expect(server.deliveries).toEqual([]);
  },
);

test("an input that is none is refused when it is planned, with the client's own words", PATIENCE, async () => {
  const folder = mkdtempSync(join(tmpdir(), "an erasure "));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const request = join(folder, "request.json");
  const step = {
    platform: "phoenix",
    input: { path: { project_identifier: "a" }, query: { start_time: "2026-01-01T00:00:00Z" } },
  };
  writeFileSync(request, JSON.stringify({ case: "1", steps: [step] }));
  const { code, output } = await run(["plan", request, "--out", join(folder, "plan.json")]);
  expect([code, output]).toEqual([2, expect.stringContaining("end_time")]);
  expect(existsSync(join(folder, "plan.json"))).toBe(false);
});

test("a journal of another plan, or one that is in use, is not written to", PATIENCE, async () => {
  const { folder, erase } = await planned();
  const journal = join(folder, "journal.jsonl");
  writeFileSync(`${journal}.lock`, `${process.pid}\n`);
  expect(await erase()).toMatchObject({ code: 2, output: expect.stringContaining("Another process") });
  // One that was not written to its end is nobody's, whoever has the number that is there.
  writeFileSync(`${journal}.lock`, String(process.pid));
  appendFileSync(journal, `${JSON.stringify({ plan: "sha256-another" })}\n`);
  expect(await erase()).toMatchObject({ code: 2, output: expect.stringContaining("journal of another plan") });
  expect(server.deliveries).toEqual([]);
});

/** After a kill: what was delivered is never called not sent, nothing arrives twice, and nothing is missing. */
async function judge({ erase, evidence }: Case, where: string): Promise<void> {
  const resumed = await erase();
  expect([0, 3], `${where}: ${resumed.output}`).toContain(resumed.code);
  for (const [platform, list] of Object.entries(sorted(evidence()))) {
    const arrivals = server.deliveries.filter((one) => one === platform).length;
    if (list === "verified") expect(arrivals, `${where}: ${platform}`).toBe(1);
    else {
      expect(list, `${where}: ${platform}`).toBe("unknown");
      expect(arrivals, `${where}: ${platform}`).toBeLessThanOrEqual(1);
    }
  }
  const unknown = evidence().unknown.length;
  expect(unknown, where).toBeLessThanOrEqual(1);
  expect(resumed.code, where).toBe(unknown === 0 ? 0 : 3);
}

test(
  "killed at each step of journal and network, it goes on without sending twice or forgetting",
  PATIENCE,
  async () => {
    const counted = await (await planned()).erase();
    const steps = Number(/steps: (\d+)/.exec(counted.output)?.[1]);
    const moments = Array.from({ length: steps }, (_, index) =>
      ["before", "half", "after"].map((when) => ({ KILL_AT: `${index + 1} ${when}` })),
    );
    const arrivals = PLATFORMS.map((platform) => ({ KILL_ON: platform }));
    const subject = await planned();
    let kills = 0;
    for (const moment of [...moments.flat(), ...arrivals]) {
      server.reset();
      subject.restart();
      const where = JSON.stringify(moment);
      const killed = await subject.erase(moment);
      expect(killed.signal, `${where}: ${killed.output}`).toBe("SIGKILL");
      await judge(subject, where);
      kills += 1;
    }
    console.log(`${kills} kills, at ${steps} steps`);
    expect(kills).toBeGreaterThanOrEqual(50);
  },
);
