import type { Candidate } from "./candidate.ts";
import type { Fault } from "./faults/fault.ts";
import { type Platform, platforms } from "./platform-operations.ts";
import { runCandidate } from "./run-candidate.ts";
import type { Row } from "./table.ts";
import { verdict } from "./verdict.ts";

interface Job {
  readonly candidate: Candidate;
  readonly platform: Platform;
  readonly fault: Fault;
}

/** How many calls go on at once. Most of them wait. */
const atOnce = 12;

/**
 * Makes every call that the table needs.
 * @param progress is told of each call that has ended
 */
export async function measure(
  candidates: readonly Candidate[],
  faults: readonly Fault[],
  sdks: string,
  signal: AbortSignal,
  progress: (done: number, of: number, what: string) => void,
): Promise<readonly Row[]> {
  const jobs: readonly Job[] = faults.flatMap((fault) =>
    candidates.flatMap((candidate) =>
      platforms
        .filter((name) => candidate.platforms.includes(name) && (fault.platforms ?? platforms).includes(name))
        .map((platform) => ({ candidate, platform, fault })),
    ),
  );
  const found = new Map<Job, string>();
  const waiting = [...jobs];
  async function work(): Promise<void> {
    for (let job = waiting.shift(); job; job = waiting.shift()) {
      const { candidate, platform, fault } = job;
      const run = await runCandidate(candidate, platform, fault, sdks, signal);
      found.set(job, verdict(fault, run));
      progress(found.size, jobs.length, `${fault.title}: ${candidate.name}`);
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work));
  return faults.map((fault) => ({
    title: fault.title,
    findings: candidates.map(
      (candidate) =>
        new Map(
          jobs
            .filter((job) => job.fault === fault && job.candidate === candidate)
            .map((job) => [job.platform, found.get(job) ?? ""]),
        ),
    ),
  }));
}
