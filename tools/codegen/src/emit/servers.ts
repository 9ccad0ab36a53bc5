import {
  isAbsolute,
  type Model,
  type Operation,
  ownServer,
  ownServers,
  rootServer,
  type Server,
} from "@workshop/openapi";
import { comment, literal, propertyName } from "./text.ts";

/** Where calls go if a client is told nothing; `undefined`: the document leaves it open. */
export function defaultBaseUrl(model: Model): string | undefined {
  const root = rootServer(model);
  return root !== undefined && isAbsolute(root) ? root.url : undefined;
}

/** The expression that tells client-core of the servers; `undefined` where there is no more than one, which is a whole URL. */
export function writeServers(model: Model): string | undefined {
  const root = rootServer(model);
  const others = [...ownServers(model).values()];
  const isPlain = others.length === 0 && (root === undefined || (isAbsolute(root) && root.variables.length === 0));
  if (isPlain) return undefined;
  return `serversOf(${[root === undefined ? "undefined" : templateOf(root), ...others.map(templateOf)].join(", ")})`;
}

function templateOf({ template, variables }: Server): string {
  const written = variables.map(({ name, default: usual, enum: known }) => [
    name,
    { default: usual, ...(known === undefined ? {} : { enum: known }) },
  ]);
  return literal(variables.length === 0 ? [template] : [template, Object.fromEntries(written)]);
}

/** What the definition of an operation says of its server; `undefined`: it goes where all do. */
export function serverOf(model: Model, operation: Operation): string | undefined {
  return ownServer(model, operation)?.template;
}

/** The members of a client's options that are about servers. */
export function serverOptions(model: Model): string[] {
  const root = rootServer(model);
  const others = [...ownServers(model).values()];
  const replaceable = [...(root === undefined || isAbsolute(root) ? [] : [root]), ...others];
  const all = [...(root === undefined ? [] : [root]), ...others];
  return [
    ...member(
      "servers",
      "Other base URLs for servers that `baseUrl` does not stand for, by what the document writes. Where `baseUrl` is another place than the document's, calls to these are refused until it is said here where they go.",
      new Map(replaceable.map((server) => [server.template, { type: "string", text: textOf(model, server) }])),
    ),
    ...member("serverVariables", "What the URLs of servers leave open.", variablesOf(all)),
  ];
}

interface Member {
  readonly type: string;
  readonly text: string | undefined;
}

function member(name: string, text: string, members: ReadonlyMap<string, Member>): string[] {
  if (members.size === 0) return [];
  const written = [...members].map(
    ([key, one]) => `${comment(one.text)}readonly ${propertyName(key)}?: ${one.type} | undefined;\n`,
  );
  return [`${comment(text)}readonly ${name}?: {\n${written.join("")}} | undefined;\n`];
}

function textOf(model: Model, server: Server): string {
  const users = model.operations.filter((operation) => serverOf(model, operation) === server.template);
  const names = users.map(({ name }) => `\`${name}\``);
  const shown = names.length > 5 ? [...names.slice(0, 5), `${names.length - 5} more`] : names;
  const where = shown.length === 0 ? "The document's server." : `The server of ${shown.join(", ")}.`;
  return server.description === undefined ? where : `${server.description}\n\n${where}`;
}

/** Each variable once; where servers disagree about its values, whatever any of them takes. */
function variablesOf(servers: readonly Server[]): ReadonlyMap<string, Member> {
  const found = new Map<string, Member>();
  for (const { name, enum: known, default: usual, description } of servers.flatMap(({ variables }) => variables)) {
    const types = known === undefined ? ["string"] : known.map(literal);
    const before = found.get(name);
    const all = [...new Set([...(before?.type.split(" | ") ?? []), ...types])];
    const text = before?.text ?? [description, `@defaultValue ${literal(usual)}`].filter(Boolean).join("\n\n");
    found.set(name, { type: all.includes("string") ? "string" : all.join(" | "), text });
  }
  return found;
}
