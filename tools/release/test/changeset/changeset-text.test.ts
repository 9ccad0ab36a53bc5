import type { Bump, Reason } from "@workshop/rating";
import { describe, expect, it } from "vitest";
import { writeChangesetText } from "../../src/changeset/changeset-text.ts";

const NAME = "@org/a-client";

function reason(bump: Reason["bump"], message: string): Reason {
  return { bump, message, rule: "rule", pointer: "", oldLine: undefined, newLine: undefined };
}

const patch = reason("patch", "The documentation has changed.");
const minor = reason("minor", "`a` takes `query.b`.");
const major = reason("major", "`a` requires `query.c`.");

function write(bump: Bump, reasons: readonly Reason[], before?: string): string | undefined {
  return writeChangesetText(NAME, bump, reasons, before);
}

describe("The text of a changeset", () => {
  it("names the package and its bump, and lists the reasons in words, the highest first", () => {
    expect(write("major", [patch, major, minor])).toBe(
      [
        "---",
        `"${NAME}": major`,
        "---",
        "",
        "Breaking changes: <!-- rated: major -->",
        "",
        "- **Breaking:** `a` requires `query.c`.",
        "- New: `a` takes `query.b`.",
        "- The documentation has changed.",
        "",
        "<!-- /rated -->",
        "",
      ].join("\n"),
    );
  });

  it("is the same when it is written again", () => {
    const once = write("minor", [minor]);
    expect(write("minor", [minor], once)).toBe(once);
  });

  it("is written anew when the rating is another one, higher or lower", () => {
    const low = write("patch", [patch]);
    const high = write("major", [patch, major], low);
    expect(high).toBe(write("major", [patch, major]));
    expect(write("patch", [patch], high)).toBe(low);
  });

  it("keeps what a person wrote before and after the rated section", () => {
    const before = write("minor", [minor])?.replace("What is new:", "Read this first.\n\nWhat is new:");
    const edited = `${before}\nHow to move: give \`query.b\`.\n`;
    const after = write("major", [major], edited);
    expect(after).toContain("Read this first.");
    expect(after).toContain("How to move: give `query.b`.");
    expect(after).toContain("requires `query.c`");
    expect(after).not.toContain("takes `query.b`");
    expect(write("major", [major], after)).toBe(after);
  });

  it("keeps a bump that a person has raised, and follows the rating beyond it", () => {
    const raised = write("patch", [patch])?.replace(`"${NAME}": patch`, `"${NAME}": minor`);
    expect(write("patch", [patch], raised)).toContain(`"${NAME}": minor`);
    expect(write("major", [major], raised)).toContain(`"${NAME}": major`);
  });

  it("keeps other packages, and a text that is a person's alone", () => {
    const byHand = `---\n"@org/b-client": major\n---\n\nB is another thing now.\n`;
    const both = write("minor", [minor], byHand) ?? "";
    expect(both).toContain('"@org/b-client": major');
    expect(both).toContain(`"${NAME}": minor`);
    expect(both).toContain("B is another thing now.");
    expect(write("none", [], both)).toBe(byHand);
  });

  it("is nothing when there is nothing left to say", () => {
    expect(write("none", [])).toBeUndefined();
    expect(write("none", [], write("minor", [minor]))).toBeUndefined();
  });
});
