import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { importDocument } from "../../../src/document/import/import-document.ts";
import { parseRecords } from "../../../src/document/import/source-records.ts";
import {
  documentErrorOf,
  pageWith,
  SMALL_DOCUMENT,
  scratchFile,
  scratchRepository,
  specsOf,
} from "../import/scratch.ts";
import { imported, NEW_DOCUMENT, type Pages, states, update } from "./imported-pages.ts";

describe("updateDocuments", () => {
  it("touches nothing when the documents are what they were, whatever else has changed on their pages", async () => {
    const pages: Pages = { page: pageWith(SMALL_DOCUMENT), bare: SMALL_DOCUMENT };
    const { root } = await imported(pages);
    const before = specsOf(root);
    pages.page = `New words.\n\n${pageWith(SMALL_DOCUMENT)}\n\nMore of them.\n`;
    expect(states(await update(root))).toEqual({ bare: "unchanged", page: "unchanged" });
    expect(specsOf(root)).toEqual(before);
  });

  it("replaces a document that has changed, byte for byte, with its record, and shows the difference", async () => {
    const pages: Pages = { one: pageWith(SMALL_DOCUMENT), two: SMALL_DOCUMENT };
    const { root } = await imported(pages);
    const before = parseRecords(specsOf(root)["sources.json"] ?? "", "");
    pages.one = pageWith(NEW_DOCUMENT.replaceAll("\n", "\r\n"));
    const [one, two] = await update(root);
    expect(one).toMatchObject({ state: "updated", file: "specs/one.yaml", found: { version: "3.1.0" } });
    expect(one?.difference).toMatchObject({
      added: 13,
      removed: 13,
      patch: expect.stringContaining("-  title: Small"),
    });
    expect(two?.state).toBe("unchanged");
    expect(specsOf(root)["one.yaml"]).toBe(NEW_DOCUMENT.replaceAll("\n", "\r\n"));
    const after = parseRecords(specsOf(root)["sources.json"] ?? "", "");
    expect(after.get("two")).toEqual(before.get("two"));
    expect(after.get("one")).toMatchObject({ source: before.get("one")?.source, sha256: one?.record.sha256 });
    expect(after.get("one")?.sha256).not.toBe(before.get("one")?.sha256);
  });

  it("follows what a page says of itself, though its document is the same", async () => {
    const pages: Pages = { small: pageWith(SMALL_DOCUMENT) };
    const { root } = await imported(pages);
    pages.small = pageWith(SMALL_DOCUMENT, "yaml elsewhere.yaml delete /things/{id}");
    expect(await update(root)).toMatchObject([
      { state: "updated", difference: { added: 0, removed: 0, patch: "" }, record: { document: "elsewhere.yaml" } },
    ]);
    expect(specsOf(root)["small.yaml"]).toBe(SMALL_DOCUMENT);
    expect(states(await update(root))).toEqual({ small: "unchanged" });
  });

  it("only looks when it is told to check", async () => {
    const pages: Pages = { small: SMALL_DOCUMENT };
    const { root } = await imported(pages);
    const before = specsOf(root);
    pages.small = NEW_DOCUMENT;
    expect(await update(root, { check: true })).toMatchObject([
      { state: "would change", difference: { added: 1, removed: 1 } },
    ]);
    expect(specsOf(root)).toEqual(before);
  });

  it("updates the named platforms only, and knows which there are", async () => {
    const pages: Pages = { one: SMALL_DOCUMENT, two: SMALL_DOCUMENT };
    const { root, requests } = await imported(pages);
    pages.one = pages.two = NEW_DOCUMENT;
    expect(states(await update(root, { platforms: ["two"] }))).toEqual({ two: "updated" });
    expect(requests.map(({ url }) => url)).toEqual(["/two"]);
    const error = await documentErrorOf(() => update(root, { platforms: ["two", "constructor"] }));
    expect(error.rule).toContain('no record of "constructor", only of one, two');
  });

  it("reads a source that is a file of the repository", async () => {
    const root = scratchRepository();
    const source = scratchFile(root, "vendor.md", pageWith(SMALL_DOCUMENT));
    await importDocument({ source, platform: "small", root });
    expect(states(await update(root))).toEqual({ small: "unchanged" });
    scratchFile(root, "vendor.md", pageWith(NEW_DOCUMENT));
    expect(states(await update(root))).toEqual({ small: "updated" });
    expect(specsOf(root)["small.yaml"]).toBe(NEW_DOCUMENT);
  });

  it.each([
    ["https://docs.example.com/ (page: Delete a thing)"],
    ["what the vendor sent us"],
    ["../elsewhere.yaml"],
    ["specs"],
  ])("says that nothing can be fetched where the record says %j, and what to do", async (sourceLabel) => {
    const root = scratchRepository();
    await importDocument({
      source: scratchFile(root, "page.md", SMALL_DOCUMENT),
      platform: "small",
      root,
      sourceLabel,
    });
    const [result] = await update(root);
    expect(result).toMatchObject({ state: "not fetchable", error: { file: "specs/sources.json" } });
    expect(result?.error?.remedy).toContain("pnpm spec import <page-or-document> --platform small");
  });

  it("says when a document was not what its record says, and puts the published one there", async () => {
    const { root } = await imported({ small: SMALL_DOCUMENT });
    const before = specsOf(root);
    writeFileSync(join(root, "specs/small.yaml"), NEW_DOCUMENT);
    const [result] = await update(root);
    expect(result?.state).toBe("updated");
    expect(result?.notes.join()).toContain("edited by hand");
    expect(specsOf(root)).toEqual(before);
  });

  it("repairs the record after an update that was killed between document and record", async () => {
    const pages: Pages = { small: SMALL_DOCUMENT };
    const { root } = await imported(pages);
    pages.small = NEW_DOCUMENT;
    await update(root);
    const good = specsOf(root);
    writeFileSync(
      join(root, "specs/sources.json"),
      (good["sources.json"] ?? "").replace(/[0-9a-f]{64}/, "0".repeat(64)),
    );
    expect(states(await update(root))).toEqual({ small: "updated" });
    expect(specsOf(root)).toEqual(good);
  });
});

