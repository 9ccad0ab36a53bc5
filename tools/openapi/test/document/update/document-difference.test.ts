import { describe, expect, it } from "vitest";
import { documentDifference } from "../../../src/document/update/document-difference.ts";

const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_item, index) => `${line(index)}\n`).join("");

describe("documentDifference", () => {
  it("counts the lines that came and went, and shows them with what stands around them", () => {
    const before = lines(20, (index) => `line ${index}`);
    const now = before.replace("line 10\n", "line ten\nline ten and a half\n");
    expect(documentDifference(before, now)).toEqual({
      added: 2,
      removed: 1,
      patch: [
        "@@ -8,7 +8,8 @@",
        " line 7",
        " line 8",
        " line 9",
        "-line 10",
        "+line ten",
        "+line ten and a half",
        " line 11",
        " line 12",
        " line 13",
        "",
      ].join("\n"),
    });
  });

  it("shows JSON in one line as if it had line breaks", () => {
    const document = (title: string): string => JSON.stringify({ title, filler: Array.from({ length: 500 }, () => 1) });
    expect(documentDifference(document("one"), document("two"))).toMatchObject({
      added: 1,
      removed: 1,
      patch: expect.stringContaining('-  "title": "one",\n+  "title": "two",\n'),
    });
  });

  it("gives up on texts that have little in common, rather than keeping a person waiting", () => {
    const one = lines(1_500, (index) => `a${index}`);
    expect(documentDifference(one, one.replaceAll("a", "b"))).toBeUndefined();
  });
});
