import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A private registry on loopback. */
export interface Registry {
  /** `http://127.0.0.1:<port>/` */
  readonly url: string;
  /** What its one user, `ci`, identifies itself with. */
  readonly token: string;
  /** Ends it, with all that it holds. */
  stop(): Promise<void>;
}

/**
 * Starts Verdaccio in a process of its own, without anything behind it, and signs its one user in.
 *
 * @throws {Error} when it does not come up, or does not take the user
 */
export async function startRegistry(): Promise<Registry> {
  const folder = mkdtempSync(join(tmpdir(), "registry-"));
  const child = fork(join(import.meta.dirname, "verdaccio-program.ts"), [folder], { execArgv: [], silent: true });
  const exited = once(child, "exit");
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-2_000);
    });
  }
  const stop = async (): Promise<void> => {
    child.kill("SIGKILL");
    await exited;
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const port = await Promise.race([
      once(child, "message").then(([message]: { port: number }[]) => message?.port),
      exited.then(() => undefined),
    ]);
    if (port === undefined) throw new Error(`Verdaccio did not start:\n${said}`);
    const url = `http://127.0.0.1:${port}/`;
    return { url, token: await signIn(url), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What `npm login` does, without the questions. */
async function signIn(url: string): Promise<string> {
  const response = await fetch(`${url}-/user/org.couchdb.user:ci`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: "ci", password: crypto.randomUUID() }),
  });
  // Verdaccio's own response, of the one version that is installed.
  const { token, error } = (await response.json()) as { token?: string; error?: string };
  if (token === undefined) throw new Error(`The registry did not take its user: ${response.status} ${error}`);
  return token;
}
