/** Measures one way against a bare fetch, in a process of its own: what runs before changes what comes after. */
import { repositoryRoot } from "@workshop/config/repository-root";
import { prepareCall } from "./prepared-call.ts";
import { type Once, WAYS } from "./ways.ts";

/** What is asked for. */
export interface Task {
  readonly platform: string;
  readonly way: string;
  readonly peers: string;
  /** A server on the loopback, and how many calls are under way at once; without it a `fetch` in the process answers. */
  readonly loopback?: { readonly url: string; readonly inFlight: number };
}

/** What was found: microseconds for a call, the median of all rounds. */
export interface Found {
  readonly bare: number;
  readonly way: number;
}

const task = JSON.parse(process.argv[2] ?? "") as Task; // of who has started it
const call = prepareCall(repositoryRoot(), task.platform);
const [bare] = WAYS;
const way = WAYS.find(({ name }) => name === task.way);
if (way?.isNetworkOnly && !task.loopback) throw new Error(`${way.name} needs a server on the loopback.`);
if (bare === undefined || way === undefined) throw new Error(`There is no way called ${task.way}.`);
const { status, headers, body } = call.response;
const content = body.length > 0 ? new Uint8Array(body) : null;
const init = { status, headers: headers.map(([name, value]): [string, string] => [name, value]) };
const setting = {
  peers: task.peers,
  baseUrl: task.loopback?.url ?? "https://platform.example",
  ...(task.loopback ? {} : { fetch: async () => new Response(content, init) }),
};
const once = [await bare.prepare(call, setting), await way.prepare(call, setting)] as const;
const inFlight = task.loopback?.inFlight ?? 1;
const calls = task.loopback ? 1_000 : 2_000;
for (const warm of once) await round(warm, calls);
const times: [number[], number[]] = [[], []];
// The two take turns, so that a change of the machine's speed reaches both.
const rounds = task.loopback ? 12 : 30;
for (let index = 0; index < rounds; index += 1) {
  times[0].push(await round(once[0], calls));
  times[1].push(await round(once[1], calls));
}
process.send?.({ bare: median(times[0]), way: median(times[1]) } satisfies Found, () => process.exit(0));

/** Microseconds for a call. */
async function round(make: Once, count: number): Promise<number> {
  let left = count;
  const start = performance.now();
  const worker = async (): Promise<void> => {
    while (left-- > 0) await make();
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  return ((performance.now() - start) * 1_000) / count;
}

function median(values: number[]): number {
  return values.sort((left, right) => left - right)[values.length >> 1] ?? Number.NaN;
}
