import type { DocumentReading } from "@workshop/openapi";
import { highestBump, type Verdict } from "../verdict.ts";
import { DocumentSide, isNode } from "./document-side.ts";
import { judgeComponents } from "./judge-components.ts";
import { judgeOperations } from "./judge-operations.ts";
import { judgeSchemes } from "./judge-security.ts";
import { judgeServers } from "./judge-servers.ts";
import { judgeWords } from "./judge-words.ts";
import { placeWords } from "./place-words.ts";
import { ReasonBook } from "./reason-book.ts";
import { SchemaJudge } from "./schema/schema-judge.ts";

/**
 * Rates a document against its predecessor from the point of view of who uses the client that is generated from it:
 * what they send must be taken as before, and what they read must be what they read before. Both come with their
 * overlays. What cannot be shown to be compatible is rated `major`.
 */
export function judgeDocuments(old: DocumentReading, next: DocumentReading): Verdict {
  const [before, after] = [new DocumentSide("old", old), new DocumentSide("new", next)];
  const book = new ReasonBook(before, after, placeWords);
  const comparison = { old: before, next: after, book, schemas: new SchemaJudge(before, after, book) };
  judgeOperations(comparison);
  judgeSchemes(comparison);
  judgeServers(comparison);
  judgeComponents(comparison);
  judgeWords(comparison);
  if (book.isEmpty && !isSameContract(contractOf(old.data), contractOf(next.data), "")) {
    book.add({
      bump: "patch",
      rule: "rewritten",
      next: { node: after.data },
      message: () => "The document says the same in other words.",
    });
  }
  const reasons = book.all();
  return { judge: "document", bump: highestBump(reasons.map(({ bump }) => bump)), reasons };
}

/** Keys whose lists are sets. */
const SETS = new Set(["enum", "required", "tags", "type"]);

/** The document without what stays in the workshop: its version, and OpenAPI's. */
function contractOf({ info: _info, openapi: _openapi, ...contract }: DocumentReading["data"]): unknown {
  return contract;
}

/** Whether nothing differs that reaches the package: the order of keys does not, nor what only tests ask for. */
function isSameContract(one: unknown, other: unknown, key: string): boolean {
  if (one === other || key === "x-scope") return true;
  if (Array.isArray(one) && Array.isArray(other)) {
    if (one.length !== other.length) return false;
    if (SETS.has(key)) return one.every((item) => other.some((known) => isSameContract(item, known, "")));
    return one.every((item, index) => isSameContract(item, other[index], ""));
  }
  if (!isNode(one) || !isNode(other)) return false;
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].every((name) =>
    isSameContract(one[name], other[name], name),
  );
}
