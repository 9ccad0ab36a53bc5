// By its path: a prepared release is published where nothing is installed.
import { gitEnvironment } from "../../../config/src/run-command.ts";
import { runChild } from "../child-command.ts";
import { ReleaseError } from "./release-error.ts";

/**
 * Runs git to its end: it is quick, and not to be interrupted.
 *
 * @returns what it printed, without the line end
 * @throws {ReleaseError} with git's own words, when it fails
 */
export async function git(
  folder: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<string> {
  const env = { ...gitEnvironment(), ...environment };
  const { status, stdout, output } = await runChild("git", args, { cwd: folder, env });
  if (status === 0) return stdout.replace(/\n$/, "");
  throw new ReleaseError(
    `git ${args.find((word) => /^[a-z][a-z-]*$/.test(word)) ?? ""} failed: ${output.trim()}`,
    "look at what git says; nothing was published since",
  );
}
