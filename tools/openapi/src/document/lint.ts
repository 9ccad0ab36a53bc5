import {
  BaseResolver,
  createConfig,
  lintDocument,
  type NormalizedProblem,
  ResolveError,
  Source,
} from "@redocly/openapi-core";
import { regularExpression } from "../model/patterns.ts";
import { circularReference } from "./circular-reference.ts";
import { withoutCredentials } from "./import/public-address.ts";
import { COUNTING_RULE, lenientTypes, type UnknownKeyword, wordsOfUnknown } from "./lint-leniency.ts";
import { LEADS_OUT, type LintProblem } from "./lint-problem.ts";
import { isObject, lineFinder } from "./parse.ts";
import { fromPointer, nodeAt, toPointer } from "./pointer.ts";
import { documentNodes, isInExtension } from "./vendor-extensions.ts";

export type { LintProblem };

/** A document's text, and where it stands. */
export interface LintInput {
  readonly text: string;
  /** What the text means. */
  readonly data: unknown;
  /** Line on which the text starts within its file; 1 unless it was cut out of a page. */
  readonly firstLine?: number;
}

/**
 * Only what decides whether the document can be used, and a few likely mistakes: style is the vendor's business. What
 * vendors' real documents violate, and the model can live with, is a warning.
 */
const RULES = {
  struct: "error",
  "no-unresolved-refs": "error",
  "operation-operationId-unique": "error",
  "operation-parameters-unique": "error",
  "path-declaration-must-exist": "error",
  "path-not-include-query": "error",
  "no-undefined-server-variable": "error",
  "path-parameters-defined": "warn",
  "no-identical-paths": "warn",
  "security-defined": "warn",
  "spec-components-invalid-map-name": "warn",
  "no-enum-type-mismatch": "warn",
  "no-required-schema-properties-undefined": "warn",
  "no-schema-type-mismatch": "warn",
} as const;

/** This half of `security-defined` judges a vendor's choice; the other half finds names that are not declared. */
const NO_SECURITY_AT_ALL = "Every operation should have security defined";

/** A schema that is `true` or `false`, which 3.0 does not know, and Redocly of 3.1 in some places only. */
const BOOLEAN_SCHEMA = "Expected type `Schema` (object) but got `boolean`";

/** A document must be whole: nothing is read from the disk or the network on behalf of what it says. */
class ClosedResolver extends BaseResolver {
  override loadExternalRef(): Promise<never> {
    return Promise.reject(new ResolveError(new Error(`${LEADS_OUT}, and only whole documents are supported`)));
  }
}

/**
 * Lints an OpenAPI document with Redocly. What is within vendors' extensions is nobody's business.
 *
 * @returns the problems, errors first, then by line.
 */
export async function lintText({ text, data, firstLine = 1 }: LintInput): Promise<LintProblem[]> {
  const find = lineFinder(text);
  const lineOf = (pointer: string): number => find(fromPointer(pointer)) + firstLine - 1;
  const circle = circularReference(data);
  if (circle !== undefined) {
    const line = lineOf(circle);
    const message = `${referenceAt(data, circle)} leads back to itself`;
    return [{ severity: "error", rule: "no-circular-refs", message, pointer: circle, line }];
  }
  let problems: NormalizedProblem[];
  const unknown: UnknownKeyword[] = [];
  try {
    problems = await lintDocument({
      document: { source: new Source(DOCUMENT, text), parsed: data },
      config: await createConfig({ plugins: [lenientTypes(unknown)], rules: { ...RULES, [COUNTING_RULE]: "warn" } }),
      externalRefResolver: new ClosedResolver(),
    });
  } catch (error) {
    // Redocly throws for what it cannot walk.
    const reason = error instanceof Error ? error.message : String(error);
    const message = `the document cannot be read by Redocly: ${reason}`;
    return [{ severity: "error", rule: "readable", message, pointer: "", line: firstLine }];
  }
  const patterns = unreadable(data).map(({ pattern, pointer }): LintProblem => {
    const message = `\`${pattern}\` is no ECMAScript, as JSON Schema has it: clients do not check it`;
    return { severity: "warning", rule: "pattern", message, pointer, line: lineOf(pointer) };
  });
  return (
    problems
      .filter(({ ruleId, message }) => ruleId !== "security-defined" || !message.startsWith(NO_SECURITY_AT_ALL))
      .filter(({ message }) => is30(data) || message !== BOOLEAN_SCHEMA)
      .map((problem) => asLintProblem(problem, data))
      .filter((problem) => !isSchemaName(problem, data) && !isInExtension(fromPointer(problem.pointer)))
      // The text is read once more for the first line: not for what is nobody's business.
      .map((problem) => ({ ...problem, line: lineOf(problem.pointer) }))
      .concat(patterns, problemOfUnknown(unknown, lineOf))
      .sort((one, other) => one.severity.localeCompare(other.severity) || one.line - other.line)
  );
}

