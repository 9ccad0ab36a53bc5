import type { SourceText } from "../../document-reading.ts";
import { buildModel } from "../../model/build.ts";
import { METHODS } from "../../model/types.ts";
import { DocumentError } from "../document-error.ts";
import { LEADS_OUT, type LintProblem } from "../lint-problem.ts";
import { applyOverlay, type OverlayOrigins } from "../overlay.ts";
import { jsonPath, overlayText } from "../overlay-lines.ts";
import { isObject, type ParsedFile, parseFile } from "../parse.ts";
import { fromPointer, nodeAt } from "../pointer.ts";
import { proposedRepairs } from "../proposed-repairs.ts";
import { parseStrictly, type TextPlace } from "./document-syntax.ts";
import { type Hint, hintsOn } from "./hints.ts";
import { isAddress } from "./public-address.ts";

/** One operation of a document. */
export interface FoundOperation {
  /** In capitals. */
  readonly method: string;
  readonly path: string;
}

/** What was found in a document that can be used. */
export interface CheckedDocument {
  /** As the document gives it, such as `3.1.0`. */
  readonly version: string;
  readonly operations: readonly FoundOperation[];
  readonly warnings: readonly LintProblem[];
  readonly hints: readonly Hint[];
}

const SUPPORTED_VERSION = /^3\.[012]\.\d+(?:-[\w.-]+)?$/;
const SUPPORTED = "only OpenAPI 3.0.x, 3.1.x and 3.2.x are supported";

/**
 * Checks that a text is an OpenAPI document which the workshop can work with.
 *
 * @param overlay - applied before anything is judged but the syntax and the version.
 * @throws {DocumentError} for broken or ambiguous YAML, another version, an overlay that does not fit, an error found by lint (a
 * reference that leads nowhere, a structure that is none of OpenAPI's), something that the model cannot be made of, and a
 * document without operations.
 */
export async function checkDocument(text: string, place: TextPlace, overlay?: SourceText): Promise<CheckedDocument> {
  const bare = parseStrictly(text, place);
  const version = supportedVersion(bare, place);
  // Loaded only for what comes this far: the linter alone takes half a second to load.
  const { lintText } = await import("../lint.ts");
  const { parsed, origins, problems } =
    overlay === undefined
      ? {
          parsed: parseFile(place.file, text, bare),
          origins: undefined,
          problems: await lintText({ text, data: bare, firstLine: place.firstLine }),
        }
      : await overlaid(text, bare, place, overlay);
  refuseErrors(problems, parsed.data, place);
  const operations = operationsOf(parsed.data);
  if (operations.length === 0) {
    throw new DocumentError(
      { file: place.file, line: place.firstLine },
      "the document describes no operation",
      "check that this is the document of an API that one can call",
    );
  }
  const hints = hintsOn(parsed.data);
  judgeByModel(parsed, origins, place);
  return { version, operations, warnings: problems, hints };
}

/**
 * What generation would refuse is refused here already, by the same judge.
 *
 * @throws {DocumentError} for the first clause that the model cannot be made of.
 */
function judgeByModel(parsed: ParsedFile, origins: OverlayOrigins | undefined, { file, firstLine }: TextPlace): void {
  try {
    buildModel("platform", parsed, origins);
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    const { line, pointer, rule, remedy } = error;
    const shift = error.file === file ? firstLine - 1 : 0;
    const place = { file: error.file, pointer, line: line === undefined ? undefined : line + shift };
    throw new DocumentError(place, rule, remedy.includes("spec import") ? remedy : `${remedy}; ${AT_IMPORT}`);
  }
}

const AT_IMPORT =
  "`spec import --overlay` takes an overlay that does it, and `--skip-broken` leaves out what is broken";

/** Lints a document after its overlay; lines are those of the document. */
async function overlaid(
  text: string,
  bare: unknown,
  { file, firstLine }: TextPlace,
  overlay: SourceText,
): Promise<{
  readonly parsed: ParsedFile;
  readonly origins: OverlayOrigins;
  readonly problems: readonly LintProblem[];
}> {
  const { lintText } = await import("../lint.ts");
  const parsed = parseFile(file, text, bare);
  const origins = applyOverlay(parsed, parseFile(overlay.file, overlay.text));
  const problems = await lintText({ text: JSON.stringify(parsed.data), data: parsed.data });
  const lineOf = (pointer: string): number => parsed.lineOf(fromPointer(pointer)) + firstLine - 1;
  return { parsed, origins, problems: problems.map((problem) => ({ ...problem, line: lineOf(problem.pointer) })) };
}

