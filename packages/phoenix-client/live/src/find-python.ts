import { runProgram } from "./run-program.ts";
import { Unavailable } from "./unavailable.ts";

/** A Python that the server runs on. */
export interface Python {
  /** Its path. */
  readonly executable: string;
  /** For example `3.11.7`. */
  readonly version: string;
}

/** What the pinned server accepts (`Requires-Python`). */
const MINORS = [11, 12, 13, 14];
const NAMES = ["python3", ...MINORS.map((minor) => `python3.${minor}`).reverse(), "python"];
const DEADLINE_MS = 20_000;

/**
 * Finds a Python that fits: the one that `PHOENIX_LIVE_PYTHON` names, or the first on the path.
 *
 * @throws {Unavailable} when there is none
 * @throws {Error} when `PHOENIX_LIVE_PYTHON` names one that does not fit
 */
export async function findPython(signal: AbortSignal): Promise<Python> {
  const chosen = process.env.PHOENIX_LIVE_PYTHON;
  const found: string[] = [];
  for (const executable of chosen === undefined || chosen === "" ? NAMES : [chosen]) {
    const python = await ask(executable, signal);
    if (python === undefined) continue;
    const [major, minor] = python.version.split(".").map(Number);
    if (major === 3 && minor !== undefined && MINORS.includes(minor)) return python;
    found.push(`${executable} is ${python.version}`);
  }
  const wanted = `Python 3.${MINORS[0]} to 3.${MINORS.at(-1)}`;
  const instead = found.length === 0 ? "" : ` (${found.join(", ")})`;
  if (chosen !== undefined && chosen !== "") {
    throw new Error(`PHOENIX_LIVE_PYTHON has to name ${wanted}, and ${chosen} is none${instead}`);
  }
  throw new Unavailable(`there is no ${wanted} on the path${instead}`);
}

/** What a Python says of itself; `undefined` where there is none of that name, or just something that stands for one. */
async function ask(name: string, signal: AbortSignal): Promise<Python | undefined> {
  const program = "import platform, sys; print(platform.python_version()); print(sys.executable)";
  const { code, output } = await runProgram(name, ["-c", program], { deadline: DEADLINE_MS, signal });
  const [version = "", executable = ""] = output.trim().split(/\r?\n/);
  return code === 0 && /^\d+\.\d+\./.test(version) && executable !== "" ? { version, executable } : undefined;
}
