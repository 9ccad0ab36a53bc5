import { execFileSync } from "node:child_process";
import { mkdtempDisposableSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { code, plain } from "./markdown.ts";

/** How the update of one document ended, as `spec update --json` prints it, as far as it is told. */
export interface PrintedResult {
  readonly platform: string;
  readonly state: string;
  readonly error?: { readonly file: string; readonly line?: number; readonly rule: string; readonly remedy: string };
}

/** What a run of the workflow has found. */
export interface FailureReport {
  /** A clone of the repository, by which `gh` knows where issues go. */
  readonly root: string;
  readonly results: readonly PrintedResult[];
  /** Whether a new document could not be turned into a pull request. */
  readonly proposalFailed: boolean;
  /** Address of the run. */
  readonly run: string;
}

/** What became of the issue. */
export type Reported = "nothing fails" | "opened" | "brought up to date" | "closed";

const LABEL = "spec-update";
const TITLE = "Documents cannot be brought up to date";
/** Names what failed when the issue was written last. */
const MARKER = /^<!-- spec-update: (.*) -->/;
/** What failed is told by this name where it was no source. */
const PROPOSAL = "a pull request";

/**
 * Reads what `spec update --json` has printed.
 *
 * @throws {TypeError} when it is something else, such as the error that it ended with
 */
export function parseResults(text: string): readonly PrintedResult[] {
  const results: unknown = JSON.parse(text);
  if (Array.isArray(results) && results.every(isResult)) return results;
  throw new TypeError("this is not what `spec update --json` prints");
}

/** The outputs of the job that has looked, as GitHub reads them: what to propose, and what to report. */
export function jobOutputs(results: readonly PrintedResult[]): string {
  const platforms = results.filter(({ state }) => state === "would change").map(({ platform }) => platform);
  const told = results.map(({ platform, state, error }) => ({ platform, state, error }));
  // Each on one line: JSON escapes line ends.
  return `platforms=${JSON.stringify(platforms)}\nresults=${JSON.stringify(told)}\n`;
}

/** The one program that prints this is our own: where the outline is right, so is the rest. */
function isResult(value: unknown): value is PrintedResult {
  return typeof value === "object" && value !== null && "platform" in value && "state" in value;
}

/**
 * Keeps one issue that says which sources fail: opens it when the first one does, brings it up to date as long as one
 * does, with a comment whenever others do than before, and closes it when none does any more. Needs `gh`, signed in.
 *
 * @throws {Error} when that fails
 */
export function reportFailures({ root, results, proposalFailed, run }: FailureReport): Reported {
  const gh = (...words: readonly string[]): string =>
    execFileSync("gh", words, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] }).trim();
  const withBody = (text: string, ...words: readonly string[]): void => {
    using folder = mkdtempDisposableSync(join(tmpdir(), "failures-"));
    const file = join(folder.path, "body.md");
    writeFileSync(file, text);
    gh(...words, "--body-file", file);
  };
  const failed = results.filter(({ state }) => state === "failed");
  const names = [...failed.map(({ platform }) => platform), ...(proposalFailed ? [PROPOSAL] : [])];
  const issue = openIssue(gh("issue", "list", "--label", LABEL, "--state", "open", "--json", "number,body"));
  if (names.length === 0) {
    if (issue === undefined) return "nothing fails";
    withBody(`All documents can be brought up to date again: ${run}\n`, "issue", "comment", String(issue.number));
    gh("issue", "close", String(issue.number), "--reason", "completed");
    return "closed";
  }
  const body = bodyFor(names, failed, proposalFailed, run);
  if (issue === undefined) {
    gh("label", "create", LABEL, "--force", "--description", "Opened and closed by the workflow Spec update");
    withBody(body, "issue", "create", "--title", TITLE, "--label", LABEL);
    return "opened";
  }
  withBody(body, "issue", "edit", String(issue.number));
  const comment = changeOf(issue.failed, names);
  if (comment !== undefined) withBody(`${comment} ${run}\n`, "issue", "comment", String(issue.number));
  return "brought up to date";
}

interface OpenIssue {
  readonly number: number;
  /** What failed when it was written last. */
  readonly failed: readonly string[];
}

/** The issue that this has written; others may have the label, too. */
function openIssue(printed: string): OpenIssue | undefined {
  // The format that is asked for.
  const issues = JSON.parse(printed) as readonly { readonly number: number; readonly body: string }[];
  return issues
    .flatMap(({ number, body }) => {
      const [, names] = MARKER.exec(body) ?? [];
      return names === undefined ? [] : [{ number, failed: names.split(", ") }];
    })
    .toSorted((one, other) => one.number - other.number)[0];
}

function bodyFor(names: readonly string[], failed: readonly PrintedResult[], proposal: boolean, run: string): string {
  return `${[
    `<!-- spec-update: ${names.join(", ")} -->`,
    `These do not follow their vendors for now. Found by ${run}, which has proposed whatever else is new.`,
    ...failed.map(({ platform, error }) =>
      error === undefined
        ? `## ${plain(platform)}`
        : [
            `## ${plain(platform)}`,
            `${code(error.file)}${error.line === undefined ? "" : `, line ${error.line}`}: ${plain(error.rule)}`,
            `To do: ${plain(error.remedy)}`,
          ].join("\n\n"),
    ),
    ...(proposal
      ? [
          "## A new document that could not be proposed",
          "The job of its platform says why, most often that the overlay no longer fits: run `pnpm spec update <platform>` and `pnpm generate`, mend the overlay, and propose it by hand.",
        ]
      : []),
    "The workflow closes this issue when everything works again.",
  ].join("\n\n")}\n`;
}

/** What fails now and did not, and the other way round. */
function changeOf(before: readonly string[], now: readonly string[]): string | undefined {
  const [worse, better] = [now.filter((name) => !before.includes(name)), before.filter((name) => !now.includes(name))];
  if (worse.length === 0 && better.length === 0) return undefined;
  return [
    ...(worse.length === 0 ? [] : [`Fails now, too: ${worse.map(plain).join(", ")}.`]),
    ...(better.length === 0 ? [] : [`Works again: ${better.map(plain).join(", ")}.`]),
  ].join(" ");
}
