import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fencedBlocks } from "../../../src/document/import/fenced-blocks.ts";

const contentsOf = (page: string): string[] => fencedBlocks(page).map(({ content }) => content);

describe("fencedBlocks", () => {
  it("finds a block in four backticks at the very end of a page without a newline", () => {
    const [block] = fencedBlocks("# Title\n\n````yaml openapi.json post /x\na: 1\n\n````");
    expect(block).toMatchObject({
      content: "a: 1\n\n",
      infoString: "yaml openapi.json post /x",
      line: 3,
      closed: true,
    });
  });

  it("finds tilde fences, and does not take other fences within a block for its end", () => {
    expect(contentsOf("~~~yaml\na: |\n  ```\n  b\n  ```\n~~~\n")).toEqual(["a: |\n  ```\n  b\n  ```\n"]);
    expect(contentsOf("````yaml\n```\nb\n```\n````")).toEqual(["```\nb\n```\n"]);
  });

  it("takes the page's indentation off a block that stands within a list, a component or a quote", () => {
    expect(contentsOf("- one\n\n  ```yaml\n  a:\n    b: 1\n  ```\n")).toEqual(["a:\n  b: 1\n"]);
    expect(contentsOf("<Tab>\n    ```yaml\n    a:\n      b: 1\n    ```\n</Tab>\n")).toEqual(["a:\n  b: 1\n"]);
    expect(contentsOf("> ```yaml\n> a:\n>   b: 1\n> ```\n")).toEqual(["a:\n  b: 1\n"]);
  });

  it("finds a block directly under a tag, which plain Markdown would take for HTML", () => {
    expect(contentsOf("<CodeGroup>\n```yaml\na: 1\n```\n</CodeGroup>\n")).toEqual(["a: 1\n"]);
  });

  it("keeps line endings of Windows", () => {
    expect(contentsOf("# T\r\n\r\n```yaml\r\na: 1\r\n\r\nb: 2\r\n```\r\n")).toEqual(["a: 1\r\n\r\nb: 2\r\n"]);
  });

  it("keeps tabs, trailing blanks and blank first lines", () => {
    expect(contentsOf("```yaml\n\n \ta: 1 \t\n\n\n```")).toEqual(["\n \ta: 1 \t\n\n\n"]);
  });

  it("gives an empty content for an empty block", () => {
    expect(contentsOf("```yaml\n```\n")).toEqual([""]);
    expect(contentsOf("```yaml\n\n```\n")).toEqual(["\n"]);
  });

  it("says that a block is not closed when the page is cut off", () => {
    expect(fencedBlocks("```yaml\na: 1\n").map(({ closed }) => closed)).toEqual([false]);
    expect(fencedBlocks("````yaml\na: 1\n```").map(({ closed }) => closed)).toEqual([false]);
    expect(fencedBlocks("````yaml").map(({ closed }) => closed)).toEqual([false]);
  });

  it("gives any content back byte for byte, whatever stands around it", () => {
    const line = fc.oneof(
      fc.string({ unit: "binary", maxLength: 30 }),
      fc.constantFrom(
        "",
        "```",
        "  ````",
        "> x",
        "- a",
        "    code",
        "<div>",
        "~~~",
        "\ttab",
        "# h",
        "\\",
        "&amp;",
        "[a]: b",
      ),
    );
    const fence = fc.record({ character: fc.constantFrom("`", "~"), length: fc.integer({ min: 5, max: 8 }) });
    const surroundings = fc.constantFrom(
      "",
      "# Title\n\n",
      "text\n",
      "- item\n\n",
      "> quote\n\n",
      "<Tab>\n",
      "```bash\ncurl\n```\n",
    );
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 12 }),
        fence,
        fc.constantFrom("\n", "\r\n"),
        surroundings,
        fc.boolean(),
        (lines, { character, length }, ending, before, newlineAtEnd) => {
          const marks = character.repeat(length);
          const clean = lines.map((text) => text.replaceAll(/[\r\n\0]/g, ""));
          fc.pre(clean.every((text) => !text.includes(character.repeat(5))));
          const content = clean.map((text) => `${text}${ending}`).join("");
          const page = `${before.replaceAll("\n", ending)}${marks}yaml x post /y${ending}${content}${marks}${newlineAtEnd ? ending : ""}`;
          const block = fencedBlocks(page).at(-1);
          expect(block?.content).toBe(content);
          expect(block?.closed).toBe(true);
          expect(page.split(ending)[(block?.line ?? 0) - 1]).toBe(`${marks}yaml x post /y`);
        },
      ),
      { numRuns: 200 },
    );
  });
});
