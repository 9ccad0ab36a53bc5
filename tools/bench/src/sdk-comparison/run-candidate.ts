import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Candidate } from "./candidate.ts";
import { startFaultServer } from "./fault-server.ts";
import type { Delivery, Fault } from "./faults/fault.ts";
import type { Message, Observation, Task } from "./observation.ts";
import { type Platform, platformOperations } from "./platform-operations.ts";

/** How a call ended, and what the servers have seen of it. */
export interface Run {
  readonly ended: Observation | { readonly settled: "waiting" | "crashed" };
  readonly deliveries: readonly Delivery[];
  readonly elsewhere: readonly Delivery[];
}

/** Seconds after which a call that goes on is given up: more than this client's default, and than all of langsmith's repeats. */
export const patience = 65;

/** @throws {Error} when the candidate could not even be started */
export async function runCandidate(
  candidate: Candidate,
  platform: Platform,
  fault: Fault,
  sdks: string,
  signal: AbortSignal,
): Promise<Run> {
  const server = await startFaultServer(fault, platformOperations[platform], candidate.prologue);
  try {
    const { origin, deliveries, elsewhere } = server;
    const task: Task = { candidate: candidate.name, fault: fault.title, platform, origin, sdks };
    return { ended: await inProcess(task, signal), deliveries: [...deliveries], elsewhere: [...elsewhere] };
  } finally {
    await server.stop();
  }
}

async function inProcess(task: Task, signal: AbortSignal): Promise<Run["ended"]> {
  const child = fork(fileURLToPath(import.meta.resolve("./candidate-process.ts")), [JSON.stringify(task)], {
    execArgv: [],
    // No proxy and no key of somebody's own; a home without settings.
    env: { PATH: process.env.PATH, HOME: task.sdks, NO_COLOR: "1" },
    cwd: task.sdks,
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    signal,
  });
  let complaint = "";
  child.stderr?.on("data", (chunk) => {
    complaint = (complaint + String(chunk)).slice(-2000);
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise((resolve, reject) => {
      let calling = false;
      child.on("message", (message) => {
        const told = message as Message; // the only thing that the process sends
        if ("broken" in told) reject(new Error(told.broken));
        else if ("observation" in told) resolve(told.observation);
        else {
          calling = true;
          timer = setTimeout(() => resolve({ settled: "waiting" }), patience * 1000);
        }
      });
      child.on("error", reject);
      child.on("close", () => {
        if (calling) resolve({ settled: "crashed" });
        else reject(new Error(`${task.candidate} did not start: ${complaint}`));
      });
    });
  } finally {
    clearTimeout(timer);
    child.kill("SIGKILL");
  }
}
