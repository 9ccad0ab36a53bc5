import {
  type DeclaredHeader,
  declaredHeaders,
  isSuccess,
  type Model,
  type Operation,
  type Response,
  type Schema,
} from "@workshop/openapi";
import { judgeContent } from "./bodies.ts";
import type { Comparison } from "./schema-judge.ts";

/** Responses: their statuses, bodies and headers. */
export function judgeResponses(comparison: Comparison, old: Operation, next: Operation): void {
  const { book } = comparison;
  const before = new Map(old.responses.map((response) => [response.status, response]));
  const after = new Map(next.responses.map((response) => [response.status, response]));
  for (const [status, response] of before) {
    const match = after.get(status);
    if (match !== undefined) {
      // A `default` means failures as soon as a success is declared beside it.
      if (isSuccess(old, response) && !isSuccess(next, match)) {
        book.add({
          bump: "major",
          rule: "response-success-became-failure",
          old: response.source,
          next: match.source,
          message: (place) => `${place}: it was a success, and is a failure now.`,
        });
      }
      judgeContent(comparison, response, match, "response");
      judgeHeaders(comparison, response, match);
      continue;
    }
    book.add({
      bump: "major",
      rule: "response-status-removed",
      old: comparison.old.within(old.source, "responses", status),
      message: (place) => `${place}: it is no longer declared.`,
    });
  }
  for (const [status, response] of after) {
    if (before.has(status)) continue;
    const isNewSuccess = isSuccess(next, response);
    const isExpected = !isNewSuccess || isReadAlready(comparison, old, response);
    book.add({
      bump: isExpected ? "minor" : "major",
      rule: isNewSuccess ? "response-success-added" : "response-failure-added",
      next: comparison.next.within(next.source, "responses", status),
      message: (place) => `${place}: it is declared now.`,
    });
  }
}

/** Whether a further success carries nothing that callers did not read before: the method's result stays what it was. */
function isReadAlready({ schemas }: Comparison, old: Operation, { content }: Response): boolean {
  const successes = old.responses.filter((known) => isSuccess(old, known));
  if (successes.length === 0) return false;
  if (content.length === 0) return successes.some((known) => known.content.length === 0);
  const known = successes.flatMap((success) => success.content);
  return content.every((media) => known.some((one) => schemas.isReadable(one.schema ?? true, media.schema ?? true)));
}

/** What `result.headers` has: under the document's own names, and typed. */
function judgeHeaders(comparison: Comparison, old: Response, next: Response): void {
  const { book, schemas } = comparison;
  const before = headersOf(comparison.old, old);
  const after = headersOf(comparison.next, next);
  for (const [key, was] of before) {
    const is = after.get(key);
    const { header } = was;
    const { name } = header;
    if (is === undefined) {
      book.add({
        bump: "major",
        rule: "response-header-removed",
        old: header.source,
        message: (place) => `${place}: responses no longer have the header \`${name}\`.`,
      });
      continue;
    }
    const match = is.header;
    if (name !== match.name) {
      book.add({
        bump: "major",
        rule: "response-header-renamed",
        old: header.source,
        next: match.source,
        message: (place) => `${place}: the header \`${name}\` is called \`${match.name}\` now.`,
      });
    }
    if (header.required !== match.required) {
      book.add({
        bump: match.required ? "minor" : "major",
        rule: `response-header-became-${match.required ? "required" : "optional"}`,
        old: header.source,
        next: match.source,
        message: (place) =>
          `${place}: the header \`${name}\` is ${match.required ? "always" : "no longer always"} there.`,
      });
    }
    if (was.kind !== "text" && is.kind !== "text") schemas.response(header.schema ?? true, match.schema ?? true);
    else if (!schemas.isReadable(schemaRead(was), schemaRead(is))) {
      book.add({
        bump: "major",
        rule: "response-header-type-changed",
        old: header.source,
        next: match.source,
        message: (place) =>
          `${place}: the header \`${name}\` is read as ${is.kind === "text" ? "a text" : "a value"} now.`,
      });
    }
  }
  for (const [key, { header }] of after) {
    if (before.has(key)) continue;
    const { name } = header;
    book.add({
      bump: "minor",
      rule: "response-header-added",
      next: header.source,
      message: (place) => `${place}: responses now have the header \`${name}\`.`,
    });
  }
}

/** What a header is read as. */
function schemaRead({ kind, header }: DeclaredHeader): Schema {
  return kind === "text" ? { type: "string" } : (header.schema ?? true);
}

/** Those that a result has, by name, whatever the size of its letters. */
function headersOf(model: Model, response: Response): ReadonlyMap<string, DeclaredHeader> {
  return new Map(declaredHeaders(model, response).map((declared) => [declared.header.name.toLowerCase(), declared]));
}
