import type { ExportedNames } from "@workshop/codegen";
import { type Operation, pascalCase } from "@workshop/openapi";
import { calledAs, isMoved } from "../document/operations.ts";
import type { Reason } from "../rating.ts";

/** What one package offers by name. */
export interface Offer {
  readonly operations: readonly Operation[];
  readonly names: ExportedNames;
}

/** What became of operations and exported names: code that names one that is gone no longer compiles. */
export function judgeNames(old: Offer, next: Offer): readonly Reason[] {
  const gone = without(old.operations, next.operations);
  const come = without(next.operations, old.operations);
  const successor = ({ method, path }: Operation): Operation | undefined =>
    come.find((operation) => operation.method === method && operation.path === path);
  const successors = new Set(gone.map(successor));
  return [
    ...gone.map((operation) => operationGone(operation, successor(operation))),
    ...come.filter((operation) => !successors.has(operation)).map(operationCame),
    ...operationsMoved(old, next),
    ...namesBeyond(old, next, gone).map(([kind, name]) => ({
      ...reason("major", "export-removed", `The ${kind} \`${name}\` is no longer exported.`),
    })),
    ...namesBeyond(next, old, come).map(([kind, name]) => ({
      ...reason("minor", "export-added", `The ${kind} \`${name}\` is exported now.`),
    })),
  ];
}

function operationGone({ name, source }: Operation, successor: Operation | undefined): Reason {
  const place = { pointer: successor?.source.pointer ?? source.pointer, oldLine: source.line };
  if (successor === undefined) return { ...reason("major", "operation-removed", `\`${name}\` is gone.`), ...place };
  const renamed = reason("major", "operation-renamed", `\`${name}\` is called \`${successor.name}\` now.`);
  return { ...renamed, ...place, newLine: successor.source.line };
}

function operationCame({ name, source }: Operation): Reason {
  const added = reason("minor", "operation-added", `\`${name}\` is new.`);
  return { ...added, pointer: source.pointer, newLine: source.line };
}

function operationsMoved(old: Offer, next: Offer): Reason[] {
  const before = new Map(old.operations.map((operation) => [operation.name, operation]));
  return next.operations.flatMap((operation) => {
    const known = before.get(operation.name);
    if (known === undefined || !isMoved(known, operation)) return [];
    const moved = reason("major", "operation-moved", `\`${calledAs(known)}\` is \`${calledAs(operation)}\` now.`);
    const { pointer, line } = operation.source;
    return [{ ...moved, pointer, oldLine: known.source.line, newLine: line }];
  });
}

function reason(bump: Reason["bump"], rule: string, message: string): Reason {
  return { bump, rule, message, pointer: "", oldLine: undefined, newLine: undefined };
}

function without(operations: readonly Operation[], others: readonly Operation[]): readonly Operation[] {
  const names = new Set(others.map(({ name }) => name));
  return operations.filter(({ name }) => !names.has(name));
}

/** The names that only one package exports, apart from those that belong to an operation which only it has. */
function namesBeyond(one: Offer, other: Offer, own: readonly Operation[]): [kind: string, name: string][] {
  const belonging = new Set(
    own.flatMap(({ name }) => [name, ...["Data", "Input", "Result"].map((kind) => pascalCase(name) + kind)]),
  );
  const beyond = (kind: "types" | "values"): string[] =>
    one.names[kind].filter((name) => !other.names[kind].includes(name) && !belonging.has(name));
  return [
    ...beyond("values").map((name): [string, string] => ["value", name]),
    ...beyond("types").map((name): [string, string] => ["type", name]),
  ];
}

/** What became of the statuses by which users tell the responses of an operation apart. */
export function judgeStatuses(old: Operation, next: Operation): readonly Reason[] {
  const { name, source } = next;
  const place = { pointer: source.pointer, oldLine: old.source.line, newLine: source.line };
  const beyond = (one: Operation, other: Operation): string[] =>
    one.responses
      .map(({ status }) => status)
      .filter((status) => !other.responses.some((response) => response.status === status));
  return [
    ...beyond(old, next).map(
      (status): Reason => ({
        ...place,
        bump: "major",
        rule: "response-status-removed",
        message: `\`${name}.result\` no longer tells the status ${status} apart: comparing with it does not compile.`,
      }),
    ),
    ...beyond(next, old).map(
      (status): Reason => ({
        ...place,
        bump: "minor",
        rule: "response-status-added",
        message: `\`${name}.result\` tells the status ${status} apart now.`,
      }),
    ),
  ];
}
