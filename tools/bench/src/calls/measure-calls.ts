import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { installPackages } from "@workshop/config/install-packages";
import { withSection } from "@workshop/config/readme-section";
import { repositoryRoot } from "@workshop/config/repository-root";
import type { WireResponse } from "@workshop/contract";
import { listPlatforms } from "@workshop/openapi";
import type { ServedResponse } from "./answering-server.ts";
import { barChart } from "./bar-chart.ts";
import { callsTable, footprintTable, type WayRow } from "./calls-table.ts";
import { clientFootprints, peerFootprints } from "./footprints.ts";
import type { Found, Task } from "./measure-process.ts";
import { type PreparedCall, prepareCall } from "./prepared-call.ts";
import { requireSame } from "./sent-request.ts";
import { PEERS, WAYS } from "./ways.ts";

export interface CallsOptions {
  /** Writes the tables into the README, and the chart beside it. */
  readonly write?: boolean;
  /** Fails where a method costs more than so many times a bare fetch; measures nothing else. */
  readonly gate?: boolean;
  /** Prints what was measured as JSON. */
  readonly json?: boolean;
  /** A folder in which the peers are, or will be, installed and stay; without it they come and go. */
  readonly peers?: string;
  /** How many processes measure each way, since compilers have moods; the median counts. */
  readonly repeats: number;
}

/** Times a bare fetch: what a method may cost, everything on. */
const LIMIT = 2;
const IN_FLIGHT = [64, 256] as const;

/**
 * Measures what a call costs, as ratios to a bare `fetch(url, init)` of the same process: answered in the process, and by a
 * server on the loopback with many calls under way; and what each way weighs.
 *
 * @throws {Error} when a package is not built, the peers cannot be installed, or a method costs more than the gate allows
 */
export async function measureCalls(options: CallsOptions, signal: AbortSignal): Promise<void> {
  const root = repositoryRoot();
  const calls = listPlatforms(root).map((platform) => prepareCall(root, platform));
  if (options.gate) return await gate(calls, options.repeats);
  const peers = options.peers ? resolve(options.peers) : mkdtempSync(join(tmpdir(), "bench-peers-"));
  try {
    say("installing the peers outside of the repository ...");
    await installPackages(PEERS, peers, { signal });
    for (const call of calls) await requireSameRequests(call, peers);
    const rows: WayRow[] = [];
    for (const way of WAYS) {
      say(`measuring ${way.name} ...`);
      const alone: number[] = [];
      if (!way.isNetworkOnly)
        for (const { platform } of calls) alone.push(await ratio({ platform, way: way.name, peers }, options.repeats));
      rows.push({
        way: way.name,
        isOurs: way.whose === "ours",
        alone,
        throughput: await throughputs(calls, way.name, peers),
      });
    }
    say("weighing ...");
    const footprints = [...(await peerFootprints(peers, signal)), ...(await clientFootprints(calls))];
    if (options.json)
      console.info(JSON.stringify({ platforms: calls.map(({ platform }) => platform), rows, footprints }));
    const section = [
      "![What a call costs, in times a bare fetch](docs/bench-calls.svg)",
      `Measured on ${new Date().toISOString().slice(0, 10)} with Node ${process.versions.node}, each way by ${options.repeats === 1 ? "one process" : `${options.repeats} processes, of which the median counts`}; 1 is a bare \`fetch(url, init)\`.`,
      callsTable(
        calls.map(({ platform }) => platform),
        IN_FLIGHT,
        rows,
      ),
      footprintTable(footprints),
    ].join("\n\n");
    if (!options.json) console.info(section);
    if (options.write) writeResults(root, section, rows);
  } finally {
    if (!options.peers) rmSync(peers, { recursive: true, force: true });
  }
}

function writeResults(root: string, section: string, rows: readonly WayRow[]): void {
  const readme = join(root, "README.md");
  writeFileSync(readme, withSection(readFileSync(readme, "utf8"), "bench", section));
  mkdirSync(join(root, "docs"), { recursive: true });
  writeFileSync(join(root, "docs", "bench-calls.svg"), barChart(rows));
}

async function requireSameRequests(call: PreparedCall, peers: string): Promise<void> {
  const ways = WAYS.filter(({ isNetworkOnly }) => !isNetworkOnly);
  const baseUrl = "https://platform.example";
  await requireSame(
    ways.map(
      ({ prepare }) =>
        (fetch) =>
          prepare(call, { baseUrl, fetch, peers }),
    ),
  );
}

/** Only our own method, and no peers: what a pull request has to keep. */
async function gate(calls: readonly PreparedCall[], repeats: number): Promise<void> {
  const tooMuch: string[] = [];
  for (const { platform } of calls) {
    const found = await ratio({ platform, way: "this client, method", peers: tmpdir() }, repeats);
    say(`${platform}: ${found.toFixed(2)} times a bare fetch (at most ${LIMIT.toFixed(1)})`);
    if (found > LIMIT) tooMuch.push(platform);
  }
  if (tooMuch.length > 0) throw new Error(`a call costs too much: ${tooMuch.join(", ")}`);
}

async function ratio(task: Task, repeats: number): Promise<number> {
  const ratios: number[] = [];
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const { bare, way } = await measured(task);
    ratios.push(way / bare);
  }
  return ratios.sort((left, right) => left - right)[repeats >> 1] ?? Number.NaN;
}

/** By how many are in flight: for each platform, times the throughput of a bare fetch. */
async function throughputs(calls: readonly PreparedCall[], way: string, peers: string): Promise<number[][]> {
  const found: number[][] = IN_FLIGHT.map(() => []);
  for (const call of calls) {
    const server = await serve(call.response);
    try {
      for (const [index, inFlight] of IN_FLIGHT.entries()) {
        const task = { platform: call.platform, way, peers, loopback: { url: server.url, inFlight } };
        found[index]?.push(1 / (await ratio(task, 1)));
      }
    } finally {
      server.stop();
    }
  }
  return found;
}

async function measured(task: Task): Promise<Found> {
  const child = fork(join(import.meta.dirname, "measure-process.ts"), [JSON.stringify(task)], { execArgv: [] });
  const [found] = (await Promise.race([once(child, "message"), failed(child)])) as [Found];
  return found;
}

async function failed(child: ReturnType<typeof fork>): Promise<never> {
  const [code] = await once(child, "exit");
  throw new Error(`a measurement ended with exit code ${code}`);
}

async function serve(response: WireResponse): Promise<{ url: string; stop(): void }> {
  const served: ServedResponse = { ...response, body: new TextDecoder().decode(response.body) };
  const child = fork(join(import.meta.dirname, "answering-server.ts"), [JSON.stringify(served)], { execArgv: [] });
  const [port] = (await once(child, "message")) as [number];
  return { url: `http://127.0.0.1:${port}`, stop: () => child.kill() };
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
