import { dirname } from "node:path";
import ts from "typescript";

/** What an editor says of a program: what it shows where the mouse is, and what is wrong. */
export interface Editor {
  /** What stands over the name after the comment with this mark. */
  hover(mark: string): string;
  /** What is wrong with the program. */
  messages(): string[];
}

/**
 * Opens a program that need not be there, as an editor does.
 *
 * @param configuration - the file of the compiler's options
 */
export function openEditor(configuration: string, file: string, program: string): Editor {
  const folder = dirname(file);
  const { config } = ts.readConfigFile(configuration, ts.sys.readFile);
  const { options: own } = ts.parseJsonConfigFileContent(config, ts.sys, dirname(configuration));
  const options = { ...own, isolatedDeclarations: false, declaration: false };
  const service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => [file],
    getScriptVersion: () => "1",
    getScriptSnapshot: (name) => {
      const text = name === file ? program : ts.sys.readFile(name);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => folder,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (name) => name === file || ts.sys.fileExists(name),
    readFile: ts.sys.readFile,
    readDirectory: ts.sys.readDirectory,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
  });
  return {
    hover(mark) {
      const position = program.indexOf(`/*${mark}*/`) + mark.length + 4;
      const info = service.getQuickInfoAtPosition(file, position);
      return `${ts.displayPartsToString(info?.displayParts)}\n${ts.displayPartsToString(info?.documentation)}`;
    },
    messages: () =>
      service.getSemanticDiagnostics(file).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n")),
  };
}
