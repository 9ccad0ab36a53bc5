import { runChild } from "../child-command.ts";
import { redact } from "./redact.ts";

/** Why npm did not do it. */
export interface NpmFailure {
  /** As npm names it, `E404` for example; empty where it gives none. */
  readonly code: string;
  /** In npm's words, without secrets. */
  readonly summary: string;
}

/** What npm answered. */
export type NpmResponse =
  | { readonly done: true; readonly text: string }
  | { readonly done: false; readonly failure: NpmFailure };

/** Patient enough for a registry that is slow, and not for one that is gone. */
const SETTINGS = [
  "--json",
  "--no-update-notifier",
  "--no-audit",
  "--no-fund",
  "--fetch-retries=1",
  "--fetch-retry-mintimeout=500",
  "--fetch-timeout=60000",
];

/**
 * Runs npm, with the npm configuration of whoever runs this: registry, credentials, proxy and certificates are npm's
 * own business.
 *
 * @param folder where it runs: the configuration of the project in that folder counts, too
 * @param signal ends it; without one it is waited for
 */
export async function runNpm(args: readonly string[], folder: string, signal?: AbortSignal): Promise<NpmResponse> {
  const { status, stdout, output } = await runChild("npm", [...args, ...SETTINGS], { cwd: folder, signal });
  if (status === 0) return { done: true, text: stdout.trim() };
  return { done: false, failure: reportedFailure(stdout) ?? { code: "", summary: redact(output.trim()) } };
}

/** What npm says as JSON; its error has a code for what npm knows, and a sentence for everything. */
function reportedFailure(stdout: string): NpmFailure | undefined {
  try {
    const { error } = JSON.parse(stdout) as { error?: { code?: string; summary?: string } };
    return error?.summary === undefined ? undefined : { code: error.code ?? "", summary: redact(error.summary) };
  } catch {
    return undefined;
  }
}
