import { beforeAll, describe, expect, it } from "vitest";
import { DOCUMENT_CHANGES } from "../src/walkthrough/document-changes.ts";
import { type WalkThroughStep, walkThrough } from "../src/walkthrough/walk-through.ts";

/** Six times: generating, rating, versioning, building and compiling, maybe while everything else is tested. */
const PATIENCE_MS = 600_000;

const NEXT_VERSION = { none: "0.1.0", patch: "0.1.1", minor: "0.2.0", major: "1.0.0" } as const;

describe("From a changed document to a version", () => {
  let steps: readonly WalkThroughStep[];
  beforeAll(async () => {
    steps = await walkThrough(() => {});
  }, PATIENCE_MS);

  it.each(DOCUMENT_CHANGES.map((change, index) => ({ ...change, index })))(
    "$name is $expected, and the old program compiles exactly if that is not major",
    ({ index, expected }) => {
      const step = steps[index];
      expect(step?.rating, step?.reasons.join("\n")).toBe(expected);
      expect(step?.changeset).toContain(`"@org/library-client": ${expected}`);
      expect(step?.versions).toEqual({ before: "0.1.0", after: NEXT_VERSION[expected] });
      expect(step?.objections.before).toContain(`its change is rated ${expected}, and no changeset announces it`);
      expect(step?.objections.after).toBe("");
      expect(step?.compileErrors === "", step?.compileErrors).toBe(expected !== "major");
    },
  );
});
