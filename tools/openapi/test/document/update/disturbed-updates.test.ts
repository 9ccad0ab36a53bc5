import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { parseRecords } from "../../../src/document/import/source-records.ts";
import { pageWith, SMALL_DOCUMENT, specsOf } from "../import/scratch.ts";
import { imported, NEW_DOCUMENT, type Pages, states, update } from "./imported-pages.ts";

/** The name of a file that the disk has no room for. */
const disk = vi.hoisted(() => ({ fullFor: "" }));
vi.mock(import("node:fs"), async (original) => {
  const fs = await original();
  const openSync: typeof fs.openSync = (file, ...rest) => {
    if (disk.fullFor !== "" && String(file).endsWith(disk.fullFor)) {
      throw Object.assign(new Error("no space left"), { code: "ENOSPC" });
    }
    return fs.openSync(file, ...rest);
  };
  return { ...fs, openSync };
});

describe("a source that fails", () => {
  const html = "<!DOCTYPE html><title>Sign in</title>";
  it.each<[string, Pages[string], string]>([
    ["is gone", (_request, response) => response.writeHead(404).end(), "the server responded with 404"],
    ["is down", (_request, response) => response.destroy(), "could not be received"],
    ["answers HTML", html, "this is an HTML or XML page"],
    ["answers a page without a block", "# Delete a thing\n\nNothing here.\n", "there is no fenced block"],
    ["answers an error as JSON", '{"error": "not today"}', "the document's root has no key `openapi`"],
    ["answers half a page", pageWith(SMALL_DOCUMENT).slice(0, -10), "the fenced block is never closed"],
    ["answers a broken document", SMALL_DOCUMENT.replace("info:", "info: ["), "this is not valid YAML"],
    [
      "answers too much",
      (_request, response) => response.end(Buffer.alloc(33 * 2 ** 20)),
      "larger than 33554432 bytes",
    ],
    [
      "answers a not asked-for 304",
      (_request, response) => response.writeHead(304).end(),
      "the server responded with 304",
    ],
  ])("leaves everything as it was when it %s, and the others are still updated", async (_what, answer, rule) => {
    const pages: Pages = { bad: SMALL_DOCUMENT, good: SMALL_DOCUMENT };
    const { root } = await imported(pages);
    const before = specsOf(root);
    pages.bad = answer;
    pages.good = NEW_DOCUMENT;
    const [bad, good] = await update(root);
    expect(bad).toMatchObject({ state: "failed", error: { remedy: expect.any(String) } });
    expect(bad?.error?.rule).toContain(rule);
    expect(good?.state).toBe("updated");
    const after = specsOf(root);
    expect(after["bad.yaml"]).toBe(SMALL_DOCUMENT);
    expect(after["good.yaml"]).toBe(NEW_DOCUMENT);
    const record = (text: string | undefined): unknown => parseRecords(text ?? "", "").get("bad");
    expect(record(after["sources.json"])).toEqual(record(before["sources.json"]));
  });

  it("is named together with the login page that answered in its place", async () => {
    const pages: Pages = { small: SMALL_DOCUMENT };
    const { root } = await imported(pages);
    pages.small = (_request, response) => response.writeHead(302, { location: "/login?next=hunter2" }).end();
    pages.login = pages["login?next=hunter2"] = html;
    const [result] = await update(root);
    expect(result?.error?.file).toMatch(/\/small, redirected to http:\/\/127\.0\.0\.1:\d+\/login$/);
    expect(JSON.stringify(result)).not.toContain("hunter2");
  });
});

describe("updates that are disturbed", () => {
  it("keep the old files of a platform when the disk is full, and go on with the others", async () => {
    const pages: Pages = { full: SMALL_DOCUMENT, good: SMALL_DOCUMENT };
    const { root } = await imported(pages);
    pages.full = pages.good = NEW_DOCUMENT;
    disk.fullFor = "full.yaml.importing";
    onTestFinished(() => {
      disk.fullFor = "";
    });
    const [full, good] = await update(root);
    expect(full).toMatchObject({ state: "failed", error: { rule: "the folder cannot be written (ENOSPC)" } });
    expect(good?.state).toBe("updated");
    expect(Object.keys(specsOf(root))).toEqual(["full.yaml", "good.yaml", "sources.json"]);
    expect(specsOf(root)["full.yaml"]).toBe(SMALL_DOCUMENT);
  });

  it("write nowhere but in the folder, whatever the records call a platform", async () => {
    const { root } = await imported({ small: SMALL_DOCUMENT });
    const records = join(root, "specs/sources.json");
    writeFileSync(records, readFileSync(records, "utf8").replace('"small"', '"../small"'));
    expect(await update(root)).toMatchObject([{ state: "failed", error: { file: "platform" } }]);
    expect(existsSync(join(root, "small.yaml"))).toBe(false);
  });

  it("say so when a document here cannot be read, and go on with the others", async () => {
    const pages: Pages = { odd: SMALL_DOCUMENT, small: SMALL_DOCUMENT };
    const { root } = await imported(pages);
    rmSync(join(root, "specs/odd.yaml"));
    mkdirSync(join(root, "specs/odd.yaml"));
    pages.small = NEW_DOCUMENT;
    const [odd, small] = await update(root);
    expect(odd).toMatchObject({ state: "failed", error: { file: "specs/odd.yaml", rule: "this is not a file" } });
    expect(small?.state).toBe("updated");
  });

  it("lose nothing when many run at once", async () => {
    const pages: Pages = { one: SMALL_DOCUMENT, two: SMALL_DOCUMENT, three: SMALL_DOCUMENT };
    const { root } = await imported(pages);
    pages.one = pages.two = pages.three = NEW_DOCUMENT;
    const runs = await Promise.all([update(root), update(root), update(root)]);
    for (const platform of ["one", "two", "three"]) {
      expect(specsOf(root)[`${platform}.yaml`]).toBe(NEW_DOCUMENT);
      const ends = runs.flat().filter((result) => result.platform === platform);
      expect(ends.map(({ state }) => state).sort()).toEqual(["unchanged", "unchanged", "updated"]);
    }
    expect(states(await update(root))).toEqual({ one: "unchanged", two: "unchanged", three: "unchanged" });
  });

  it("never put an older document in the place of a newer one that came in the meantime", async () => {
    const pages: Pages = { small: SMALL_DOCUMENT };
    const { root } = await imported(pages);
    const newest = SMALL_DOCUMENT.replace("title: Small", "title: Smallest");
    pages.small = async (_request, response) => {
      pages.small = newest;
      await update(root);
      response.end(NEW_DOCUMENT);
    };
    const [slow] = await update(root);
    expect(slow?.error?.rule).toBe("another command has changed the document in the meantime");
    expect(specsOf(root)["small.yaml"]).toBe(newest);
  });

  it("store nothing once they are interrupted", async () => {
    const controller = new AbortController();
    const pages: Pages = { good: SMALL_DOCUMENT, slow: SMALL_DOCUMENT };
    const { root } = await imported(pages);
    const before = specsOf(root);
    pages.good = NEW_DOCUMENT;
    pages.slow = () => controller.abort();
    expect(states(await update(root, { signal: controller.signal }))).toEqual({
      good: "interrupted",
      slow: "interrupted",
    });
    expect(specsOf(root)).toEqual(before);
  });
});
