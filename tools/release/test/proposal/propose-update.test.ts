import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { type Proposed, proposeUpdate } from "../../src/proposal/propose-update.ts";
import { FakeGitHub, type Said } from "./fake-github.ts";

const BRANCH = "spec-update/small";
const PERSON = ["-c", "user.name=A person", "-c", "user.email=person@example.com"];

let folder: string;
let upstream: string;
let gitHub: FakeGitHub;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "proposal-"));
  upstream = join(folder, "upstream.git");
  git(folder, "init", "--quiet", "--bare", "--initial-branch=main", upstream);
  const seed = clone("seed");
  write(seed, "specs/small.yaml", "old");
  write(seed, "specs/sources.json", "yesterday");
  write(seed, ".changeset/README.md", "changesets");
  write(seed, "packages/small-client/src/generated/a.ts", "old");
  commit(seed, "main");
  gitHub = new FakeGitHub(folder, PULL_REQUESTS);
});

/** Knows of the pull requests that were opened, and where their branches are. */
const PULL_REQUESTS = [
  `const { execFileSync } = require("node:child_process");`,
  `const refs = execFileSync("git", ["ls-remote", "origin", "refs/heads/${BRANCH}"], { encoding: "utf8" });`,
  `const headRefOid = refs.split("\\t")[0];`,
  `for (const one of state) if (one.state === "OPEN") one.headRefOid = headRefOid;`,
  `if (words[1] === "list") console.log(JSON.stringify(state));`,
  `if (words[1] === "create") state.push({ number: 7 + state.length, state: "OPEN", headRefOid });`,
].join("\n");

const said = (): readonly Said[] => gitHub.said();
const closePullRequest = (): void => gitHub.change((state) => state.replaceAll("OPEN", "CLOSED"));
const forgetPullRequests = (): void => gitHub.change(() => "[]");

function git(where: string, ...words: readonly string[]): string {
  return execFileSync("git", words, { cwd: where, encoding: "utf8" }).trim();
}

function clone(name: string): string {
  const root = join(folder, name);
  git(folder, "clone", "--quiet", upstream, root);
  return root;
}

function write(root: string, file: string, text: string): void {
  mkdirSync(join(root, file, ".."), { recursive: true });
  writeFileSync(join(root, file), text);
}

function commit(root: string, branch: string): void {
  git(root, "add", "--all");
  git(root, ...PERSON, "commit", "--quiet", "--message", "x");
  git(root, "push", "--quiet", "origin", `HEAD:refs/heads/${branch}`);
}

let runs = 0;
/** What happens in the workflow's clone just before it pushes. */
let beforePush = "";
/** What the workflow does on a day on which the vendor publishes this document. */
function day(document: string): Proposed {
  runs += 1;
  const root = clone(`run-${runs}`);
  write(root, "specs/small.yaml", document);
  if (document !== "old") write(root, "specs/sources.json", `day ${runs}`);
  write(root, "packages/small-client/src/generated/a.ts", document);
  if (document !== "old") write(root, ".changeset/spec-small.md", `announces ${document}`);
  write(root, "leftover.log", "not part of it");
  if (beforePush !== "") {
    writeFileSync(join(root, ".git/hooks/pre-push"), `#!/bin/sh\n${beforePush}\n`, { mode: 0o755 });
    beforePush = "";
  }
  const rating = join(folder, "rating.json");
  writeFileSync(rating, JSON.stringify({ bump: "minor", judges: [], disagreement: false, reasons: [] }));
  return proposeUpdate({ root, platform: "small", rating, base: "main" });
}

const files = (): string[] => git(upstream, "diff", "--name-only", "main", BRANCH).split("\n");

