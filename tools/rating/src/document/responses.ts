import { isSuccess, type Operation, type Response, type ResponseHeader } from "@workshop/openapi";
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

function judgeHeaders({ book, schemas }: Comparison, old: Response, next: Response): void {
  const before = headersOf(old);
  const after = headersOf(next);
  for (const [name, header] of before) {
    const match = after.get(name);
    if (match === undefined) {
      book.add({
        bump: "major",
        rule: "response-header-removed",
        old: header.source,
        message: (place) => `${place}: responses no longer have the header \`${name}\`.`,
      });
      continue;
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
    schemas.response(header.schema ?? true, match.schema ?? true);
  }
  for (const [name, header] of after) {
    if (before.has(name)) continue;
    book.add({
      bump: "minor",
      rule: "response-header-added",
      next: header.source,
      message: (place) => `${place}: responses now have the header \`${name}\`.`,
    });
  }
}

/** Headers by name, whatever the size of its letters; that of the media type is none of them (OpenAPI, Response Object). */
function headersOf({ headers }: Response): ReadonlyMap<string, ResponseHeader> {
  return new Map(
    headers
      .map((header): [string, ResponseHeader] => [header.name.toLowerCase(), header])
      .filter(([name]) => name !== "content-type"),
  );
}
