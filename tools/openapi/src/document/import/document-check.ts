import { METHODS } from "../../model/types.ts";
import { DocumentError } from "../document-error.ts";
import type { LintProblem } from "../lint.ts";
import { isObject } from "../parse.ts";
import { fromPointer, nodeAt } from "../pointer.ts";
import { parseStrictly, type TextPlace } from "./document-syntax.ts";

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
}

const SUPPORTED_VERSION = /^3\.[01]\.\d+(?:-[\w.-]+)?$/;
const SUPPORTED = "only OpenAPI 3.0.x and 3.1.x are supported";

/**
 * Checks that a text is an OpenAPI document which the workshop can work with.
 *
 * @throws {DocumentError} for broken or ambiguous YAML, another version, an error found by lint (a reference that leads
 * nowhere, a structure that is none of OpenAPI's), and a document without operations.
 */
export async function checkDocument(text: string, place: TextPlace): Promise<CheckedDocument> {
  const root = parseStrictly(text, place);
  const version = supportedVersion(root, place);
  // Loaded only for what comes this far: the linter alone takes half a second to load.
  const { lintText } = await import("../lint.ts");
  const problems = await lintText({ text, data: root, firstLine: place.firstLine });
  const errors = problems.filter(({ severity }) => severity === "error");
  const [error] = errors;
  if (error !== undefined) {
    const others = errors.length === 1 ? "" : ` (and ${errors.length - 1} more)`;
    throw new DocumentError(
      { file: place.file, line: error.line, pointer: error.pointer },
      `${error.message} [${error.rule}]${others}`,
      "get the document again; when it is published like this, tell the vendor",
    );
  }
  const operations = operationsOf(root);
  if (operations.length === 0) {
    throw new DocumentError(
      { file: place.file, line: place.firstLine },
      "the document describes no operation",
      "check that this is the document of an API that one can call",
    );
  }
  return { version, operations, warnings: problems };
}

function supportedVersion(root: unknown, { file, firstLine }: TextPlace): string {
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
      "ask the vendor for an OpenAPI 3.0 or 3.1 document, or convert it and import the result with --source",
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
