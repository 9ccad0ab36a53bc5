import { describe, expect, it } from "vitest";
import { parseRecords } from "../../../src/document/import/source-records.ts";
import { ended, start } from "../../spec-command.ts";
import { abandonLock, SMALL_DOCUMENT, specsOf } from "../import/scratch.ts";
import { imported, NEW_DOCUMENT, type Pages, states, update } from "./imported-pages.ts";

describe("an update that is killed", () => {
  it.each([
    ["writeFileSync 1", "before the document is written", SMALL_DOCUMENT],
    ["writeFileSync 2", "before the record is written", SMALL_DOCUMENT],
    ["renameSync 1", "when both are written, and none is in its place", SMALL_DOCUMENT],
    ["renameSync 2", "between document and record", NEW_DOCUMENT],
    ["rmSync 1", "when both are in their places", NEW_DOCUMENT],
  ])("leaves no half of anything, and the next one puts all in order: at %s, %s", async (step, _what, left) => {
    const pages: Pages = { small: SMALL_DOCUMENT };
    const { root } = await imported(pages);
    pages.small = NEW_DOCUMENT;
    const killed = start(["update", "--root", root], [], {
      NODE_OPTIONS: `--import=${new URL("kill-before.mjs", import.meta.url)}`,
      KILL_BEFORE: step,
    });
    expect(await ended(killed)).toMatchObject({ signal: "SIGKILL" });
    const specs = specsOf(root);
    expect(specs["small.yaml"]).toBe(left);
    expect(parseRecords(specs["sources.json"] ?? "", "").has("small")).toBe(true);

    abandonLock(root);
    const repaired = states(await update(root)).small;
    expect(repaired).toBe(step === "rmSync 1" ? "unchanged" : "updated");
    expect(Object.keys(specsOf(root))).toEqual(["small.yaml", "sources.json"]);
    expect(specsOf(root)["small.yaml"]).toBe(NEW_DOCUMENT);
    expect(states(await update(root))).toEqual({ small: "unchanged" });
  });
});

describe("updates by two processes at once", () => {
  it("lose nothing: one stores a document, the other finds it done", async () => {
    const pages: Pages = { one: SMALL_DOCUMENT, two: SMALL_DOCUMENT };
    const { root } = await imported(pages);
    pages.one = pages.two = NEW_DOCUMENT;
    const ends = await Promise.all([0, 1].map(() => ended(start(["update", "--root", root, "--json"]))));
    expect(ends.map(({ code }) => code)).toEqual([0, 0]);
    for (const platform of ["one", "two"]) {
      const found = ends.map(({ out }) => states(JSON.parse(out))[platform]);
      expect(found.toSorted()).toEqual(["unchanged", "updated"]);
      expect(specsOf(root)[`${platform}.yaml`]).toBe(NEW_DOCUMENT);
    }
  });
});
