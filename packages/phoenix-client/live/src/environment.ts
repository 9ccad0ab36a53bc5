import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { findPython } from "./find-python.ts";
import { installFailure } from "./install-failure.ts";
import { pinnedVersion, REQUIREMENTS } from "./requirements.ts";
import { runProgram } from "./run-program.ts";

/** A virtual environment in which the server is installed. */
export interface Environment {
  /** Its Python. */
  readonly python: string;
  /** For people: the versions that it holds. */
  readonly versions: { readonly python: string; readonly phoenix: string };
  /** Removes it, unless it is one that was asked to be kept. */
  remove(): void;
}

const VENV_DEADLINE_MS = 180_000;
const INSTALL_DEADLINE_MS = 300_000;
/** Says what a kept environment holds; a folder without it is not ours. */
const MARKER = "phoenix-live.json";

/**
 * Installs the pinned server: in a temporary folder, or, to be used again, in the one that
 * `PHOENIX_LIVE_ENVIRONMENT` names.
 *
 * @throws {Unavailable} when this machine lacks a Python or the network
 * @throws {Error} when the installation fails for any other reason, or the folder that was named holds something else
 */
export async function makeEnvironment(say: (line: string) => void, signal: AbortSignal): Promise<Environment> {
  const python = await findPython(signal);
  const versions = { python: python.version, phoenix: pinnedVersion("arize-phoenix") };
  const kept = process.env.PHOENIX_LIVE_ENVIRONMENT;
  const isKept = kept !== undefined && kept !== "";
  const folder = isKept ? resolve(kept) : mkdtempSync(join(tmpdir(), "phoenix-environment-"));
  const remove = (): void => {
    if (!isKept) rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  const environment: Environment = { python: programIn(folder, "python"), versions, remove };
  try {
    const contents = contentsOf(python.version);
    if (isKept && isReady(folder, contents)) {
      say(`arize-phoenix ${versions.phoenix} is in ${folder} already`);
      return environment;
    }
    say(`installing arize-phoenix ${versions.phoenix} for Python ${versions.python} in ${folder}`);
    const start = Date.now();
    await install(python.executable, folder, signal);
    writeFileSync(join(folder, MARKER), contents);
    say(`installed within ${Math.ceil((Date.now() - start) / 1000)} s`);
    return environment;
  } catch (error) {
    remove();
    throw error;
  }
}

async function install(python: string, folder: string, signal: AbortSignal): Promise<void> {
  const env = indexForUv(process.env);
  const step: Step = async (what, file, args, deadline = INSTALL_DEADLINE_MS) => {
    const result = await runProgram(file, args, { deadline, signal, env });
    signal.throwIfAborted();
    if (result.code !== 0) throw installFailure(what, result);
  };
  // uv installs the 150 packages of the server in seconds where pip takes minutes; it is gone when it has done so.
  const tools = mkdtempSync(join(tmpdir(), "phoenix-uv-"));
  try {
    const uv = await installUv(python, tools, step, signal);
    await step("make a virtual environment", uv, [
      "venv",
      "--quiet",
      "--no-config",
      "--clear",
      "--python",
      python,
      folder,
    ]);
    const packages = ["--no-deps", "--requirement", REQUIREMENTS];
    await step("install the pinned arize-phoenix", uv, [
      ...["pip", "install", "--no-progress", "--no-config", "--python", programIn(folder, "python")],
      ...packages,
    ]);
  } finally {
    rmSync(tools, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

/** A program of the installation that has to succeed; `what` is to be read after "could not". */
type Step = (what: string, file: string, args: readonly string[], deadline?: number) => Promise<void>;

/** With the pip that Python has, or, where a distribution keeps that apart, with the one of a virtual environment. */
async function installUv(python: string, folder: string, step: Step, signal: AbortSignal): Promise<string> {
  const uv = `uv==${pinnedVersion("uv")}`;
  // What could not be reached, pip tells with its retries alone.
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", "--retries", "3"];
  const { code } = await runProgram(python, ["-m", "pip", "--version"], { deadline: VENV_DEADLINE_MS, signal });
  if (code === 0) {
    await step(`install ${uv}`, python, [...pip, "--no-deps", "--target", folder, uv]);
    return join(folder, "bin", process.platform === "win32" ? "uv.exe" : "uv");
  }
  await step("make a virtual environment", python, ["-m", "venv", folder], VENV_DEADLINE_MS);
  await step(`install ${uv}`, programIn(folder, "python"), [...pip, uv]);
  return programIn(folder, "uv");
}

/** uv does not read what pip is told: where pip has an index or a certificate of its own, uv gets the same. */
function indexForUv(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const index = env.UV_DEFAULT_INDEX ?? env.UV_INDEX_URL ?? env.PIP_INDEX_URL;
  const certificate = env.SSL_CERT_FILE ?? env.PIP_CERT;
  return {
    ...env,
    UV_PYTHON_DOWNLOADS: "never",
    ...(index === undefined ? {} : { UV_DEFAULT_INDEX: index }),
    ...(certificate === undefined ? {} : { SSL_CERT_FILE: certificate }),
  };
}

function contentsOf(python: string): string {
  const requirements = createHash("sha256").update(readFileSync(REQUIREMENTS)).digest("hex");
  return `${JSON.stringify({ python, requirements }, undefined, 2)}\n`;
}

/** @throws {Error} when the folder holds something that was not put there by this */
function isReady(folder: string, contents: string): boolean {
  mkdirSync(folder, { recursive: true });
  const marker = join(folder, MARKER);
  if (existsSync(marker)) return readFileSync(marker, "utf8") === contents;
  if (readdirSync(folder).length === 0) return false;
  throw new Error(
    `PHOENIX_LIVE_ENVIRONMENT names ${folder}, which holds something else: name an empty folder, or one that is not there yet`,
  );
}

function programIn(folder: string, name: string): string {
  return process.platform === "win32" ? join(folder, "Scripts", `${name}.exe`) : join(folder, "bin", name);
}
