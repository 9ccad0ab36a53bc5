import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  jobOutputs,
  type PrintedResult,
  parseResults,
  type Reported,
  reportFailures,
} from "../../src/proposal/report-failures.ts";
import { FakeGitHub } from "./fake-github.ts";

/** Knows of the issues that were opened. */
const ISSUES = `
const number = Number(words[2]);
const issue = state.find((one) => one.number === number);
if (words[1] === "list") console.log(JSON.stringify(state.filter(({ open }) => open).map(({ number, body }) => ({ number, body }))));
if (words[0] === "issue" && words[1] === "create") state.push({ number: 11 + state.length, open: true, body });
if (words[1] === "edit") issue.body = body;
if (words[1] === "close") issue.open = false;
`;

const good: PrintedResult = { platform: "good", state: "unchanged" };
const bad = (platform: string, rule = "the server responded with 404"): PrintedResult => ({
  platform,
  state: "failed",
  error: { file: `https://docs.${platform}.example/llms.txt`, line: 7, rule, remedy: "look where it is" },
});

let folder: string;
let gitHub: FakeGitHub;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "failures of sources "));
  gitHub = new FakeGitHub(folder, ISSUES);
});
afterEach(() => rmSync(folder, { recursive: true }));

let runs = 0;
/** What the workflow does after a run with these results. */
function run(results: readonly PrintedResult[], proposalFailed = false): Reported {
  runs += 1;
  return reportFailures({ root: folder, results, proposalFailed, run: `https://github.com/o/r/actions/runs/${runs}` });
}
const did = (): string[] => gitHub.said().map(({ words }) => words.slice(0, 3).join(" "));

describe("reportFailures", () => {
  it("says nothing while everything works", () => {
    expect(run([good, { platform: "new", state: "would change" }])).toBe("nothing fails");
    expect(did()).toEqual(["issue list --label"]);
  });

  it("opens one issue that says what fails, where, and what to do", () => {
    expect(run([good, bad("a"), bad("b", "looked for GET /x: none")])).toBe("opened");
    const [, label, created, ...more] = gitHub.said();
    expect(label?.words.slice(0, 4)).toEqual(["label", "create", "spec-update", "--force"]);
    expect(created?.words).toEqual([
      "issue",
      "create",
      "--title",
      "Documents cannot be brought up to date",
      "--label",
      "spec-update",
      "--body-file",
      expect.any(String),
    ]);
    expect(more).toEqual([]);
    expect(created?.body).toContain("## a\n\n`https://docs.a.example/llms.txt`, line 7: the server responded with 404");
    expect(created?.body).toContain("## b\n\n`https://docs.b.example/llms.txt`, line 7: looked for GET /x: none");
    expect(created?.body).toContain("To do: look where it is");
    expect(created?.body).not.toContain("good");
    expect(created?.body).toContain(`/actions/runs/${runs}`);
  });

  it("brings the same issue up to date on later days, without a comment as long as the same sources fail", () => {
    run([bad("a")]);
    gitHub.said();
    expect(run([bad("a", "the server responded with 500")])).toBe("brought up to date");
    const [, edited, ...more] = gitHub.said();
    expect(edited?.words.slice(0, 3)).toEqual(["issue", "edit", "11"]);
    expect(edited?.body).toContain("responded with 500");
    expect(more).toEqual([]);
  });

  it("comments when another source fails, or one works again", () => {
    run([bad("a")]);
    gitHub.said();
    expect(run([bad("b")])).toBe("brought up to date");
    const comment = gitHub.said().at(-1);
    expect(comment?.words.slice(0, 3)).toEqual(["issue", "comment", "11"]);
    expect(comment?.body).toMatch(/^Fails now, too: b\. Works again: a\. https:/);
  });

  it("closes the issue with a word when everything works again, and opens another one the next time", () => {
    run([bad("a")]);
    gitHub.said();
    expect(run([good])).toBe("closed");
    expect(did()).toEqual(["issue list --label", "issue comment 11", "issue close 11"]);
    expect(run([good])).toBe("nothing fails");
    expect(run([bad("a")])).toBe("opened");
  });

  it("says so, too, when a new document could not be proposed", () => {
    expect(run([good], true)).toBe("opened");
    expect(gitHub.said().at(-1)?.body).toContain("## A new document that could not be proposed");
    expect(run([good], false)).toBe("closed");
  });

  it("leaves issues of others alone that have the label", () => {
    gitHub.change(() => JSON.stringify([{ number: 3, open: true, body: "A person's own words" }]));
    expect(run([good])).toBe("nothing fails");
    expect(run([bad("a")])).toBe("opened");
  });

  it("gives a vendor's words no power: no markup, no link, nobody mentioned", () => {
    run([bad("a", "titled <img src=x> ![y](http://z) @everyone -->")]);
    const body = gitHub.said().at(-1)?.body ?? "";
    expect(body.split("\n").slice(1).join("\n")).not.toMatch(/(?<!\\)<img|(?<!\\)!\[|@e|http:\/\/z|(?<!\\)-->/);
  });
});

describe("jobOutputs", () => {
  it("are one line each: what to propose, and what became of all, whatever a vendor's page says", () => {
    const results = [good, { platform: "new", state: "would change", record: {} }, bad("a", "two\nplatforms=[]")];
    const [platforms = "", told = "", ...rest] = jobOutputs(results).split("\n");
    expect(rest).toEqual([""]);
    expect(platforms).toBe('platforms=["new"]');
    expect(JSON.parse(told.replace("results=", ""))).toEqual([
      good,
      { platform: "new", state: "would change" },
      bad("a", "two\nplatforms=[]"),
    ]);
  });
});

describe("the command of the workflow", () => {
  const CLI = resolve(import.meta.dirname, "../../src/proposal/cli.ts");
  function command(results: string): { status: number; out: string } {
    const file = join(folder, "update.json");
    writeFileSync(file, results);
    try {
      const words = ["report", "--results", file, "--run", "https://github.com/o/r", "--root", folder];
      return { status: 0, out: execFileSync(process.execPath, [CLI, ...words], { encoding: "utf8", stdio: "pipe" }) };
    } catch (error) {
      const { status, stdout, stderr } = error as { status: number; stdout: string; stderr: string }; // of execFileSync
      return { status, out: stdout + stderr };
    }
  }

  it("fails when a source does, once the issue says so, and not otherwise", () => {
    expect(command(JSON.stringify([good]))).toEqual({ status: 0, out: "issue: nothing fails\n" });
    const failed = command(JSON.stringify([good, bad("a")]));
    expect(failed.status).toBe(1);
    expect(failed.out).toBe(
      "issue: opened\na: failed: https://docs.a.example/llms.txt: the server responded with 404\n",
    );
  });

  it("reads what `spec update --json` prints, and nothing else", () => {
    expect(command('{"error": {}}')).toMatchObject({ status: 1, out: expect.stringContaining("this is not what") });
    for (const text of ["{}", "null", "[1]", '[{"platform": "x"}]']) {
      expect(() => parseResults(text)).toThrow("this is not what `spec update --json` prints");
    }
  });
});
