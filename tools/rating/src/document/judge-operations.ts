import type { Comparison, Flow } from "./comparison.ts";
import { isNode, nodeIn } from "./document-side.ts";
import { judgeBody } from "./judge-body.ts";
import { judgeExtensions } from "./judge-extensions.ts";
import { judgeParameters } from "./judge-parameters.ts";
import { judgeResponses } from "./judge-responses.ts";
import { judgeSecurity } from "./judge-security.ts";
import { judgeOwnServers } from "./judge-servers.ts";
import { type OperationView, operationsIn, operationsOf, templateNames, templateShape } from "./operations.ts";

/** Operations: there or not, what they are called, and all that belongs to each. */
export function judgeOperations(comparison: Comparison): void {
  const { old, next, book } = comparison;
  const after = operationsOf(next);
  const left = new Set(after);
  const pairs = operationsOf(old).map((before): [OperationView, OperationView | undefined] => {
    const exact = after.find(({ method, path }) => method === before.method && path === before.path);
    return [before, exact];
  });
  for (const [, match] of pairs) if (match !== undefined) left.delete(match);
  for (const [before, exact] of pairs) {
    const match = exact ?? renamed(before, left);
    if (match !== undefined) {
      left.delete(match);
      judgeOperation(comparison, before, match, "call");
      continue;
    }
    const name = `\`${before.name}\` (\`${before.method.toUpperCase()} ${before.path}\`)`;
    book.add({
      bump: "major",
      rule: "operation-removed",
      old: { node: before.item, key: before.method },
      message: () => `The operation ${name} is gone.`,
    });
  }
  for (const { name, method, path, item } of left) {
    book.add({
      bump: "minor",
      rule: "operation-added",
      next: { node: item, key: method },
      message: () => `The operation \`${name}\` (\`${method.toUpperCase()} ${path}\`) is new.`,
    });
  }
  judgeItems(comparison, nodeIn(old.data, "webhooks"), nodeIn(next.data, "webhooks"), "webhook");
}

/** The same operation under a template whose names are others. */
function renamed(before: OperationView, left: ReadonlySet<OperationView>): OperationView | undefined {
  const shape = templateShape(before.path);
  return [...left].find(({ method, path }) => method === before.method && templateShape(path) === shape);
}

function judgeOperation(comparison: Comparison, old: OperationView, next: OperationView, flow: Flow): void {
  const { book } = comparison;
  const before = templateNames(old.path);
  const after = templateNames(next.path);
  const names = new Map(before.map((name, index) => [name, after[index] ?? name]));
  if (flow === "call") {
    for (const [name, now] of names) {
      if (name === now) continue;
      book.add({
        bump: "major",
        rule: "path-parameter-renamed",
        old: { node: old.item, key: old.method },
        next: { node: next.item, key: next.method },
        message: () => `\`${next.name}\`: the path parameter \`${name}\` is called \`${now}\` now.`,
      });
    }
    if (old.name !== next.name) {
      book.add({
        bump: "major",
        rule: "operation-renamed",
        old: { node: old.node, key: "operationId" },
        next: { node: next.node, key: "operationId" },
        message: () => `The method \`${old.name}\` is called \`${next.name}\` now.`,
      });
    }
    judgeSecurity(comparison, old, next);
    judgeOwnServers(comparison, old, next);
    judgeExtensions(comparison, old.node, next.node);
  }
  judgeParameters(comparison, old, next, names, flow);
  judgeBody(comparison, old.node, next.node, flow);
  judgeResponses(comparison, old.node, next.node, flow);
  judgeCallbacks(comparison, old, next, flow);
}

/** What the vendor calls. Users learn of a new one only if they ask for it. */
function judgeItems(
  comparison: Comparison,
  old: Readonly<Record<string, unknown>>,
  next: Readonly<Record<string, unknown>>,
  word: "callback" | "webhook",
  flow: Flow = "callback",
): void {
  const { book } = comparison;
  for (const key of new Set([...Object.keys(old), ...Object.keys(next)])) {
    const before = operationsIn(comparison.old, key, old[key]);
    const after = operationsIn(comparison.next, key, next[key]);
    for (const operation of before) {
      const match = after.find(({ method }) => method === operation.method);
      if (match !== undefined) judgeOperation(comparison, operation, match, flow);
      else {
        book.add({
          bump: "major",
          rule: `${word}-removed`,
          old: { node: operation.item, key: operation.method },
          message: () => `The ${word} \`${key}\` (\`${operation.method.toUpperCase()}\`) is gone.`,
        });
      }
    }
    for (const { item, method } of after.filter((one) => before.every((other) => other.method !== one.method))) {
      book.add({
        bump: "minor",
        rule: `${word}-added`,
        next: { node: item, key: method },
        message: () => `The ${word} \`${key}\` (\`${method.toUpperCase()}\`) is new.`,
      });
    }
  }
}

function judgeCallbacks(comparison: Comparison, old: OperationView, next: OperationView, flow: Flow): void {
  const [before, after] = [nodeIn(old.node, "callbacks"), nodeIn(next.node, "callbacks")];
  const expressions = (
    side: Comparison["old"],
    callbacks: Readonly<Record<string, unknown>>,
  ): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(callbacks).flatMap(([name, callback]) =>
        Object.entries(side.resolve(callback) ?? {})
          .filter(([, item]) => isNode(item))
          .map(([expression, item]) => [`${name} ${expression}`, item]),
      ),
    );
  const inner = flow === "call" ? "callback" : "call";
  judgeItems(comparison, expressions(comparison.old, before), expressions(comparison.next, after), "callback", inner);
}
