import { spawn } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { freePort } from "@workshop/config/loopback-ports";

/** How one scenario of a suite has ended. */
export interface ScenarioResult {
  readonly name: string;
  /** What it is counted in: a dialect of OpenAPI, a report of the suite's server. */
  readonly group: string;
  /** Why it has not passed. */
  readonly problem?: string;
  /** Why it is expected not to pass. */
  readonly known?: string;
}

/** What came of a suite. */
export interface SuiteResult {
  readonly scenarios: readonly ScenarioResult[];
  /** What else there is to know, such as documents of which there is no client. */
  readonly notes: readonly string[];
}

/** How a suite is run. */
export interface SuiteOptions {
  /** Runs the scenarios alone that have this in their name, or where they stand; `undefined`: all. */
  readonly only: string | undefined;
  readonly progress: (text: string) => void;
}

/** A server that came with a suite. */
export interface SuiteServer {
  readonly url: string;
  stop(): void;
}

const START_MS = 60_000;

/**
 * Starts the server of a suite on a free port, and waits until it answers.
 *
 * @param folder where it works
 * @param command what Node runs, given the port
 * @throws {Error} when it does not answer
 */
export async function startSuiteServer(
  folder: string,
  command: (port: string) => readonly string[],
): Promise<SuiteServer> {
  const port = await freePort();
  const child = spawn(process.execPath, command(String(port)), { cwd: folder, stdio: "ignore" });
  const url = `http://localhost:${port}`;
  const deadline = performance.now() + START_MS;
  while (!(await isUp(url))) {
    if (performance.now() > deadline || child.exitCode !== null) {
      child.kill();
      throw new Error("the server of the scenarios does not start");
    }
    await wait(200);
  }
  return { url, stop: () => void child.kill() };
}

async function isUp(url: string): Promise<boolean> {
  try {
    await fetch(url);
    return true;
  } catch {
    return false;
  }
}
