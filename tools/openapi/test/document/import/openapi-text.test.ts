import { describe, expect, it } from "vitest";
import { findOpenApiText } from "../../../src/document/import/openapi-text.ts";
import { documentErrorOf, FIRST_LINE, pageWith, SMALL_DOCUMENT } from "./scratch.ts";

const find = (text: string) => findOpenApiText(text, "page.md");

describe("findOpenApiText", () => {
  it("cuts the one OpenAPI block out of a page with other blocks", () => {
    expect(find(pageWith(SMALL_DOCUMENT))).toEqual({
      content: SMALL_DOCUMENT,
      firstLine: FIRST_LINE,
      origin: { title: "Delete a thing", document: "openapi.yaml", operation: "DELETE /things/{id}" },
    });
  });

  it("needs no info string when the block says what it is", () => {
    expect(find(pageWith(SMALL_DOCUMENT, "")).content).toBe(SMALL_DOCUMENT);
    expect(find(pageWith('{"openapi": "3.1.0"}\n', "json")).content).toBe('{"openapi": "3.1.0"}\n');
  });

  it("takes a plain document as it is, byte order mark and fenced examples in descriptions included", () => {
    const described = `info:\n  description: |\n    Like this:\n\n  \`\`\`yaml\n  openapi: 3.0.0\n  \`\`\`\n${SMALL_DOCUMENT}`;
    for (const text of [SMALL_DOCUMENT, `\uFEFF${SMALL_DOCUMENT}`, '{"openapi": "3.1.0"}', described]) {
      expect(find(text)).toEqual({ content: text, firstLine: 1, origin: undefined });
    }
  });

  it("takes a broken plain document for a document, not for a page with an example in it", () => {
    const broken = `openapi: 3.1.0\ninfo: [\n  \`\`\`yaml\n  openapi: 3.0.0\n  \`\`\`\n`;
    expect(find(broken).origin).toBeUndefined();
  });

  it("finds a block whose YAML is broken, with a telling fence or without", () => {
    expect(find(pageWith("openapi: 3.1.0\n  bad: [\n", "yaml")).firstLine).toBe(FIRST_LINE);
    expect(find(pageWith("\t: {[\n")).firstLine).toBe(FIRST_LINE);
  });

  it("prefers the block that holds a document over one whose fence only mentions an operation", () => {
    const page = `\`\`\`json post /things\n{"name": "x"}\n\`\`\`\n\n${pageWith(SMALL_DOCUMENT)}`;
    expect(find(page).content).toBe(SMALL_DOCUMENT);
  });

  it("does not take settings that mention OpenAPI for a document", async () => {
    const error = await documentErrorOf(() => find('# Setup\n\n```json\n{"openapi": "openapi.json"}\n```\n'));
    expect(error.rule).toContain("none of the 1 fenced blocks holds an OpenAPI document");
  });

  it.each([
    ["# A page\n\nwith text only\n", "there is no fenced block"],
    ["# A page\n\n```bash\ncurl x\n```\n", "none of the 1 fenced blocks"],
    [
      `${pageWith(SMALL_DOCUMENT)}\n\n${pageWith(SMALL_DOCUMENT)}`,
      "2 fenced blocks hold an OpenAPI document (lines 9, 33)",
    ],
    [pageWith(SMALL_DOCUMENT).slice(0, -60), "the fenced block is never closed"],
    [pageWith(""), "the fenced block is empty"],
  ])("refuses %j", async (page, rule) => {
    const error = await documentErrorOf(() => find(page));
    expect(error.rule).toContain(rule);
    expect(error.file).toBe("page.md");
    expect(error.remedy).not.toBe("");
  });
});
