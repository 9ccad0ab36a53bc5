import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const PRISM = createRequire(import.meta.url).resolve("@stoplight/prism-cli/dist/index.js");
/** For a process that loads Prism on a machine that is busy. */
const START_MS = 60_000;
/** For one that was asked to end before it is made to. */
const GRACE_MS = 5_000;
const LISTENING = /Prism is listening on (http:\/\/\S+)/;

/** Prism has not started, or has ended by itself; the message says for which platform, and what to do. */
export class PrismCommandError extends Error {
  override readonly name = "PrismCommandError";
}

/** One `prism mock` that is up. */
export interface PrismCommand {
  /** Where it listens, for example `http://127.0.0.1:4010`. */
  readonly url: string;
  /** Settles when it has ended although nobody asked it to, with what is to be said about that. */
  readonly ended: Promise<PrismCommandError>;
}

/** What one `prism mock` is started with. */
interface PrismCommandOptions {
  readonly platform: string;
  /** The document's path. */
  readonly document: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Flags of Prism's own, as they were typed. */
  readonly flags: readonly string[];
  /** Ends it. */
  readonly signal: AbortSignal;
  /** Is given each line that it prints. */
  readonly log: (line: string) => void;
}

/**
 * Starts `prism mock` for one document, and waits until it listens.
 *
 * @throws {PrismCommandError} when it ends before that, or takes longer than a minute
 * @throws the signal's reason, when that aborts before
 */
export async function startPrismCommand(options: PrismCommandOptions): Promise<PrismCommand> {
  const { platform, document, port, flags, signal, log } = options;
  signal.throwIfAborted();
  // A group of its own: Ctrl-C in the terminal reaches this process alone, which ends all mocks in turn.
  const args = [PRISM, "mock", "--host", "127.0.0.1", "--port", String(port), ...flags, document];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"], detached: true });
  signal.addEventListener("abort", () => end(child), { once: true });
  const said: string[] = [];
  let listening: (url: string) => void = () => {};
  const ready = new Promise<string>((resolve) => {
    listening = resolve;
  });
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => {
      if (line.trim() === "") return;
      said.push(line);
      log(line);
      const url = LISTENING.exec(line)?.[1];
      if (url !== undefined) listening(url);
    });
  }
  const closed = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  const ended = closed.then((code) => new PrismCommandError(explain(platform, port, code, said)));
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    end(child);
    late.reject(new PrismCommandError(`The mock of ${platform} was not up after ${START_MS / 1_000} s.`));
  }, START_MS);
  try {
    const url = await Promise.race([ready, late.promise, ended.then((error) => Promise.reject(error))]);
    return { url, ended };
  } finally {
    clearTimeout(timer);
    signal.throwIfAborted();
  }
}

/** Asks the whole group to end, then makes it: nothing of it outlives this process. */
function end(child: ChildProcess): void {
  const { pid } = child;
  if (pid === undefined || child.exitCode !== null) return;
  const tell = (signal: NodeJS.Signals): void => {
    try {
      process.kill(-pid, signal);
    } catch {
      // It has ended by itself.
    }
  };
  tell("SIGTERM");
  const impatient = setTimeout(() => tell("SIGKILL"), GRACE_MS);
  child.once("close", () => clearTimeout(impatient));
}

function explain(platform: string, port: number, code: number | null, said: readonly string[]): string {
  if (said.some((line) => line.includes("EADDRINUSE"))) {
    return (
      `Port ${port} on 127.0.0.1 is taken, so the mock of ${platform} cannot start. Stop what listens there (another ` +
      "mock?), or choose other ports: `pnpm mock --port 4100` starts at another one, `--port 0` takes free ones."
    );
  }
  return (
    `The mock of ${platform} has ended with ${code ?? "a signal"}. Its last words stand above; \`pnpm mock --help\` and ` +
    "`prism mock --help` say which flags there are."
  );
}
