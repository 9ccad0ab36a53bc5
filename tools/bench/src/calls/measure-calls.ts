import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { WireResponse } from "@workshop/contract";
import { listPlatforms } from "@workshop/openapi";
import Table from "cli-table3";
import { Bench } from "tinybench";
import type { ServedResponse } from "./answering-server.ts";
import { type PreparedCall, prepareCall } from "./prepared-call.ts";
import { requireSame } from "./sent-request.ts";

const root = join(import.meta.dirname, "../../../..");
/** How many calls of the loopback measurement are under way at once. */
const IN_FLIGHT = 64;
/** How many calls a round of the loopback measurement consists of. */
const CALLS = 4_000;
/** Rounds, each way in turn: the best of each is told. */
const ROUNDS = 5;
const WAYS = ["bare", "openapiFetch", "client"] as const;

type Way = (typeof WAYS)[number];
type Measured = Readonly<Record<Way, number>>;

/**
 * Measures what a call costs: against a `fetch` in the same process that answers at once, and against a server on the
 * loopback with many calls under way. Prints both as ratios to a bare `fetch(url, init)` of the same run.
 *
 * @throws {Error} when a package is not built
 */
export async function measureCalls(): Promise<void> {
  const table = new Table({
    head: ["platform", "bare", "openapi-fetch", "client", `loopback, ${IN_FLIGHT} in flight: openapi-fetch`, "client"],
    colAligns: ["left", "right", "right", "right", "right", "right"],
    style: { head: [], border: [] },
  });
  for (const platform of listPlatforms(root)) {
    const call = await prepareCall(root, platform);
    await requireSame(WAYS.map((way) => (send) => call[way]("https://platform.example", send)));
    const alone = await inProcess(call);
    const loopback = await onLoopback(call);
    table.push([
      platform,
      `${alone.bare.toFixed(1)} µs`,
      ratio(alone.openapiFetch, alone.bare),
      ratio(alone.client, alone.bare),
      ratio(loopback.openapiFetch, loopback.bare),
      ratio(loopback.client, loopback.bare),
    ]);
  }
  console.info(table.toString());
  console.info("In process: times the time of a bare fetch. Loopback: times its throughput.");
}

function ratio(one: number, other: number): string {
  return `${(one / other).toFixed(2)}x`;
}

/** Microseconds for a call, the median. */
async function inProcess(call: PreparedCall): Promise<Measured> {
  const { status, headers, body } = call.response;
  const init = { status, headers: headers.map(([name, value]): [string, string] => [name, value]) };
  const content = body.length > 0 ? new Uint8Array(body) : null;
  const answering: typeof fetch = async () => new Response(content, init);
  const bench = new Bench({ time: 1_000, warmupTime: 300 });
  for (const way of WAYS) bench.add(way, call[way]("https://platform.example", answering));
  await bench.run();
  const median = (way: Way): number => {
    const result = bench.getTask(way)?.result;
    if (result === undefined || !("latency" in result)) throw new Error(`${call.platform}: ${way} failed`);
    return result.latency.p50 * 1_000;
  };
  return { bare: median("bare"), openapiFetch: median("openapiFetch"), client: median("client") };
}

/** Calls in a second, the best round. */
async function onLoopback(call: PreparedCall): Promise<Measured> {
  const server = await serve(call.response);
  try {
    const best = { bare: 0, openapiFetch: 0, client: 0 };
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const way of WAYS) best[way] = Math.max(best[way], await throughput(call[way](server.url)));
    }
    return best;
  } finally {
    server.stop();
  }
}

async function throughput(once: () => Promise<unknown>): Promise<number> {
  let left = CALLS;
  const start = performance.now();
  const worker = async (): Promise<void> => {
    while (left-- > 0) await once();
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
  return (CALLS * 1_000) / (performance.now() - start);
}

async function serve(response: WireResponse): Promise<{ url: string; stop(): void }> {
  const served: ServedResponse = { ...response, body: new TextDecoder().decode(response.body) };
  const child = fork(join(import.meta.dirname, "answering-server.ts"), [JSON.stringify(served)]);
  const [port] = (await once(child, "message")) as [number];
  return { url: `http://127.0.0.1:${port}`, stop: () => child.kill() };
}
