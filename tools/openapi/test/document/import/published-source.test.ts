import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkSourceLabel, readPublished } from "../../../src/document/import/published-source.ts";
import { decodePublished } from "../../../src/document/import/published-text.ts";
import { checkPlatformName } from "../../../src/document/import/specs-folder.ts";
import { documentErrorOf, scratchFile, scratchRepository } from "./scratch.ts";

const CONTEXT = { limits: { timeout: 1_000, maximumBytes: 1_000 } };

describe("readPublished", () => {
  it("records a file within the repository by its path there, and any other by its name alone", async () => {
    const root = scratchRepository();
    mkdirSync(join(root, "pages"));
    const inside = scratchFile(root, "pages/a.md", "x");
    const outside = scratchFile(scratchRepository(), "b.md", "x");
    expect((await readPublished(inside, root, CONTEXT)).source).toBe("pages/a.md");
    expect((await readPublished(outside, root, CONTEXT)).source).toBe("b.md");
  });

  it("refuses what is missing, a folder, or too large", async () => {
    const root = scratchRepository();
    const large = scratchFile(root, "large.md", "x".repeat(1_001));
    const ruleOf = async (path: string) => (await documentErrorOf(() => readPublished(path, root, CONTEXT))).rule;
    expect(await ruleOf(join(root, "none.md"))).toBe("there is no such file");
    expect(await ruleOf(root)).toBe("this is not a file");
    expect(await ruleOf(large)).toContain("larger than 1000 bytes");
  });

  it.each([
    "http://me:hunter2@127.0.0.1/x?y",
    "https://hunter2@127.0.0.1/",
    "ftp://me:hunter2@127.0.0.1/",
    "http://me:hunter2@",
    "https:me:hunter2@[",
  ])("refuses %s without repeating it", async (address) => {
    const error = await documentErrorOf(() => readPublished(address, "/", CONTEXT));
    expect(error.message).not.toContain("hunter2");
  });
});

describe("checkSourceLabel", () => {
  it("keeps a label, and leaves the query of an address out", () => {
    expect(checkSourceLabel("the vendor's support, by mail")).toMatchObject({ notes: [] });
    const label = checkSourceLabel("https://docs.example.com/a?token=hunter2#b (page: A)");
    expect(label.source).toBe("https://docs.example.com/a (page: A)");
    expect(label.notes).toHaveLength(1);
  });

  it.each(["", "  ", "two\nlines", "x".repeat(501), "https://me:hunter2@example.com/", "see //me:hunter2@example.com"])(
    "refuses %j",
    async (label) => {
      const error = await documentErrorOf(() => checkSourceLabel(label));
      expect(error.message).not.toContain("hunter2");
    },
  );
});

describe("decodePublished", () => {
  it("keeps a byte order mark and every character", () => {
    const text = "\uFEFFcaf\u00e9 \u{1F600}\r\n";
    expect(decodePublished(Buffer.from(text), "page.md")).toBe(text);
  });

  it.each([
    ["nothing", Buffer.from(""), "there is nothing in it", undefined],
    ["blanks only", Buffer.from(" \r\n\t"), "there is nothing in it", undefined],
    ["an image", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]), "binary data", undefined],
    ["Latin-1", Buffer.concat([Buffer.from("openapi: 3.1.0\n"), Buffer.from("caf\u00e9", "latin1")]), "not UTF-8", 2],
    ["UTF-16", Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from("x", "utf16le")]), "UTF-16", undefined],
    ["HTML", Buffer.from("\n<!-- a -->\n<!DOCTYPE html><p>"), "HTML or XML page", 1],
    ["XML", Buffer.from('<?xml version="1.0"?>'), "HTML or XML page", 1],
  ])("refuses %s", async (_what, bytes, rule, line) => {
    const error = await documentErrorOf(() => decodePublished(bytes, "page.md"));
    expect(error.rule).toContain(rule);
    expect(error.line).toBe(line);
  });
});

describe("checkPlatformName", () => {
  it.each(["a", "my-platform", "s3", "constructor"])("accepts %s", (name) => {
    expect(() => checkPlatformName(name)).not.toThrow();
  });

  it.each([
    "",
    "A",
    "../a",
    "a/b",
    "a\\b",
    "a.b",
    "-a",
    "a-",
    "a--b",
    "3d",
    "__proto__",
    "a b",
    "\u00e4",
    "a\n",
    "a".repeat(65),
  ])("refuses %j", async (name) => {
    expect((await documentErrorOf(() => checkPlatformName(name))).rule).toContain("cannot name a platform");
  });
});
