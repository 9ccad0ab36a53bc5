import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { LONGEST_HEADERS } from "../wire/recorder.ts";
import type { PrismDocument, ResponseMessage, StartMessage } from "./messages.ts";

/** Prism could not be started, or ended by itself. The message says what to do. */
export class PrismError extends Error {
  override readonly name = "PrismError";
}

/** Running mocks. */
export interface Prism {
  /** Base URL per platform, for example `http://127.0.0.1:4010`. */
  readonly urls: Readonly<Record<string, string>>;
  /** The process that hosts them. */
  readonly processId: number;
  /** Settles when the process has ended: with an error, if nobody asked it to. */
  readonly ended: Promise<PrismError | undefined>;
  /** Stops the mocks; resolves when the process is gone and its ports are closed. May be called twice. */
  stop(): Promise<void>;
}

const START_DEADLINE_MS = 30_000;
/** Prism follows every reference on every way to it before it starts: a document of 1.5 MB can take it 40 seconds. */
const START_DEADLINE_MS_PER_MEGABYTE = 60_000;
const STOP_DEADLINE_MS = 3_000;

/** How long a start may take, in milliseconds: what hangs is told from what is large. */
export function startDeadline(documents: readonly Pick<PrismDocument, "document">[]): number {
  const bytes = documents.map(({ document }) => statSync(document, { throwIfNoEntry: false })?.size ?? 0);
  const megabytes = bytes.reduce((sum, size) => sum + size, 0) / 1e6;
  return Math.ceil(START_DEADLINE_MS + megabytes * START_DEADLINE_MS_PER_MEGABYTE);
}

/**
 * Starts one Prism mock per document, all of them in one child process.
 *
 * Why Prism's API and not its command line: measured on 2 cores with the four documents, four `prism mock` processes are
 * ready after 3.8 s with 665 MB, this one after 1.2 s with 166 MB; their readiness has to be polled or
 * parsed out of a log, this one says so by message; and a document that cannot be read is an error here, a log line there.
 * Why a child process and not the test's own: Prism can be crashed by a request (an array in a path) and never answers
 * some others (a body that is not JSON). Neither must take the tests with it.
 *
 * @param deadline in milliseconds; by default as the documents are large
 * @throws {PrismError} when a document cannot be loaded, a port is taken, or it is not ready in time
 */
export async function startPrism(
  documents: readonly PrismDocument[],
  deadline = startDeadline(documents),
): Promise<Prism> {
  const child = fork(fileURLToPath(new URL("prism-process.ts", import.meta.url)), {
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    // What the parent was started with (an inspector, a loader) is not meant for the child.
    execArgv: [`--max-http-header-size=${LONGEST_HEADERS}`],
  });
  let complaints = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    complaints = (complaints + chunk.toString()).slice(-2_000);
  });
  const exited = once(child, "exit");
  let asked = false;
  const stop = async (): Promise<void> => {
    asked = true;
    await end(child, exited);
  };
  const ended = exited.then(() =>
    asked ? undefined : new PrismError(`Prism ended by itself${complaints === "" ? "." : `:\n${complaints}`}`),
  );
  try {
    const start: StartMessage = { kind: "start", documents };
    child.send(start);
    const response = await firstResponse(child, ended, deadline);
    if (response.kind === "failed") throw new PrismError(explain(response));
    return { urls: response.urls, processId: child.pid ?? -1, ended, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function firstResponse(
  child: ChildProcess,
  ended: Promise<PrismError | undefined>,
  deadline: number,
): Promise<ResponseMessage> {
  const late = AbortSignal.timeout(deadline);
  const tooLate = new Promise<never>((_, reject) => {
    late.addEventListener("abort", () =>
      reject(new PrismError(`Prism was not ready within ${deadline / 1000} seconds. Is this machine overloaded?`)),
    );
  });
  const endedEarly = ended.then((error) => {
    throw error ?? new PrismError("Prism was stopped before it was ready.");
  });
  // The message is what `prism-process.ts` sends, and nothing else does.
  const response = once(child, "message").then(([message]) => message as ResponseMessage);
  return Promise.race([response, endedEarly, tooLate]);
}

function explain(failure: Extract<ResponseMessage, { kind: "failed" }>): string {
  const { platform, document, port, code, message } = failure;
  if (code === "EADDRINUSE") {
    return `Port ${port} on 127.0.0.1 is taken, so the mock of ${platform} cannot start. Stop what listens there (another mock?), or choose other ports.`;
  }
  return `Prism cannot load ${document} for ${platform}: ${message}`;
}

async function end(child: ChildProcess, exited: Promise<unknown>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  if (child.connected) child.disconnect();
  const patience = setTimeout(() => child.kill("SIGKILL"), STOP_DEADLINE_MS);
  await exited;
  clearTimeout(patience);
}

/** Whether there is a Prism that answers: one that is about to end still accepts connections. */
export async function isAnswering(url: string): Promise<boolean> {
  try {
    await fetch(url);
    return true;
  } catch {
    return false;
  }
}