function refuseErrors(problems: readonly LintProblem[], root: unknown, { file }: TextPlace): void {
  const errors = problems.filter(({ severity }) => severity === "error");
  const [error] = errors;
  if (error === undefined) return;
  const others = errors.length === 1 ? "" : ` (and ${errors.length - 1} more)`;
  const remedy = error.message.includes(LEADS_OUT)
    ? remedyOutside(errors, root, file)
    : "get the document again; when it is published like this, tell the vendor. To use it all the same, repair it by an " +
      "overlay, which is applied before the document is judged: write it to a file, and give that with --overlay. Or leave " +
      `out what it breaks with --skip-broken.\n${indented(overlayText("Repairs", proposedRepairs(errors, root)))}`;
  throw new DocumentError(
    { file, line: error.line, pointer: error.pointer },
    `${error.message} [${error.rule}]${others}`,
    remedy,
  );
}

/** Files are brought in; what lies at an address is not fetched for a file, and an overlay has to say what is there. */
function remedyOutside(errors: readonly LintProblem[], root: unknown, file: string): string {
  const bundling =
    "import it with --bundle, which brings in what it refers to in files beside and below it, or on the same site";
  const references = errors.map(({ pointer }) => String(nodeAt(root, [...fromPointer(pointer), "$ref"])));
  if (isAddress(file) || !references.some(isAddress)) return bundling;
  return (
    "it refers to an address, which is not fetched for a file: import the document from its own address with --bundle, if that " +
    'is on the same site; else say by an overlay, given with --overlay, what is there, such as { target: "' +
    `${jsonPath(root, fromPointer(errors.find((_, at) => isAddress(references[at] ?? ""))?.pointer ?? ""))}", update: { $ref: ` +
    '"#/components/schemas/NAME" } } and its definition; or leave out what needs it with --skip-broken'
  );
}

function indented(text: string): string {
  return text.trimEnd().replaceAll(/^/gmu, "    ");
}

/**
 * The version of OpenAPI that a document is of.
 *
 * @throws {DocumentError} for one that is not supported, and for what is no OpenAPI document.
 */
export function supportedVersion(root: unknown, { file, firstLine }: TextPlace): string {
  const line = firstLine;
  if (!isObject(root)) {
    throw new DocumentError({ file, line }, "the document's root is not a mapping", "give an OpenAPI document");
  }
  const version = own(root, "openapi");
  if (version === undefined) {
    const swagger = own(root, "swagger");
    throw swagger === undefined
      ? new DocumentError({ file, line }, "the document's root has no key `openapi`", "give an OpenAPI document")
      : new DocumentError(
          { file, line, pointer: "/swagger" },
          `this is Swagger ${String(swagger)}; ${SUPPORTED}`,
          "ask the vendor for an OpenAPI 3 document, or convert it and import the result with --source",
        );
  }
  if (typeof version !== "string") {
    throw new DocumentError(
      { file, line, pointer: "/openapi" },
      `the version ${JSON.stringify(version)} is not a string of the form 3.1.0; ${SUPPORTED}`,
      "ask the vendor to correct it: the version has three parts",
    );
  }
  if (!SUPPORTED_VERSION.test(version)) {
    throw new DocumentError(
      { file, line, pointer: "/openapi" },
      `this is OpenAPI ${version}; ${SUPPORTED}`,
      "ask the vendor for an OpenAPI 3.0, 3.1 or 3.2 document, or convert it and import the result with --source",
    );
  }
  return version;
}

/** The operations of a document, in its order. */
export function operationsOf(root: unknown): FoundOperation[] {
  const found: FoundOperation[] = [];
  for (const [path, value] of Object.entries(own(root, "paths") ?? {})) {
    const reference = own(value, "$ref");
    const item = typeof reference === "string" ? nodeAt(root, fromPointer(reference)) : value;
    for (const method of METHODS) {
      if (isObject(own(item, method))) {
        found.push({ method: method.toUpperCase(), path });
      }
    }
  }
  return found;
}

/** Never what every object inherits: a document may use any name. */
function own(value: unknown, key: string): unknown {
  return nodeAt(value, [key]);
}
