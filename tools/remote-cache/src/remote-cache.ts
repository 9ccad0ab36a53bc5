import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** Where a cache server listens, and what it keeps where. */
export interface RemoteCacheOptions {
  readonly host: string;
  /** 0 takes any port that is free. */
  readonly port: number;
  /** Where it keeps what it is given. */
  readonly folder: string;
  /** What a client must present. */
  readonly token: string;
}

/** A cache server that runs. */
export interface RemoteCache {
  /** Its address: the `TURBO_API` of its clients. */
  readonly url: string;
  /** Resolves with the exit code once it has ended by itself or by {@link close}. */
  readonly ended: Promise<number | null>;
  close(): Promise<void>;
}

const PROGRAM = join(dirname(fileURLToPath(import.meta.resolve("turborepo-remote-cache/package.json"))), "dist/cli.js");

/**
 * Starts a server that keeps turbo's results for many machines.
 *
 * @param onLine told each line of the server's log; none holds the token
 * @returns once it listens
 * @throws {Error} when it cannot listen, with the end of its log
 */
export async function startRemoteCache(
  { host, port, folder, token }: RemoteCacheOptions,
  onLine: (line: string) => void = () => {},
): Promise<RemoteCache> {
  const child = spawn(process.execPath, [PROGRAM], {
    // Nothing of this process's own: the server would take settings of other programs for its own.
    env: {
      PATH: process.env.PATH,
      HOST: host,
      PORT: String(port),
      STORAGE_PROVIDER: "local",
      STORAGE_PATH: folder,
      STORAGE_PATH_USE_TMP_FOLDER: "false",
      TURBO_TOKEN: token,
      // To the server this only says that it has to keep signatures. The key itself is the clients' affair: who takes
      // over the server can then still not make them run anything.
      TURBO_REMOTE_CACHE_SIGNATURE_KEY: "known to the clients",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit").then(([code]: (number | null)[]) => code ?? null);
  const url = await listening(child, onLine);
  return {
    url,
    ended,
    async close() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

function listening(child: ChildProcess, onLine: (line: string) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    let last = "";
    const { stdout } = child;
    if (stdout === null) throw new TypeError("the server's output is a pipe");
    createInterface({ input: stdout }).on("line", (line) => {
      last = line;
      onLine(line);
      const url = /"message":"Server listening at (http:[^"]+)"/.exec(line)?.[1];
      if (url !== undefined) resolve(url);
    });
    child.once("exit", (code) => reject(new Error(`the cache server ended with exit code ${code}: ${last}`)));
  });
}
