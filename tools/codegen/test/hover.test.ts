import { join, resolve } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { type Editor, openEditor } from "./editor.ts";

const PACKAGE = resolve(import.meta.dirname, "../../../packages/phoenix-client");
const FILE = join(PACKAGE, "test", "hover.ts");

/** A user's program; `/*name*\/` marks what the mouse is on. */
const PROGRAM = `import { createPhoenixClient, type DeleteTraceAnnotationsInput, type DeleteTraceAnnotationsWindow } from "../src/index.ts";
const phoenix = createPhoenixClient({ baseUrl: "http://localhost:6006" });
export const done = phoenix./*call*/deleteTraceAnnotations({
  path: { project_identifier: "demo" },
  query: { start_time: new Date(0), end_time: new Date(1), /*common*/name: "toxicity" },
});
export const window: DeleteTraceAnnotationsWindow = { /*bound*/start_time: new Date(0), end_time: new Date(1) };
export const input: /*input*/DeleteTraceAnnotationsInput | undefined = undefined;
export const half = phoenix.deleteTraceAnnotations({
  path: { project_identifier: "demo" },
  query: { start_time: new Date(0) },
});
`;

describe("an editor", () => {
  let editor: Editor;
  const hover = (mark: string): string => editor.hover(mark);

  beforeAll(() => {
    editor = openEditor(join(PACKAGE, "tsconfig.json"), FILE, PROGRAM);
  });

  test("shows the platform's own text of a call", () => {
    expect(hover("call")).toContain("Delete trace annotations in a project that match the supplied filter.");
    expect(hover("call")).toContain("input: DeleteTraceAnnotationsInput");
    expect(hover("call")).toContain("If no response came:");
  });

  test("shows of an input what it is for, and where it comes from", () => {
    expect(hover("input")).toContain("What `deleteTraceAnnotations` takes.");
    expect(hover("input")).toContain("Source: `#/paths/");
  });

  test("shows the platform's text of a property of an alternative, though it is written once", () => {
    expect(hover("bound")).toContain("start_time: string | Date");
    expect(hover("bound")).toContain("Optional inclusive lower bound on `created_at`");
    expect(hover("common")).toContain("Optional annotation name.");
  });

  test("says of half a window which bound is missing, and does not propose to delete everything", () => {
    const messages = editor.messages();
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain("Property 'end_time' is missing");
    expect(messages[0]).not.toContain("delete_all");
  });
});
