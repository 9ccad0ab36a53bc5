import { DocumentError } from "../document/document-error.ts";
import { isObject, type JsonObject } from "../document/parse.ts";
import type { DocumentContext } from "./context.ts";
import { camelCase, distinctNames, spelledOut } from "./names.ts";
import { isCalledByItself } from "./reserved-names.ts";
import type { Group, Membership, Operation, Source } from "./types.ts";

/** What every client has besides its operations and groups. */
const OF_EVERY_CLIENT = "read";

/** An operation, as far as its place in the client depends on it. */
interface Named {
  readonly name: string;
  readonly node: JsonObject;
}

/** The groups of a client, and the place of each operation; `undefined`: at the top level. */
export interface Grouping {
  readonly groups: readonly Group[];
  readonly memberships: readonly (Membership | undefined)[];
}

/** `x-group` of an operation. */
interface Given {
  readonly name?: string;
  readonly method?: string;
  readonly source: Source;
}

/** How an operation is reached from a client: `["traces", "delete"]`, or its name alone. */
export function memberPath({ name, group }: Pick<Operation, "group" | "name">): readonly [string, ...string[]] {
  return group === undefined ? [name] : [group.name, group.method];
}

/**
 * `x-groups` of a document and `x-group` of its operations. Both count where the overlay says them and nowhere else: vendors have
 * words of these names that mean other things, and no document may decide how its client is called.
 *
 * What the overlay calls something is taken as it stands, or refused; what is derived from a tag gives way, and that is told.
 *
 * @throws {DocumentError} for a name that cannot be one, or that something else has, and for a tag that gives none.
 */
export function readGroups(context: DocumentContext, operations: readonly Named[]): Grouping {
  const given = operations.map(({ node }) => readGiven(context, node));
  const isByTags = readChoice(context, operations);
  const tags = operations.map(({ node }, index) =>
    isByTags && given[index]?.name === undefined ? firstTag(node) : undefined,
  );
  const ungrouped = operations.filter((_, index) => given[index]?.name === undefined && tags[index] === undefined);
  const taken = new Set([OF_EVERY_CLIENT, ...ungrouped.map(({ name }) => name)]);
  const named = nameTags(context, operations, tags, taken);
  const memberships = operations.map(({ name, node }, index): Membership | undefined => {
    const own = given[index];
    const tag = tags[index];
    if (own?.name !== undefined) refuseTaken(own.source, own.name, taken);
    const group = own?.name ?? (tag === undefined ? undefined : named.get(tag));
    const source = own?.source ?? context.sourceWithin(context.sourceOf(node), ["tags"]);
    if (group !== undefined) return { name: group, method: own?.method ?? name, source };
    if (own === undefined) return undefined;
    throw new DocumentError(source, "`x-group` names a method, and the operation is in no group", "give `name`, too");
  });
  refuseSameMethods(operations, memberships);
  return { groups: describeGroups(context, named, memberships), memberships };
}

/** Whether operations are grouped by their tags. */
function readChoice(context: DocumentContext, operations: readonly Named[]): boolean {
  const choice = context.overlaid(context.data, "x-groups");
  if (choice === undefined) return false;
  if (choice.value !== "tags") {
    const rule = `\`x-groups\` is ${JSON.stringify(choice.value)}, which is unknown`;
    throw new DocumentError(choice.source, rule, "write `x-groups: tags`, or `x-group` on operations");
  }
  if (operations.some(({ node }) => firstTag(node) !== undefined)) return true;
  throw new DocumentError(
    choice.source,
    "`x-groups: tags`, and no operation has a tag",
    "write `x-group` on operations, or leave it out",
  );
}

function firstTag({ tags }: JsonObject): string | undefined {
  return Array.isArray(tags) && tags.length > 0 ? String(tags[0]) : undefined;
}

function readGiven(context: DocumentContext, node: JsonObject): Given | undefined {
  const member = context.overlaid(node, "x-group");
  if (member === undefined) return undefined;
  const { value, source } = member;
  const parts = typeof value === "string" ? { name: value } : value;
  const isKnown = isObject(parts) && Object.keys(parts).every((key) => key === "name" || key === "method");
  if (!isKnown || Object.keys(parts).length === 0) {
    const remedy =
      "write `x-group: traces`, or `x-group: { name: traces, method: delete }` with one of the two or both";
    throw new DocumentError(source, "`x-group` is neither a name nor `name` and `method`", remedy);
  }
  for (const name of Object.values(parts)) refuseNoName(source, name);
  return { ...context.optional(parts, "name"), ...context.optional(parts, "method"), source };
}