describe("conditional requests", () => {
  const versioned =
    (document: () => string): Pages[string] =>
    (request, response) => {
      const etag = `"${document().length}"`;
      if (request.headers["if-none-match"] === etag) response.writeHead(304).end();
      else response.writeHead(200, { etag, "last-modified": new Date(0).toUTCString() }).end(document());
    };

  it("spare the server a response that is known, until the document changes there", async () => {
    let document = SMALL_DOCUMENT;
    const { root, requests } = await imported({ small: versioned(() => document) });
    const asked = (): unknown[] => requests.map(({ headers }) => headers["if-none-match"]);
    await update(root);
    expect(states(await update(root))).toEqual({ small: "unchanged" });
    document = NEW_DOCUMENT;
    expect(states(await update(root))).toEqual({ small: "updated" });
    expect(states(await update(root))).toEqual({ small: "unchanged" });
    const [old, current] = [SMALL_DOCUMENT, NEW_DOCUMENT].map(({ length }) => `"${length}"`);
    expect(asked()).toEqual([undefined, old, old, current]);
    expect(requests.at(-1)?.headers["if-modified-since"]).toBe(new Date(0).toUTCString());
  });

  it("bring the known document back where the file here is another one by now", async () => {
    const { root } = await imported({ small: versioned(() => SMALL_DOCUMENT) });
    await update(root);
    writeFileSync(join(root, "specs/small.yaml"), NEW_DOCUMENT);
    expect(states(await update(root))).toEqual({ small: "updated" });
    expect(specsOf(root)["small.yaml"]).toBe(SMALL_DOCUMENT);
  });

  it.each([
    ["is no longer what was written", (text: string) => text.replace(/"body": "..../, '"body": "AAAA')],
    ["is half a file", (text: string) => text.slice(0, 100)],
    ["lacks a part", (text: string) => text.replace('"body"', '"other"')],
  ])("are not made where what was remembered %s", async (_what, damage) => {
    const { root, requests } = await imported({ small: versioned(() => SMALL_DOCUMENT) });
    await update(root);
    const folder = join(root, "node_modules/.cache/spec-update");
    const [name = ""] = readdirSync(folder);
    writeFileSync(join(folder, name), damage(readFileSync(join(folder, name), "utf8")));
    expect(states(await update(root))).toEqual({ small: "unchanged" });
    expect(requests.map(({ headers }) => headers["if-none-match"])).toEqual([undefined, undefined]);
  });

  it("leave nothing behind when an update only checks", async () => {
    const { root } = await imported({ small: versioned(() => SMALL_DOCUMENT) });
    await update(root, { check: true });
    expect(existsSync(join(root, "node_modules"))).toBe(false);
  });
});
