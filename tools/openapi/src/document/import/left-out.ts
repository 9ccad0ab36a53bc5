import { parseDocument } from "yaml";
import type { SourceText } from "../../document-reading.ts";
import { buildModel } from "../../model/build.ts";
import { DocumentError } from "../document-error.ts";
import { type LintProblem, lintText } from "../lint.ts";
import { applyOverlay } from "../overlay.ts";
import { jsonPath, type OverlayAction, overlayText } from "../overlay-lines.ts";
import { type ParsedFile, parseFile } from "../parse.ts";
import { toPointer } from "../pointer.ts";
import { supportedVersion } from "./document-check.ts";
import { parseStrictly } from "./document-syntax.ts";
import { Reached } from "./reached.ts";

/** An overlay with further actions at its end; its comments stay. */
export function withActions(
  overlay: SourceText | undefined,
  file: string,
  actions: readonly OverlayAction[],
): SourceText {
  if (overlay === undefined) return { file, text: overlayText("What the document's own schemas do not say", actions) };
  const document = parseDocument(overlay.text);
  for (const action of actions) document.addIn(["actions"], document.createNode(action));
  return { file: overlay.file, text: document.toString({ lineWidth: 0 }) };
}

/**
 * What has to be left out of a document so that the rest can be used: each operation that is described so that it cannot be,
 * and what only such operations need.
 *
 * @returns actions that remove it, and say why.
 * @throws {DocumentError} for a version that is not supported, and where what is wrong belongs to no operation, or to all.
 */
export async function actionsLeavingOut(
  document: SourceText,
  overlay: SourceText | undefined,
): Promise<readonly OverlayAction[]> {
  const actions = new Map<string, OverlayAction>();
  const place = { file: document.file, firstLine: 1 };
  const bare = parseStrictly(document.text, place);
  supportedVersion(bare, place);
  for (;;) {
    const parsed = parseFile(document.file, document.text, bare);
    const file = overlay?.file ?? document.file;
    const all = actions.size === 0 ? overlay : withActions(overlay, file, [...actions.values()]);
    const origins = all === undefined ? undefined : applyOverlay(parsed, parseFile(all.file, all.text));
    const problems = await problemsOf(parsed, origins);
    if (problems.length === 0) return [...actions.values()];
    const reached = new Reached(parsed.data);
    const before = actions.size;
    for (const { message, pointer } of problems) {
      for (const { tokens, operations } of reached.byPlace(pointer)) {
        const key = toPointer(tokens);
        if (actions.has(key)) continue;
        const reason = message.split("\n")[0] ?? "";
        actions.set(key, {
          target: jsonPath(parsed.data, tokens),
          description: `Left out by \`spec import --skip-broken\`: ${reason}`,
          "x-left-out": operations,
          remove: true,
        });
      }
    }
    const [first] = problems;
    if (actions.size === before && first !== undefined) {
      throw new DocumentError(
        { file: document.file, pointer: first.pointer, line: first.line },
        first.message,
        "it belongs to no operation that could be left out: repair it by an overlay",
      );
    }
  }
}

/** The errors of a document: the linter's, or where it has none, the first of the model's. */
async function problemsOf(
  parsed: ParsedFile,
  origins: Parameters<typeof buildModel>[2],
): Promise<Pick<LintProblem, "line" | "message" | "pointer">[]> {
  const problems = await lintText({ text: JSON.stringify(parsed.data), data: parsed.data });
  const errors = problems.filter(({ severity }) => severity === "error");
  if (errors.length > 0) return errors;
  try {
    buildModel("platform", parsed, origins);
    return [];
  } catch (error) {
    if (!(error instanceof DocumentError) || error.file !== parsed.file) throw error;
    return [{ message: error.rule, pointer: error.pointer ?? "", line: error.line ?? 1 }];
  }
}
