import { memberPath, type Operation } from "@workshop/openapi";
import type { Models } from "../rating.ts";
import { judgeBody } from "./bodies.ts";
import { judgeExtensions } from "./extensions.ts";
import { judgeParameters } from "./parameters.ts";
import { judgeResponses } from "./responses.ts";
import type { Comparison } from "./schema-judge.ts";
import { judgeSecurity } from "./security.ts";
import { judgeOwnServers } from "./servers.ts";

/** An operation before and after. */
export type OperationPair = readonly [old: Operation, next: Operation];

/** The operations of two models that stand for each other: by method and path, whatever the names in its template. */
export function pairedOperations({ old, next }: Models): OperationPair[] {
  const left = new Map(next.operations.map((operation) => [keyOf(operation, operation.path), operation]));
  const exact = old.operations.map((before): [Operation, Operation | undefined] => {
    const match = left.get(keyOf(before, before.path));
    if (match !== undefined) left.delete(keyOf(match, match.path));
    return [before, match];
  });
  const byShape = new Map([...left.values()].map((operation) => [keyOf(operation, shapeOf(operation)), operation]));
  return exact.flatMap(([before, match]) => {
    const key = keyOf(before, shapeOf(before));
    const after = match ?? byShape.get(key);
    if (match === undefined) byShape.delete(key);
    return after === undefined ? [] : [[before, after]];
  });
}

function keyOf({ method }: Operation, path: string): string {
  return `${method} ${path}`;
}

/** A path without the names in its template: what a server sees of it. */
function shapeOf({ path }: Operation): string {
  return path.replaceAll(/\{[^{}]+\}/gu, "{}");
}

/** Operations: there or not, what they are called, and all that belongs to each. */
export function judgeOperations(comparison: Comparison, pairs: readonly OperationPair[]): void {
  const { old, next, book } = comparison;
  const paired = new Set(pairs.flat());
  for (const [before, after] of pairs) judgeOperation(comparison, before, after);
  for (const operation of old.operations) {
    if (paired.has(operation)) continue;
    book.add({
      bump: "major",
      rule: "operation-removed",
      old: operation.source,
      message: () => `The operation ${wordsOf(operation)} is gone.`,
    });
  }
  for (const operation of next.operations) {
    if (paired.has(operation)) continue;
    book.add({
      bump: "minor",
      rule: "operation-added",
      next: operation.source,
      message: () => `The operation ${wordsOf(operation)} is new.`,
    });
  }
}

function wordsOf({ name, method, path }: Operation): string {
  return `\`${name}\` (\`${method.toUpperCase()} ${path}\`)`;
}

function judgeOperation(comparison: Comparison, old: Operation, next: Operation): void {
  const { book } = comparison;
  const after = templateNames(next);
  const names = new Map(templateNames(old).map((name, index) => [name, after[index] ?? name]));
  for (const [name, now] of names) {
    if (name === now) continue;
    book.add({
      bump: "major",
      rule: "path-parameter-renamed",
      old: old.source,
      next: next.source,
      message: () => `\`${next.name}\`: the path parameter \`${name}\` is called \`${now}\` now.`,
    });
  }
  if (old.name !== next.name) {
    book.add({
      bump: "major",
      rule: "operation-renamed",
      old: comparison.old.within(old.source, "operationId"),
      next: comparison.next.within(next.source, "operationId"),
      message: () => `The method \`${old.name}\` is called \`${next.name}\` now.`,
    });
  }
  judgeMember(comparison, old, next);
  judgeSecurity(comparison, old, next);
  judgeOwnServers(comparison, old, next);
  judgeExtensions(comparison, old, next);
  judgeParameters(comparison, old, next, names);
  judgeBody(comparison, old, next);
  judgeResponses(comparison, old, next);
}

/** Whether callers find an operation in another place of the client: another group, or another name within it. */
export function isMoved(old: Operation, next: Operation): boolean {
  const isGiven = ({ name, group }: Operation): boolean => group !== undefined && group.method !== name;
  if (old.group?.name !== next.group?.name) return true;
  // A method that is called as its operation goes with it.
  return (isGiven(old) || isGiven(next)) && old.group?.method !== next.group?.method;
}

/** How a caller writes an operation. */
export function calledAs(operation: Operation): string {
  return `client.${memberPath(operation).join(".")}`;
}

function judgeMember({ book }: Comparison, old: Operation, next: Operation): void {
  if (!isMoved(old, next)) return;
  book.add({
    bump: "major",
    rule: "operation-moved",
    old: old.group?.source ?? old.source,
    next: next.group?.source ?? next.source,
    message: () => `The method \`${calledAs(old)}\` is \`${calledAs(next)}\` now.`,
  });
}

/** The names in a path template, in order. */
function templateNames({ path }: Operation): string[] {
  return [...path.matchAll(/\{([^{}]+)\}/gu)].flatMap(([, name]) => name ?? []);
}
