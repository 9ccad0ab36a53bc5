import type { Comparison, Flow } from "./comparison.ts";
import { isNode, type Node, nodeIn } from "./document-side.ts";
import { judgeContent } from "./judge-content.ts";

/** Answers: their statuses, bodies and headers. */
export function judgeResponses(comparison: Comparison, old: Node, next: Node, flow: Flow): void {
  const { book } = comparison;
  const before = responsesOf(comparison.old, old);
  const after = responsesOf(comparison.next, next);
  for (const [status, response] of before) {
    const match = after.get(status);
    if (match !== undefined) {
      judgeContent(comparison, response, match, flow === "callback");
      judgeHeaders(comparison, response, match, flow);
      continue;
    }
    book.add({
      bump: "major",
      rule: "answer-status-removed",
      old: { node: nodeIn(old, "responses"), key: writtenAs(old, status) },
      message: (place) => `${place}: it is no longer declared.`,
    });
  }
  for (const [status, response] of after) {
    if (before.has(status)) continue;
    const isExpected = flow === "callback" || !isSuccess(status) || isReadAlready(comparison, before, status, response);
    book.add({
      bump: isExpected ? "minor" : "major",
      rule: isSuccess(status) ? "answer-success-added" : "answer-failure-added",
      next: { node: nodeIn(next, "responses"), key: writtenAs(next, status) },
      message: (place) => `${place}: it is declared now.`,
    });
  }
}

function isSuccess(status: string): boolean {
  return status.startsWith("2");
}

function writtenAs(operation: Node, status: string): string {
  return (
    Object.keys(nodeIn(operation, "responses")).find((key) => key.toUpperCase() === status.toUpperCase()) ?? status
  );
}

function responsesOf(side: Comparison["old"], operation: Node): Map<string, Node> {
  return new Map(
    Object.entries(nodeIn(operation, "responses"))
      .filter(([status]) => !status.startsWith("x-"))
      .map(([status, response]) => [
        status === "default" ? status : status.toUpperCase(),
        side.resolve(response) ?? {},
      ]),
  );
}

/** Whether a further success carries nothing that callers did not read before: the method's result stays what it was. */
function isReadAlready(
  { schemas }: Comparison,
  before: ReadonlyMap<string, Node>,
  status: string,
  response: Node,
): boolean {
  const successes = [...before].filter(([known]) => isSuccess(known)).map(([, known]) => known);
  if (successes.length === 0) return [...before.keys()].includes(`${status.charAt(0)}XX`);
  const known = successes.flatMap((success) => Object.values(nodeIn(success, "content")).filter(isNode));
  const added = Object.values(nodeIn(response, "content")).filter(isNode);
  if (added.length === 0) return successes.some((success) => Object.keys(nodeIn(success, "content")).length === 0);
  return added.every((media) => known.some((one) => schemas.isReadable(one.schema ?? true, media.schema ?? true)));
}

function judgeHeaders(comparison: Comparison, old: Node, next: Node, flow: Flow): void {
  const { book, schemas } = comparison;
  const before = headersOf(comparison.old, old);
  const after = headersOf(comparison.next, next);
  for (const [name, header] of before) {
    const match = after.get(name);
    if (match === undefined) {
      book.add({
        bump: "major",
        rule: "answer-header-removed",
        old: { node: header },
        message: (place) => `${place}: answers no longer have the header \`${name}\`.`,
      });
      continue;
    }
    const isRequired = match.required === true;
    if ((header.required === true) !== isRequired) {
      const isTighter = isRequired === (flow === "callback");
      book.add({
        bump: isTighter ? "major" : "minor",
        rule: `answer-header-became-${isRequired ? "required" : "optional"}`,
        old: { node: header },
        next: { node: match },
        message: (place) => `${place}: the header \`${name}\` is ${isRequired ? "always" : "no longer always"} there.`,
      });
    }
    if (flow === "call") schemas.answer(header.schema ?? true, match.schema ?? true);
    else schemas.request(header.schema ?? true, match.schema ?? true);
  }
  for (const [name, header] of after) {
    if (before.has(name)) continue;
    book.add({
      bump: flow === "callback" && header.required === true ? "major" : "minor",
      rule: "answer-header-added",
      next: { node: header },
      message: (place) => `${place}: answers now have the header \`${name}\`.`,
    });
  }
}

function headersOf(side: Comparison["old"], response: Node): Map<string, Node> {
  return new Map(
    Object.entries(nodeIn(response, "headers"))
      .filter(([name]) => name.toLowerCase() !== "content-type")
      .map(([name, header]) => [name.toLowerCase(), side.resolve(header) ?? {}]),
  );
}