describe("proposeUpdate", () => {
  it("opens one pull request with the document and all that follows from it, and starts CI on it", () => {
    expect(day("new")).toBe("opened");
    expect(files()).toEqual([
      ".changeset/spec-small.md",
      "packages/small-client/src/generated/a.ts",
      "specs/small.yaml",
      "specs/sources.json",
    ]);
    const [listed, created, started] = said();
    expect(listed?.words.slice(0, 2)).toEqual(["pr", "list"]);
    expect(created?.words.slice(0, 2)).toEqual(["pr", "create"]);
    expect(created?.body).toContain("announces new");
    expect(started?.words).toEqual(["workflow", "run", "ci.yml", "--ref", BRANCH]);
  });

  it("does nothing on the next day, and brings the same pull request up to date when the vendor publishes again", () => {
    day("new");
    const before = git(upstream, "rev-parse", BRANCH);
    said();
    expect(day("new")).toBe("unchanged since it was proposed");
    expect(git(upstream, "rev-parse", BRANCH)).toBe(before);
    expect(said().map(({ words }) => words.slice(0, 2))).toEqual([["pr", "list"]]);
    expect(day("newer")).toBe("brought up to date");
    expect(said().map(({ words }) => words.slice(0, 3))).toEqual([
      ["pr", "list", "--head"],
      ["pr", "edit", "7"],
      ["workflow", "run", "ci.yml"],
    ]);
    expect(git(upstream, "show", `${BRANCH}:specs/small.yaml`)).toBe("newer");
  });

  it("moves an open pull request along with the branch that it is for", () => {
    day("new");
    const person = clone("person");
    write(person, "specs/other.yaml", "merged meanwhile");
    commit(person, "main");
    expect(day("new")).toBe("brought up to date");
    expect(git(upstream, "show", `${BRANCH}:specs/other.yaml`)).toBe("merged meanwhile");
  });

  it.each<[string, (root: string) => void]>([
    [
      "added a commit",
      (root) => {
        write(root, "specs/overlays/small.yaml", "an overlay that fits");
        git(root, "add", "--all");
        git(root, ...PERSON, "commit", "--quiet", "--message", "An overlay");
      },
    ],
    [
      "amended the commit",
      (root) => {
        write(root, "specs/overlays/small.yaml", "an overlay that fits");
        git(root, "add", "--all");
        git(root, ...PERSON, "commit", "--quiet", "--amend", "--no-edit");
      },
    ],
    [
      "rebased it onto what has been merged meanwhile",
      (root) => {
        write(root, "specs/other.yaml", "merged meanwhile");
        git(root, "switch", "--quiet", "main");
        commit(root, "main");
        git(root, "switch", "--quiet", BRANCH);
        git(root, ...PERSON, "rebase", "--quiet", "main");
      },
    ],
    [
      "squashed it with a commit of their own",
      (root) => {
        write(root, "specs/overlays/small.yaml", "an overlay that fits");
        git(root, "add", "--all");
        git(root, ...PERSON, "commit", "--quiet", "--message", "fixup! small");
        git(root, ...PERSON, "reset", "--quiet", "--soft", "HEAD~1");
        git(root, ...PERSON, "commit", "--quiet", "--amend", "--no-edit");
      },
    ],
    [
      "written it anew, with the very same words",
      (root) => void git(root, ...PERSON, "commit", "--quiet", "--amend", "--no-edit", "--reset-author"),
    ],
  ])("never overwrites the branch of a person who has %s", (_what, work) => {
    day("new");
    const person = clone("person");
    git(person, "switch", "--quiet", BRANCH);
    work(person);
    git(person, "push", "--quiet", "--force", "origin", `HEAD:refs/heads/${BRANCH}`);
    const before = git(upstream, "rev-parse", BRANCH);
    said();
    for (const document of ["new", "newer"]) expect(day(document)).toBe("left to the person who works on the branch");
    expect(git(upstream, "rev-parse", BRANCH)).toBe(before);
    expect(said()).toEqual([]);
  });

  it("never overwrites what a person pushes while it is at work", () => {
    day("new");
    const person = clone("person");
    git(person, "switch", "--quiet", BRANCH);
    write(person, "specs/overlays/small.yaml", "an overlay that fits");
    git(person, "add", "--all");
    git(person, ...PERSON, "commit", "--quiet", "--message", "An overlay");
    const theirs = git(person, "rev-parse", "HEAD");
    // Git runs this in the clone of the workflow, after it has looked, before it pushes.
    beforePush = `unset GIT_DIR; cd '${person}' && git push --quiet origin HEAD:refs/heads/${BRANCH}`;
    said();
    expect(day("newer")).toBe("left to the person who works on the branch");
    expect(git(upstream, "rev-parse", BRANCH)).toBe(theirs);
    expect(said()).toEqual([]);
  });

  it("never overwrites a branch of that name that it has not made", () => {
    const person = clone("person");
    git(person, "switch", "--quiet", "--create", BRANCH);
    write(person, "specs/overlays/small.yaml", "an overlay that fits");
    commit(person, BRANCH);
    const before = git(upstream, "rev-parse", BRANCH);
    expect(day("new")).toBe("left to the person who works on the branch");
    expect(git(upstream, "rev-parse", BRANCH)).toBe(before);
  });

  it("begins anew once the branch was merged and removed", () => {
    day("new");
    git(upstream, "update-ref", "-d", `refs/heads/${BRANCH}`);
    closePullRequest();
    expect(day("newer")).toBe("opened");
    expect(git(upstream, "show", `${BRANCH}:specs/small.yaml`)).toBe("newer");
  });

  it("opens the pull request that GitHub did not open the last time", () => {
    day("new");
    forgetPullRequests();
    said();
    expect(day("new")).toBe("opened");
    expect(said().map(({ words }) => words.slice(0, 2))).toEqual([
      ["pr", "list"],
      ["pr", "list"],
      ["pr", "create"],
      ["workflow", "run"],
    ]);
  });

  it("does not open again what a person has closed", () => {
    day("new");
    closePullRequest();
    said();
    expect(day("new")).toBe("unchanged since it was proposed");
    expect(said().map(({ words }) => words.slice(0, 2))).toEqual([["pr", "list"]]);
  });

  it("proposes nothing where nothing has changed", () => {
    expect(day("old")).toBe("nothing to propose");
    expect(said()).toEqual([]);
  });
});
