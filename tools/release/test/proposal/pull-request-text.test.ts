import { describe, expect, it } from "vitest";
import { type PrintedRating, type PrintedReason, parseRating } from "../../src/proposal/printed-rating.ts";
import { pullRequestText } from "../../src/proposal/pull-request-text.ts";

const reason: PrintedReason = {
  bump: "major",
  rule: "enum-value-removed",
  pointer: "/paths/~1things/get",
  oldLine: 4,
  newLine: 5,
  message: "`asc` is no longer accepted",
};
const rating: PrintedRating = {
  bump: "major",
  judges: [
    { judge: "document", bump: "major" },
    { judge: "types", bump: "minor" },
  ],
  disagreement: true,
  reasons: [reason],
};

describe("the text of a pull request", () => {
  it("has the rating as a table, what each judge says, and the changeset", () => {
    const { title, body } = pullRequestText("small", rating, "---\n'@org/small-client': major\n---\n\nBreaking.\n");
    expect(title).toBe("small: another document (major)");
    expect(body).toContain(
      "| major | `enum-value-removed` | `/paths/~1things/get` | 4 | 5 | `asc` is no longer accepted |",
    );
    expect(body).toContain("document major, types minor. They disagree");
    expect(body).toContain("```markdown\n---\n'@org/small-client': major\n---\n\nBreaking.\n```");
  });

  it("says so where users notice nothing", () => {
    const { body } = pullRequestText("small", { ...rating, bump: "none", reasons: [], disagreement: false }, undefined);
    expect(body).toContain("can notice nothing");
    expect(body).toContain("None is needed.");
    expect(body).not.toContain("disagree");
  });

  it("gives a vendor's words no power: no markup, no link, no row, nobody mentioned", () => {
    const message = "a | b\n| c | <img src=x> ![y](http://z) [l](u) @everyone *bold* `@code` and ` alone";
    const { body } = pullRequestText("small", { ...rating, reasons: [{ ...reason, message }] }, "````\n@all\n````");
    const row = body.split("\n").find((line) => line.includes("img")) ?? "";
    expect(row.match(/(?<!\\)\|/g)).toHaveLength(7);
    expect(row).toContain("`@code` and \\` alone |");
    const prose = row.slice(row.lastIndexOf("5 |") + 3).replace("`@code`", "");
    expect(prose).not.toMatch(/(?<!\\)[<[`*]|@e|:\/\/z/);
    expect(body).toContain("`````markdown\n````\n@all\n````\n`````");
  });

  it("stays within what GitHub takes, however much has changed", () => {
    const reasons = Array.from({ length: 5_000 }, () => ({ ...reason, message: "x".repeat(5_000) }));
    const { body } = pullRequestText("small", { ...rating, reasons }, "y".repeat(100_000));
    expect(body.length).toBeLessThan(65_536);
    expect(body).toContain("and 4940 more");
  });
});

describe("parseRating", () => {
  it("reads what `spec rate --json` prints, and nothing else", () => {
    expect(parseRating(JSON.stringify(rating))).toEqual(rating);
    for (const text of ['{"error": {"rule": "no"}}', "[]", "null"]) {
      expect(() => parseRating(text)).toThrow("this is not what `spec rate --json` prints");
    }
  });
});
