import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Gives some work a folder of its own, which is gone when the work has ended, however it has: well, with an error, or by
 * somebody's Ctrl-C.
 */
export async function inTemporaryFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  // The compiler names files by their real path.
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "clients-")));
  const remove = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  const stop = (signal: NodeJS.Signals): void => {
    remove();
    for (const name of SIGNALS) process.removeListener(name, stop);
    process.kill(process.pid, signal); // ends as it would have without a folder
  };
  for (const signal of SIGNALS) process.on(signal, stop);
  try {
    return await work(folder);
  } finally {
    for (const signal of SIGNALS) process.removeListener(signal, stop);
    remove();
  }
}
