import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { type Proposed, proposeUpdate } from "../../src/proposal/propose-update.ts";

const BRANCH = "spec-update/small";

let folder: string;
let upstream: string;
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
  fakeGitHub();
});

/** A `gh` that writes down what it is told, and knows of the pull requests that were opened. */
function fakeGitHub(): void {
  mkdirSync(join(folder, "bin"));
  const gh = join(folder, "bin/gh");
  const program = join(folder, "gh.cjs");
  const lines = [
    `const { appendFileSync, existsSync, readFileSync, writeFileSync } = require("node:fs");`,
    `const words = process.argv.slice(2);`,
    `const body = words.includes("--body-file") ? readFileSync(words[words.indexOf("--body-file") + 1], "utf8") : "";`,
    `appendFileSync(${JSON.stringify(join(folder, "gh.log"))}, JSON.stringify({ words: words.slice(0, 3), body }) + "\\n");`,
    `const open = ${JSON.stringify(join(folder, "open"))};`,
    `if (words[1] === "list" && existsSync(open)) console.log("7");`,
    `if (words[1] === "create") writeFileSync(open, "");`,
  ];
  writeFileSync(program, lines.join("\n"));
  // A first line that names a program cannot name one in a folder with a space in its name.
  writeFileSync(gh, `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`);
  chmodSync(gh, 0o755);
  vi.stubEnv("PATH", `${join(folder, "bin")}${delimiter}${process.env.PATH}`);
}

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
  git(root, "-c", "user.name=A person", "-c", "user.email=person@example.com", "commit", "--quiet", "--message", "x");
  git(root, "push", "--quiet", "origin", `HEAD:refs/heads/${branch}`);
}

let runs = 0;
/** What the workflow does on a day on which the vendor publishes this document. */
function day(document: string): Proposed {
  runs += 1;
  const root = clone(`run-${runs}`);
  write(root, "specs/small.yaml", document);
  if (document !== "old") write(root, "specs/sources.json", `day ${runs}`);
  write(root, "packages/small-client/src/generated/a.ts", document);
  if (document !== "old") write(root, ".changeset/spec-small.md", `announces ${document}`);
  write(root, "leftover.log", "not part of it");
  const rating = join(folder, "rating.json");
  writeFileSync(rating, JSON.stringify({ bump: "minor", judges: [], disagreement: false, reasons: [] }));
  return proposeUpdate({ root, platform: "small", rating, base: "main" });
}

interface Said {
  readonly words: readonly string[];
  readonly body: string;
}

/** What was said to GitHub, and is forgotten here. */
function said(): Said[] {
  const file = join(folder, "gh.log");
  const lines = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
  writeFileSync(file, "");
  return lines.filter(Boolean).map((line) => JSON.parse(line) as Said); // what the fake has written
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
    expect(listed?.words).toEqual(["pr", "list", "--head"]);
    expect(created?.words).toEqual(["pr", "create", "--head"]);
    expect(created?.body).toContain("announces new");
    expect(started?.words).toEqual(["workflow", "run", "ci.yml"]);
  });

  it("does nothing on the next day, and brings the same pull request up to date when the vendor publishes again", () => {
    day("new");
    const before = git(upstream, "rev-parse", BRANCH);
    said();
    expect(day("new")).toBe("unchanged since it was proposed");
    expect(git(upstream, "rev-parse", BRANCH)).toBe(before);
    expect(said()).toEqual([]);
    expect(day("newer")).toBe("brought up to date");
    expect(said().map(({ words }) => words)).toEqual([
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

  it("never overwrites what a person has put on the branch", () => {
    day("new");
    const person = clone("person");
    git(person, "switch", "--quiet", BRANCH);
    write(person, "specs/overlays/small.yaml", "an overlay that fits");
    commit(person, BRANCH);
    const before = git(upstream, "rev-parse", BRANCH);
    said();
    expect(day("newer")).toBe("left to the person who works on the branch");
    expect(git(upstream, "rev-parse", BRANCH)).toBe(before);
    expect(said()).toEqual([]);
  });

  it("proposes nothing where nothing has changed", () => {
    expect(day("old")).toBe("nothing to propose");
    expect(said()).toEqual([]);
  });
});
