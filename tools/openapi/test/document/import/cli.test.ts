import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { spec } from "../../spec-command.ts";
import { FIRST_LINE, pageWith, SMALL_DOCUMENT, scratchFile, scratchRepository, specsOf } from "./scratch.ts";

describe("spec import", () => {
  it("says what it did and what to run next, without colours when nobody watches", async () => {
    const root = scratchRepository();
    const page = scratchFile(root, "page.md", pageWith(SMALL_DOCUMENT));
    const first = await spec("import", page, "--platform", "small", "--root", root);
    expect(first).toMatchObject({ code: 0, err: "" });
    expect(first.out).toMatch(/^specs\/small\.yaml {2}created\n/);
    for (const part of ["DELETE /things/{id}", "sha256", "3.1.0, 1 operation", "Next: pnpm generate"]) {
      expect(first.out).toContain(part);
    }
    expect(first.out).not.toContain("\u001b");
    expect(specsOf(root)["small.yaml"]).toBe(SMALL_DOCUMENT);
  });

  it("prints JSON for machines, when it succeeds and when it fails", async () => {
    const root = scratchRepository();
    const page = scratchFile(root, "page.md", pageWith(SMALL_DOCUMENT));
    const good = await spec("import", page, "--platform", "small", "--root", root, "--source", "the vendor", "--json");
    expect(JSON.parse(good.out)).toMatchObject({ change: "created", record: { source: "the vendor" } });
    const bad = await spec("import", page, "--platform", "../small", "--root", root, "--json");
    expect(bad.code).toBe(1);
    expect(JSON.parse(bad.out)).toMatchObject({ error: { file: "platform", remedy: expect.any(String) } });
  });

  it("fails with file, line and remedy, and writes nothing", async () => {
    const root = scratchRepository();
    const page = scratchFile(root, "page.md", pageWith(SMALL_DOCUMENT.replace("title: Small", "title: \u001b[31m[")));
    const { code, out, err } = await spec("import", page, "--platform", "small", "--root", root);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain(`${page}:${FIRST_LINE + 2}`);
    expect(err).toContain("remedy:");
    expect(err).not.toContain("\u001b");
    expect(specsOf(root)).toEqual({});
  });

  it("never prints a password", async () => {
    const { code, out, err } = await spec("import", "http://me:hunter2@127.0.0.1:1/x", "--platform", "small");
    expect(code).toBe(1);
    expect(out + err).not.toContain("hunter2");
  });

  it("loses no record when processes import at once", async () => {
    const root = scratchRepository();
    const page = scratchFile(root, "page.md", pageWith(SMALL_DOCUMENT));
    const platforms = ["a", "b", "c"];
    await Promise.all(platforms.map((platform) => spec("import", page, "--platform", platform, "--root", root)));
    expect(Object.keys(JSON.parse(specsOf(root)["sources.json"] ?? ""))).toEqual(platforms);
  });

  it("explains itself", async () => {
    expect((await spec("--help")).out).toContain("import");
    expect((await spec("import", "--help")).out).toContain("--platform");
    expect((await spec("import")).code).not.toBe(0);
    expect((await spec("nonsense")).code).not.toBe(0);
  });
});

describe("spec lint", () => {
  function repository(document: string, overlay?: string): string {
    const root = scratchRepository();
    mkdirSync(join(root, "specs/overlays"), { recursive: true });
    writeFileSync(join(root, "specs/small.yaml"), document);
    if (overlay !== undefined) writeFileSync(join(root, "specs/overlays/small.yaml"), overlay);
    return root;
  }

  const overlay = (target: string, update: string): string =>
    `overlay: 1.0.0\ninfo: {title: t, version: "1"}\nactions:\n  - target: ${target}\n    update: ${update}\n`;

  it("passes a good document, and warnings", async () => {
    const root = repository(SMALL_DOCUMENT.replace("/things/{id}", "/things/{id}/{part}"));
    const { code, out } = await spec("lint", "--root", root);
    expect(code).toBe(0);
    expect(out).toContain("specs/small.yaml  0 errors, 1 warning");
    expect(out).toContain("specs/small.yaml:9");
  });

  it("finds what an overlay breaks", async () => {
    const root = repository(SMALL_DOCUMENT, overlay("$.paths.*.delete", "{x-good: 1, nonsense: 2}"));
    const { code, out } = await spec("lint", "small", "--root", root, "--json");
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject([
      {
        platform: "small",
        problems: [{ severity: "error", rule: "struct", pointer: "/paths/~1things~1{id}/delete/nonsense" }],
      },
    ]);
  });

  it("fails for an overlay that no longer fits, an unknown platform, and a folder without documents", async () => {
    const root = repository(SMALL_DOCUMENT, overlay("$.paths.*.put", "{x-good: 1}"));
    expect((await spec("lint", "--root", root)).err).toContain("matches nothing");
    expect((await spec("lint", "other", "--root", root)).err).toContain(
      "specs/other.yaml: the file cannot be read (ENOENT)",
    );
    expect((await spec("lint", "../x", "--root", root)).err).toContain("cannot name a platform");
    expect((await spec("lint", "--root", scratchRepository())).code).toBe(1);
  });
});
