import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { importDocument } from "../../../src/document/import/import-document.ts";
import { ended, spec, start } from "../../spec-command.ts";
import { server } from "../import/loopback-server.ts";
import { abandonLock, SMALL_DOCUMENT, scratchFile, scratchRepository, specsOf } from "../import/scratch.ts";

const NEW_DOCUMENT = `${SMALL_DOCUMENT.replace("title: Small", "title: Smaller")}${"# filler\n".repeat(40)}`;

async function withFile(): Promise<{ root: string; change: (document: string) => void }> {
  const root = scratchRepository();
  const source = scratchFile(root, "vendor.yaml", SMALL_DOCUMENT);
  await importDocument({ source, platform: "small", root });
  return { root, change: (document) => scratchFile(root, "vendor.yaml", document) };
}

describe("spec update", () => {
  it("shows the beginning of the difference, all of it when asked, and what to run next", async () => {
    const { root, change } = await withFile();
    change(NEW_DOCUMENT);
    const checked = await spec("update", "--check", "--full", "--root", root);
    expect(checked).toMatchObject({ code: 1, err: "" });
    expect(checked.out).toContain("specs/small.yaml  would change  +41 -1 lines\n");
    expect(checked.out.match(/# filler/g)).toHaveLength(40);
    const updated = await spec("update", "--root", root);
    expect(updated.code).toBe(0);
    expect(updated.out).toContain("    -  title: Small\n    +  title: Smaller\n");
    expect(updated.out).toMatch(/and \d+ more lines: --full shows all\n1 updated\nNext: pnpm generate/);
    const again = await spec("update", "small", "--root", root);
    expect(again).toMatchObject({ code: 0, out: expect.stringContaining("1 unchanged") });
    expect(again.out).not.toContain("\u001b");
  });

  it("prints JSON for machines, and fails when a source does", async () => {
    const { root, change } = await withFile();
    change(SMALL_DOCUMENT.replace("title: Small", "title: \u001b]0;Small\u0007"));
    const { code, out } = await spec("update", "--root", root, "--json");
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject([
      { platform: "small", state: "failed", error: { file: "vendor.yaml", line: 3 } },
    ]);
    expect(out).not.toContain("\u001b");
  });

  it("fails when nothing can be fetched, and without records", async () => {
    const root = scratchRepository();
    expect((await spec("update", "--root", root)).err).toContain("specs/sources.json: there is no such file");
    const source = scratchFile(root, "page.yaml", SMALL_DOCUMENT);
    await importDocument({ source, platform: "small", root, sourceLabel: "a letter" });
    const { code, out } = await spec("update", "--root", root);
    expect(code).toBe(1);
    expect(out).toContain('"a letter" is neither an address nor a file');
  });

  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("ends in good order on %s, with everything as it was", async (signal, code) => {
    const root = scratchRepository();
    let answer: "at once" | "never" = "at once";
    let asked = (): void => {};
    const isAsked = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const url = await server((_request, response) => {
      if (answer === "at once") response.end(SMALL_DOCUMENT);
      else asked();
    });
    await importDocument({ source: url.href, platform: "small", root });
    const before = specsOf(root);
    answer = "never";
    const child = start(["update", "--root", root]);
    const end = ended(child);
    await isAsked;
    child.kill(signal);
    expect(await end).toMatchObject({ code, signal: null, out: expect.stringContaining("1 interrupted") });
    expect(specsOf(root)).toEqual(before);
  });

  it("never leaves half a document where the disk takes only its beginning", async () => {
    const { root, change } = await withFile();
    change(SMALL_DOCUMENT + "# filler\n".repeat(2_000));
    const before = specsOf(root);
    const limited = start(["update", "--root", root], ["sh", "-c", 'ulimit -f 8; exec "$@"', "sh"]);
    const [code] = await once(limited, "exit");
    expect(code).not.toBe(0);
    expect(specsOf(root)["small.yaml"]).toBe(before["small.yaml"]);
    abandonLock(root);
    expect((await spec("update", "--root", root)).code).toBe(0);
    expect(Object.keys(specsOf(root))).toEqual(["small.yaml", "sources.json"]);
  });
});
