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
 * signed in. A branch that a person has worked on is never overwritten.
 *
 * @throws {Error} when one of the two fails
 */
export function proposeUpdate({ root, platform, rating, base }: Proposal): Proposed {
  const git = (...words: readonly string[]): string => command(root, "git", words);
  const branch = `spec-update/${platform}`;
  const text = textFor(root, platform, rating);
  git("add", "--all", "--", ...CHANGED);
  if (git("diff", "--cached", "--name-only") === "") return "nothing to propose";
  git("-c", `user.name=${BOT.name}`, "-c", `user.email=${BOT.email}`, "commit", "--quiet", "--message", text.title);
  const proposed = `refs/remotes/origin/${branch}`;
  if (git("ls-remote", "--heads", "origin", `refs/heads/${branch}`) !== "") {
    git("fetch", "--quiet", "origin", `+refs/heads/${branch}:${proposed}`);
    const authors = git("log", "--format=%ae", `HEAD~1..${proposed}`).split("\n");
    if (authors.some((author) => author !== "" && author !== BOT.email)) {
      return "left to the person who works on the branch";
    }
    if (git("diff", "--name-only", proposed, "HEAD", "--", ".", `:!${RECORDS}`) === "") {
      return "unchanged since it was proposed";
    }
  }
  git("push", "--quiet", "--force", "origin", `HEAD:refs/heads/${branch}`);
  const result = request(root, branch, base, text);
  command(root, "gh", ["workflow", "run", CI, "--ref", branch]);
  return result;
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
  const gh = (...words: readonly string[]): string => command(root, "gh", ["pr", ...words]);
  using folder = mkdtempDisposableSync(join(tmpdir(), "proposal-"));
  const file = join(folder.path, "body.md");
  writeFileSync(file, body);
  const text = ["--title", title, "--body-file", file];
  const wanted = ["--head", branch, "--base", base];
  const open = gh("list", ...wanted, "--state", "open", "--json", "number", "--jq", ".[].number");
  if (open === "") {
    gh("create", ...wanted, ...text);
    return "opened";
  }
  gh("edit", open, ...text);
  return "brought up to date";
}

function command(root: string, file: string, words: readonly string[]): string {
  return execFileSync(file, words, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] }).trim();
}