/** A name in the client is written as it stands there. Words of the language are names like any other after a dot. */
function refuseNoName(source: Source, name: unknown): void {
  const usual = camelCase(String(name));
  if (typeof name === "string" && usual === name && !isCalledByItself(name) && name !== "_") return;
  const what = `\`x-group\` says ${JSON.stringify(name)}`;
  if (usual === "_") throw new DocumentError(source, `${what}, which is no name`, "give one with a letter in it");
  if (isCalledByItself(usual)) {
    throw new DocumentError(source, `${what}, which the language itself calls`, "give another name");
  }
  throw new DocumentError(source, `${what}, which is not in camel case`, `write \`${usual}\``);
}

function refuseTaken(source: Source, name: string, taken: ReadonlySet<string>): void {
  if (!taken.has(name)) return;
  const other = name === OF_EVERY_CLIENT ? "every client has a `read` of its own" : "an operation is called so";
  throw new DocumentError(source, `no group can be called \`${name}\`: ${other}`, "give another name");
}

/** A name for each tag that makes a group. It depends on what else wants the same one, never on an order. */
function nameTags(
  context: DocumentContext,
  operations: readonly Named[],
  tags: readonly (string | undefined)[],
  taken: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const distinct = [...new Set(tags.filter((tag) => tag !== undefined))];
  const allowed = (name: string): string =>
    taken.has(name) || isCalledByItself(name) ? allowed(`${name}Group`) : name;
  const names = distinctNames(
    distinct.map((tag) => {
      const spelled = camelCase(spelledOut(tag));
      return camelCase(tag) === "_" ? [spelled] : [camelCase(tag), spelled];
    }),
    allowed,
  );
  return new Map(
    distinct.map((tag, index) => {
      const name = names[index];
      const holder = operations[tags.indexOf(tag)]?.node ?? context.data;
      if (name === undefined || name === "_") {
        const rule = `no name in code tells the tag ${JSON.stringify(tag)} from ${name === undefined ? "another one" : "nothing"}`;
        return context.fail(
          holder,
          rule,
          "say in the overlay what its operations belong to, such as `x-group: traces`",
        );
      }
      if (name !== camelCase(tag)) {
        const rule = `the tag ${JSON.stringify(tag)} is the group \`${name}\`: \`${camelCase(tag)}\` would be something else, too`;
        const remedy = "`x-group` on its operations gives them another group, or that of a tag which means the same";
        context.tell(holder, rule, remedy);
      }
      return [tag, name];
    }),
  );
}

/** Two operations of one name in a group: one of them would be lost. */
function refuseSameMethods(operations: readonly Named[], memberships: readonly (Membership | undefined)[]): void {
  const holders = new Map<string, number>();
  for (const [index, membership] of memberships.entries()) {
    if (membership === undefined) continue;
    const { name, method } = membership;
    const other = holders.get(`${name}.${method}`);
    holders.set(`${name}.${method}`, index);
    if (other === undefined) continue;
    // Names of operations are distinct, so that the overlay has given this one to one of the two, at least.
    const isGiven = (one: number): boolean => memberships[one]?.method !== operations[one]?.name;
    const place = memberships[[index, other].find(isGiven) ?? index] ?? membership;
    throw new DocumentError(
      place.source,
      `\`${name}.${method}\` would be two operations: \`${operations[other]?.name}\` and \`${operations[index]?.name}\``,
      "give one of them another `method` in `x-group`",
    );
  }
}

/** Each group with what the document says of its tag: the one that it is named after, or else the only one that could be. */
function describeGroups(
  context: DocumentContext,
  named: ReadonlyMap<string, string>,
  memberships: readonly (Membership | undefined)[],
): Group[] {
  const sources = new Map(memberships.flatMap((one) => (one === undefined ? [] : [[one.name, one.source]])));
  if (sources.size === 0) return [];
  const tags = context.objects(context.data, "tags");
  return [...sources].map(([name, source]) => {
    const own = tags.filter((tag) => named.get(String(tag.name)) === name);
    const alike = tags.filter((tag) => !named.has(String(tag.name)) && camelCase(String(tag.name)) === name);
    const [only] = own.length === 1 ? own : alike.length === 1 ? alike : [];
    return only === undefined
      ? { name, source }
      : { name, ...context.optional(only, "description"), source: context.sourceOf(only) };
  });
}
