import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { compile, type Diagnostic, describeDiagnostics } from "../compile.ts";
import type { Reason } from "../rating.ts";
import type { OperationPair } from "./changed-operations.ts";
import { type Explanation, explain, readElaboration } from "./explain.ts";
import { PROBE_TYPES } from "./probe-types.ts";
import type { Question } from "./questions.ts";

/** The modules that are compared, relative to the folder. */
export interface Entries {
  readonly old: string;
  readonly next: string;
}

/** A question that was answered with no, and what that means. */
export interface Objection {
  readonly question: Question;
  readonly explanation: Explanation;
}

const PROBE = "probe.ts";
/** "Type ... does not satisfy the constraint ...", in all its forms; any other error is one of the code itself. */
const ABOUT_TYPES: ReadonlySet<string> = new Set(["TS2344", "TS2739", "TS2740", "TS2741"]);

/**
 * Has the type checker answer all questions at once.
 *
 * @param folder holds the modules, and what they import.
 * @throws {Error} when one of the modules does not compile by itself: then nothing can be said.
 */
export async function ask(
  folder: string,
  { old, next }: Entries,
  questions: readonly Question[],
): Promise<readonly Objection[]> {
  const head = `import type * as Old from "./${old}";\nimport type * as New from "./${next}";\n${PROBE_TYPES}`;
  const firstLine = head.split("\n").length;
  writeFileSync(join(folder, PROBE), `${head}${questions.map(({ statement }) => statement).join("\n")}\n`);
  const objections: Objection[] = [];
  const elsewhere: Diagnostic[] = [];
  for (const diagnostic of await compile(folder, [PROBE])) {
    const question = diagnostic.file === PROBE ? questions[diagnostic.line - firstLine] : undefined;
    if (question === undefined || !ABOUT_TYPES.has(diagnostic.code)) elsewhere.push(diagnostic);
    else objections.push({ question, explanation: explain(question, readElaboration(diagnostic.text)) });
  }
  if (elsewhere.length > 0) throw new Error(`what is compared does not compile:\n${describeDiagnostics(elsewhere)}`);
  return objections.filter((objection) => !objections.some((other) => isEcho(objection.question, other.question)));
}

/**
 * Whether an objection only follows from another: what no longer holds cannot at the same time have become more, and what
 * a call resolves with is one of its responses.
 */
function isEcho(question: Question, other: Question): boolean {
  if (question.subject !== other.subject) return false;
  if (question.aspect === "data" && other.aspect === "response") return true;
  const sameMatter = question.aspect === other.aspect && question.status === other.status;
  return sameMatter && question.side === "widened" && other.side === "kept";
}

/** The reason for an objection, at the place of the operation that it is about. */
export function reasonFor({ question, explanation }: Objection, pairs: readonly OperationPair[]): Reason {
  const pair = pairs.find(({ next }) => next.name === question.subject);
  const { message } = explanation;
  const alike =
    pair === undefined || pair.alike === 0 ? message : `${message.slice(0, -1)} (and ${others(pair.alike)}).`;
  return {
    ...explanation,
    message: alike,
    pointer: pair?.next.source.pointer ?? "",
    oldLine: pair?.old.source.line,
    newLine: pair?.next.source.line,
  };
}

function others(count: number): string {
  return count === 1 ? "one more operation alike" : `${count} more operations alike`;
}
