import { join, resolve } from "node:path";
import ts from "typescript";
import { beforeAll, describe, expect, test } from "vitest";

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
  let service: ts.LanguageService;

  beforeAll(() => {
    const configuration = ts.readConfigFile(join(PACKAGE, "tsconfig.json"), ts.sys.readFile);
    const { options: own } = ts.parseJsonConfigFileContent(configuration.config, ts.sys, PACKAGE);
    const options = { ...own, isolatedDeclarations: false, declaration: false };
    service = ts.createLanguageService({
      getCompilationSettings: () => options,
      getScriptFileNames: () => [FILE],
      getScriptVersion: () => "1",
      getScriptSnapshot: (name) => {
        const text = name === FILE ? PROGRAM : ts.sys.readFile(name);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => PACKAGE,
      getDefaultLibFileName: ts.getDefaultLibFilePath,
      fileExists: (name) => name === FILE || ts.sys.fileExists(name),
      readFile: ts.sys.readFile,
      readDirectory: ts.sys.readDirectory,
      directoryExists: ts.sys.directoryExists,
      getDirectories: ts.sys.getDirectories,
    });
  });

  function hover(mark: string): string {
    const position = PROGRAM.indexOf(`/*${mark}*/`) + mark.length + 4;
    const info = service.getQuickInfoAtPosition(FILE, position);
    return `${ts.displayPartsToString(info?.displayParts)}\n${ts.displayPartsToString(info?.documentation)}`;
  }

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
    const messages = service
      .getSemanticDiagnostics(FILE)
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain("Property 'end_time' is missing");
    expect(messages[0]).not.toContain("delete_all");
  });
});
