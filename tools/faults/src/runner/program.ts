/** Runs under each Node: reads subjects from the file it is given, and writes what came of every fault into another. */
import { readFileSync, writeFileSync } from "node:fs";
import { type Fault, WAYS, type Way } from "../fault.ts";
import { faults } from "../faults/all.ts";
import { scenarios } from "../scenarios/all.ts";
import { Loopback } from "../server/loopback.ts";
import type { Subject } from "../subject.ts";
import { holdTimers } from "./held-timers.ts";
import type { Exports } from "./outcome.ts";
import type { FaultResult, RunResult, ScenarioResult } from "./result.ts";
import { runFault, type WayResult } from "./run-fault.ts";

const CONCURRENCY = 24;

const [input = "", output = "", only = ""] = process.argv.slice(2);
holdTimers();
// Thousands of errors are made and looked at: where they were made matters for the first few lines only.
Error.stackTraceLimit = 4;
// An error that nobody catches is a fault of the client, too.
const strays: string[] = [];
process.on("unhandledRejection", (reason) => strays.push(`unhandled rejection: ${String(reason)}`));

const subjects = JSON.parse(readFileSync(input, "utf8")) as readonly Subject[]; // written by run-on-node.ts
const built = new Map<Subject, Exports>();
for (const subject of subjects) {
  const entries = await Promise.all(
    ["index.js", "openapi-fetch.js", "node.js"].map((file) => import(new URL(file, subject.entry).href)),
  );
  built.set(subject, Object.assign({}, ...entries) as Exports); // the entry points of one package
}

const results: FaultResult[] = [];
type Job = () => Promise<void>;

/** The calls of a fault: each by itself, or one after the other on the server that they share. */
function jobsOf(fault: Fault): Job[] {
  const platforms: Record<string, Partial<Record<Way, WayResult>>> = {};
  results.push({ name: fault.name, group: fault.group, platforms });
  const jobs = subjects
    .filter((subject) => fault.applies?.(subject) ?? true)
    .flatMap((subject) => {
      const ways: Partial<Record<Way, WayResult>> = {};
      platforms[subject.platform] = ways;
      return WAYS.map((way) => async (shared?: Loopback) => {
        try {
          ways[way] = await runFault(fault, subject, way, built.get(subject) ?? {}, shared);
        } catch (error) {
          const problems = [`the case itself failed: ${error instanceof Error ? error.stack : String(error)}`];
          ways[way] = { outcome: { kind: "none" }, deliveries: 0, problems };
        }
      });
    });
  if (fault.own || fault.accept || fault.baseUrl) return jobs.map((job) => () => job());
  return [
    async () => {
      const loopback = await Loopback.start();
      for (const job of jobs) await job(loopback);
      loopback.stop();
    },
  ];
}

const chosen = faults.filter(({ name }) => name.includes(only));
const queue = chosen.filter(({ alone }) => !alone).flatMap(jobsOf);
await Promise.all(
  Array.from({ length: CONCURRENCY }, async () => {
    for (let job = queue.shift(); job; job = queue.shift()) await job();
  }),
);
for (const job of chosen.filter(({ alone }) => alone).flatMap(jobsOf)) await job();

const scenarioResults: ScenarioResult[] = [];
for (const { name, applies, once, run } of scenarios.filter((scenario) => scenario.name.includes(only))) {
  const applicable = subjects.filter((subject) => applies?.(subject) ?? true);
  for (const subject of once ? applicable.slice(0, 1) : applicable) {
    const found = await run(subject, built.get(subject) ?? {}).catch((error) => ({ problems: [String(error?.stack)] }));
    scenarioResults.push({ name, platform: subject.platform, ...found });
  }
}

const result: RunResult = { node: process.versions.node, faults: results, scenarios: scenarioResults, strays };
writeFileSync(output, JSON.stringify(result));
process.exit(0);