const DOCUMENT = "/document.yaml";

function is30(data: unknown): boolean {
  return String(nodeAt(data, ["openapi"])).startsWith("3.0");
}

/** One problem for all keywords that nobody knows. */
function problemOfUnknown(unknown: readonly UnknownKeyword[], lineOf: (pointer: string) => number): LintProblem[] {
  const [first] = unknown;
  if (first === undefined) return [];
  const pointer = pointerWithin(first);
  const message = wordsOfUnknown(unknown);
  return [{ severity: "warning", rule: "unknown-keywords", message, pointer, line: lineOf(pointer) }];
}

/** The patterns of a document that no runtime of the clients can check. */
function unreadable(root: unknown): { readonly pattern: string; readonly pointer: string }[] {
  return [...documentNodes(root)].flatMap((visited) => {
    const { pattern, patternProperties }: { pattern?: unknown; patternProperties?: unknown } = visited.node;
    const found = [
      ...(typeof pattern === "string" ? [["pattern", pattern] as const] : []),
      ...(isObject(patternProperties)
        ? Object.keys(patternProperties).map((name) => ["patternProperties", name] as const)
        : []),
    ];
    return found
      .filter(([, text]) => regularExpression(text) === undefined)
      .map(([key, text]) => ({ pattern: text, pointer: toPointer([...visited.tokens, key]) }));
  });
}

function asLintProblem(problem: NormalizedProblem, data: unknown): Omit<LintProblem, "line"> {
  const [place] = problem.location;
  const found = pointerWithin(place);
  // Redocly names the place by the name itself.
  const isName = problem.ruleId === "operation-operationId-unique";
  const pointer = isName ? toPointer([...fromPointer(found).slice(0, -1), "operationId"]) : found;
  const reference = problem.ruleId === "no-unresolved-refs" ? `${referenceAt(data, pointer)}: ` : "";
  const suggestions = problem.suggest.length > 0 ? ` Did you mean ${problem.suggest.join(" or ")}?` : "";
  return {
    severity: problem.severity === "error" ? "error" : "warning",
    rule: problem.ruleId,
    message: `${reference}${problem.message}${suggestions}`,
    pointer,
  };
}

/** Redocly writes pointers as `#/a~1b`, without percent-encoding, and `#/` for the root. */
function pointerWithin(place: { readonly pointer?: string | undefined } | undefined): string {
  const pointer = place?.pointer?.slice(1) ?? "";
  return pointer === "/" ? "" : pointer;
}

/** The reference itself, which Redocly's message leaves out. It may be an address, and that may carry a password. */
function referenceAt(data: unknown, pointer: string): string {
  const node = nodeAt(data, fromPointer(pointer));
  const reference = typeof node === "string" ? node : nodeAt(node, ["$ref"]);
  return `\`${withoutCredentials(String(reference))}\``;
}

/** A discriminator may map to the plain name of a schema, which Redocly takes for the name of a file. */
function isSchemaName({ rule, pointer }: Pick<LintProblem, "pointer" | "rule">, data: unknown): boolean {
  const tokens = fromPointer(pointer);
  const name = nodeAt(data, tokens);
  return (
    rule === "no-unresolved-refs" &&
    tokens.at(-3) === "discriminator" &&
    tokens.at(-2) === "mapping" &&
    typeof name === "string" &&
    nodeAt(data, ["components", "schemas", name]) !== undefined
  );
}
