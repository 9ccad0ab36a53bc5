import { DocumentError, type Group, type Model, type Operation, pascalCase } from "@workshop/openapi";
import type { Module } from "./operations.ts";
import { comment, literal } from "./text.ts";

/** The operations of a client as its members: those that stand there themselves, and each group with its own. */
export interface Members {
  readonly own: readonly Operation[];
  readonly groups: readonly (Group & { readonly type: string; readonly operations: readonly Operation[] })[];
}

export function membersOf({ operations, groups }: Model): Members {
  return {
    own: operations.filter(({ group }) => group === undefined),
    groups: groups
      .map((group) => ({
        ...group,
        type: groupType(group),
        operations: operations.filter((operation) => operation.group?.name === group.name),
      }))
      .filter((group) => group.operations.length > 0),
  };
}

/** The name of the type of a group. */
export function groupType({ name }: Group): string {
  return `${pascalCase(name)}Group`;
}

/**
 * Writes `groups.ts`: what each group has; `undefined` for a client without any.
 *
 * @throws {DocumentError} where a type would have the name of something else that the client exports.
 */
export function writeGroups(model: Model): Module | undefined {
  const { groups } = membersOf(model);
  if (groups.length === 0) return undefined;
  const taken = new Set(model.operations.map(({ name }) => name));
  for (const { type, source } of groups) {
    if (taken.has(type)) refuseType(type, source);
    taken.add(type);
  }
  const inherits = groups.some(({ operations }) => operations.some(isCalledAsItself));
  const text = [
    inherits ? `import type { Methods } from "@org/client-core";\n` : "",
    `import type * as operations from "./operations.ts";\n`,
    ...groups.map(writeGroup),
  ];
  return { text: text.join(""), values: [], types: groups.map(({ type }) => type) };
}

function writeGroup({ name, type, operations }: Members["groups"][number]): string {
  const renamed = operations.filter((operation) => !isCalledAsItself(operation));
  const members = renamed.map(
    (operation) =>
      // An editor finds the text of the others where it stands; under another name it finds none.
      `${comment(headingOf(operation), `The operation \`${operation.name}\`.`, operation.deprecated ? "@deprecated" : undefined)}` +
      `readonly ${methodOf(operation)}: ReturnType<typeof operations.${operation.name}>;\n`,
  );
  const base = methodsType(operations.filter(isCalledAsItself));
  return `\n${comment(`What \`${name}\` of the client has.`)}export interface ${type}${base} {${members.length === 0 ? "" : "\n"}${members.join("")}}\n`;
}

/** The clause by which an interface has operations as methods under their own names. */
export function methodsType(operations: readonly Operation[]): string {
  if (operations.length === 0) return "";
  return ` extends Methods<Pick<typeof operations, ${operations.map(({ name }) => literal(name)).join(" | ")}>>`;
}

/** What makes the methods of a group, on `transport`. */
export function makeGroup({ operations }: Members["groups"][number]): string {
  const methods = operations.map((operation) => `${methodOf(operation)}: operations.${operation.name}(transport),\n`);
  return `() => ({\n${methods.join("")}})`;
}

function methodOf({ name, group }: Operation): string {
  return group?.method ?? name;
}

function isCalledAsItself(operation: Operation): boolean {
  return methodOf(operation) === operation.name;
}

/** What an operation does, in a line. */
function headingOf({ summary, description = "" }: Operation): string {
  return summary ?? /^.*?[.!?](?=\s|$)/su.exec(description)?.[0] ?? description;
}

function refuseType(type: string, source: Group["source"]): never {
  throw new DocumentError(
    source,
    `the type of the group would be called \`${type}\`, as something else of the client is`,
    "name the group otherwise, in the overlay: `x-group` on its operations",
  );
}
