import { execFile, spawnSync } from "node:child_process";
import { promisify } from "node:util";

/** How a command ended. */
export interface CommandResult {
  readonly status: number;
  readonly stdout: string;
  /** All that it printed, on either stream. */
  readonly output: string;
}

/** Runs a command to its end; one that cannot be started, or is killed, counts as status 1. */
export function runCommand(file: string, args: readonly string[], cwd: string): CommandResult {
  const { status, stdout, stderr, error } = spawnSync(file, args, { cwd, encoding: "utf8", maxBuffer: 1e9 });
  return { status: status ?? 1, stdout, output: [stdout, stderr, error?.message].filter(Boolean).join("\n") };
}

/** As `runCommand`, while this process goes on. Ctrl-C in the terminal ends both. */
export async function runCommandMeanwhile(
  file: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env?: NodeJS.ProcessEnv },
): Promise<CommandResult> {
  try {
    const { stdout, stderr } = await promisify(execFile)(file, args, { ...options, maxBuffer: 1e9 });
    return { status: 0, stdout, output: stdout + stderr };
  } catch (error) {
    // Node's own: it carries what the command has printed, where it was started.
    const failure = error as Error & { readonly code?: unknown; readonly stdout?: string; readonly stderr?: string };
    const { message, code, stdout = "", stderr = message } = failure;
    return { status: typeof code === "number" ? code : 1, stdout, output: stdout + stderr };
  }
}

/** What git is told by whoever calls it from a hook, and what would lead it to another repository. */
const ELSEWHERE = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR"];

/** The environment in which git works on the repository of the folder that it is started in, and on no other. */
export function gitEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ELSEWHERE.includes(name)));
}
