import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { freePort } from "@workshop/config/loopback-ports";

/** A real server on the loopback, with an empty database of its own. */
export interface PhoenixServer {
  readonly url: string;
  /** Ends it, and removes what it has written. May be called twice. */
  stop(): Promise<void>;
  /** The same at once, for a process that is about to end. */
  kill(): void;
}

const READY_DEADLINE_MS = 600_000;
const POLL_MS = 200;
const STOP_DEADLINE_MS = 5_000;
/** How much of its log is told when it does not start, in characters. */
const LOG = 3_000;

/**
 * Starts a server and waits until it answers.
 *
 * @param settings environment variables beside the usual ones; secrets go here, and are not printed
 * @throws {Error} when it ends by itself, or is not ready within ten minutes; the end of its log is in the message
 */
export async function startPhoenix(
  python: string,
  settings: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<PhoenixServer> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), "phoenix-data-"));
  const child = spawn(python, [join(import.meta.dirname, "serve.py")], {
    cwd: folder,
    stdio: ["pipe", "pipe", "pipe"],
    env: environmentOf(folder, port, settings),
  });
  // The pipe is there to be closed: when the server is gone first, that is said by its exit.
  child.stdin.on("error", () => undefined);
  let log = "";
  const keep = (chunk: Buffer): void => {
    log = (log + chunk.toString()).slice(-LOG);
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  const exited = once(child, "exit").catch((error: unknown) => keep(Buffer.from(String(error))));
  const url = `http://127.0.0.1:${port}`;
  const kill = (): void => {
    child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  const stop = async (): Promise<void> => {
    await end(child, exited);
    kill();
  };
  try {
    let ended = false;
    void exited.then(() => {
      ended = true;
    });
    const deadline = Date.now() + READY_DEADLINE_MS;
    while (!(await isReady(url))) {
      signal.throwIfAborted();
      const problem = ended
        ? "ended by itself"
        : Date.now() > deadline
          ? `did not answer within ${READY_DEADLINE_MS / 1000} s`
          : undefined;
      if (problem !== undefined) throw new Error(`Phoenix ${problem}. Its log ends with:\n${log}`);
      await wait(POLL_MS);
    }
    return { url, stop, kill };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Nothing of this process's environment that could change the server, or that is secret. */
function environmentOf(
  folder: string,
  port: number,
  settings: Readonly<Record<string, string>>,
): Record<string, string> {
  return {
    PATH: process.env.PATH ?? "",
    // Windows starts no Python without it.
    ...(process.env.SystemRoot === undefined ? {} : { SystemRoot: process.env.SystemRoot }),
    HOME: folder,
    TMPDIR: folder,
    TZ: "UTC",
    PYTHONUNBUFFERED: "1",
    PHOENIX_WORKING_DIR: folder,
    PHOENIX_HOST: "127.0.0.1",
    PHOENIX_PORT: String(port),
    PHOENIX_GRPC_PORT: "0",
    PHOENIX_TELEMETRY_ENABLED: "false",
    PHOENIX_ALLOW_EXTERNAL_RESOURCES: "false",
    PHOENIX_ALLOWED_SANDBOX_PROVIDERS: "NONE",
    PHOENIX_DISABLE_AGENT_ASSISTANT: "true",
    PHOENIX_ENABLE_MCP_SERVER: "false",
    PHOENIX_LOG_MIGRATIONS: "false",
    ...settings,
  };
}

async function isReady(url: string): Promise<boolean> {
  try {
    const { ok } = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(STOP_DEADLINE_MS) });
    return ok;
  } catch {
    return false;
  }
}

async function end(child: ChildProcess, exited: Promise<unknown>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  child.stdin?.end();
  const patience = setTimeout(() => child.kill("SIGKILL"), STOP_DEADLINE_MS);
  await exited;
  clearTimeout(patience);
}
