import { declaredResponse, headerOf, type WireAnswer } from "@workshop/contract";
import type { Operation } from "@workshop/openapi";
import type { Finding } from "./deviation.ts";

/** Prism's own format, in the header `sl-violations`. */
interface Violation {
  readonly location?: readonly string[];
  readonly severity?: string;
  readonly message?: string;
}

/** What Prism has found wrong with an answer that it handed on. */
export function prismFindings(operation: Operation, answer: WireAnswer): readonly Finding[] {
  const header = headerOf(answer, "sl-violations");
  if (header === undefined) return [];
  const source = declaredResponse(operation, answer.status)?.source ?? operation.source;
  return violationsIn(header)
    .filter(({ location = [], severity }) => location[0] === "response" && severity === "Error")
    .map(({ location = [], message = "" }): Finding => {
      const where = location
        .slice(1)
        .map((name) => (/^\d+$/.test(name) ? "*" : name))
        .join(".");
      return { kind: "found by Prism", message: `${answer.status}: ${where} ${message}`.replaceAll("  ", " "), source };
    });
}

function violationsIn(header: string): readonly Violation[] {
  try {
    const list: unknown = JSON.parse(header);
    // A list of Prism's own objects, each of whose members is looked at before it is used.
    return Array.isArray(list) ? (list as Violation[]) : [];
  } catch {
    // A list that is too long for a header is cut off: what it says of the answer is at its end.
    return [];
  }
}
