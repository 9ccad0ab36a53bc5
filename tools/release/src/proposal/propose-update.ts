import { execFileSync } from "node:child_process";
import { existsSync, mkdtempDisposableSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseRating } from "./printed-rating.ts";
import { type PullRequestText, pullRequestText } from "./pull-request-text.ts";

/** Who a workflow is to git and GitHub. */
const BOT = { name: "github-actions[bot]", email: "41898282+github-actions[bot]@users.noreply.github.com" };
/** What an update of a document may change. */
const CHANGED = ["specs", "packages", ".changeset"];
/** Holds the day of the update, which by itself is nothing new. */
const RECORDS = "specs/sources.json";
/** The workflow that tests a branch. */
const CI = "ci.yml";

/** What is proposed, and where. */
export interface Proposal {
  /** A clone of the repository, its work tree changed by the update. */
  readonly root: string;
  readonly platform: string;
  /** File with what `spec rate --json` has printed. */
  readonly rating: string;
  /** The branch that it is proposed for. */
  readonly base: string;
}

/** What became of a proposal. */
export type Proposed =
  | "opened"
  | "brought up to date"
  | "unchanged since it was proposed"
  | "left to the person who works on the branch"
  | "nothing to propose";

/**
 * Commits what an update of a document has changed, and opens a pull request with it, or brings the open one up to date;
 * then starts CI on it, which does not start by itself for what a workflow's token pushes. Needs `git` and `gh`, both
 * signed in.
 *
 * A branch that a person has worked on is never overwritten: which commit this has pushed last is kept in a ref beside the
 * branch, and a branch that is at another one, by whatever way, is somebody else's.
 *
 * @throws {Error} when one of the two fails
 */
export function proposeUpdate({ root, platform, rating, base }: Proposal): Proposed {
  const git = (...words: readonly string[]): string => command(root, "git", words);
  const branch = `spec-update/${platform}`;
  const [head, pushed] = [`refs/heads/${branch}`, `refs/proposals/${platform}`];
  const text = textFor(root, platform, rating);
  git("add", "--all", "--", ...CHANGED);
  if (git("diff", "--cached", "--name-only") === "") return "nothing to propose";
  git("-c", `user.name=${BOT.name}`, "-c", `user.email=${BOT.email}`, "commit", "--quiet", "--message", text.title);
  const remote = remoteRefs(root, head, pushed);
  const proposed = remote.get(head);
  if (proposed !== remote.get(pushed) && proposed !== undefined) return LEFT;
  if (proposed !== undefined) {
    git("fetch", "--quiet", "origin", proposed);
    if (git("diff", "--name-only", proposed, "HEAD", "--", ".", `:!${RECORDS}`) === "") {
      if (pullRequests(root, branch, base).some(({ headRefOid }) => headRefOid === proposed)) {
        return "unchanged since it was proposed";
      }
      // GitHub has the branch, and was not told what it is for.
      return request(root, branch, base, text);
    }
  }
  const lease = [`--force-with-lease=${head}:${proposed ?? ""}`, "--atomic"];
  try {
    git("push", "--quiet", ...lease, "origin", `HEAD:${head}`, `+HEAD:${pushed}`);
  } catch (error) {
    if (remoteRefs(root, head).get(head) === proposed) throw error;
    return LEFT;
  }
  return request(root, branch, base, text);
}

const LEFT = "left to the person who works on the branch";

/** The commits that refs of the remote repository are at; those that it does not have are missing. */
function remoteRefs(root: string, ...refs: readonly string[]): ReadonlyMap<string, string> {
  const lines = command(root, "git", ["ls-remote", "origin", ...refs])
    .split("\n")
    .filter(Boolean);
  return new Map(lines.map((line) => [line.split("\t")[1] ?? "", line.split("\t")[0] ?? ""]));
}

/** A pull request, as `gh` prints it. */
interface PullRequest {
  readonly number: number;
  readonly state: string;
  /** The last commit of its branch, or, once it is closed, the one that was. */
  readonly headRefOid: string;
}

function pullRequests(root: string, branch: string, base: string): readonly PullRequest[] {
  const wanted = ["--head", branch, "--base", base, "--state", "all"];
  // The format that is asked for.
  return JSON.parse(
    command(root, "gh", ["pr", "list", ...wanted, "--json", "number,state,headRefOid"]),
  ) as PullRequest[];
}

function textFor(root: string, platform: string, rating: string): PullRequestText {
  const changeset = join(root, ".changeset", `spec-${platform}.md`);
  return pullRequestText(
    platform,
    parseRating(readFileSync(rating, "utf8")),
    existsSync(changeset) ? readFileSync(changeset, "utf8") : undefined,
  );
}

function request(root: string, branch: string, base: string, { title, body }: PullRequestText): Proposed {
  const gh = (...words: readonly string[]): string => command(root, "gh", words);
  using folder = mkdtempDisposableSync(join(tmpdir(), "proposal-"));
  const file = join(folder.path, "body.md");
  writeFileSync(file, body);
  const text = ["--title", title, "--body-file", file];
  const open = pullRequests(root, branch, base).find(({ state }) => state === "OPEN");
  if (open === undefined) gh("pr", "create", "--head", branch, "--base", base, ...text);
  else gh("pr", "edit", String(open.number), ...text);
  gh("workflow", "run", CI, "--ref", branch);
  return open === undefined ? "opened" : "brought up to date";
}

function command(root: string, file: string, words: readonly string[]): string {
  return execFileSync(file, words, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] }).trim();
}
