import { type Comparison, type Flow, loosened, tightened } from "./comparison.ts";
import type { Node } from "./document-side.ts";
import { judgeContent } from "./judge-content.ts";

/** The body of a request: there or not, required or not, and what it is. */
export function judgeBody(comparison: Comparison, old: Node, next: Node, flow: Flow): void {
  const { book } = comparison;
  const before = comparison.old.resolve(old.requestBody);
  const after = comparison.next.resolve(next.requestBody);
  if (before === undefined && after === undefined) return;
  const sites = {
    old: before && { node: old, key: "requestBody" },
    next: after && { node: next, key: "requestBody" },
  };
  if (before === undefined || after === undefined) {
    const isRequired = after?.required === true;
    book.add({
      bump: after === undefined ? "major" : isRequired ? tightened(flow) : "minor",
      rule: after === undefined ? "body-removed" : `body-added-${isRequired ? "required" : "optional"}`,
      ...sites,
      message: (place) =>
        `${place}: ${after === undefined ? "no body is taken any more" : `a body is ${isRequired ? "required" : "taken"} now`}.`,
    });
    return;
  }
  const isRequired = after.required === true;
  if ((before.required === true) !== isRequired) {
    book.add({
      bump: isRequired ? tightened(flow) : loosened(flow),
      rule: `body-became-${isRequired ? "required" : "optional"}`,
      old: { node: before },
      next: { node: after },
      message: (place) => `${place}: the body is ${isRequired ? "required" : "optional"} now.`,
    });
  }
  judgeContent(comparison, before, after, flow === "call");
}
