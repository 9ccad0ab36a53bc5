/** Where calls go, for documents that say more than one place: variables, servers of operations, paths without a host. */
import { addIssue, type Issue } from "./issue.ts";
import { ClientSettings } from "./options.ts";
import { baseUrlOf, type MoreOptions, type Options } from "./read-options.ts";
import { bare, bareRecord, isRecord, type OwnRecord, ownCopy } from "./records.ts";
import { climbs } from "./request/parameters.ts";

/** A variable of a server's URL. */
export interface ServerVariable {
  readonly default: string;
  /** Absent: any text that stays within its part of the URL. */
  readonly enum?: readonly string[];
}

/** A server: its URL as the document writes it, and the variables in that. */
export type ServerTemplate = readonly [url: string, variables?: Readonly<Record<string, ServerVariable>>];

/** Where the calls of an operation go, or why nobody can tell. */
export interface Located {
  /** `undefined`: `issue` says why. */
  readonly url: string | undefined;
  /** Whether the document says so, and no option. */
  readonly isDocumented: boolean;
  readonly issue: Issue | undefined;
}

/** What a client makes of the servers of its document. */
export interface Servers extends MoreOptions {
  /**
   * The base URL, and where operations go that have a server of their own, by what the document writes.
   * @param issues is told what is wrong with the options
   */
  readonly locate: (settings: ClientSettings, issues: Issue[]) => Places;
}

/** Where a client's calls go. */
export interface Places {
  readonly baseUrl: string | undefined;
  /** What the document says of the base URL, with the client's variables in it; `undefined`: nothing. */
  readonly documented: string | undefined;
  readonly own: (server: string) => Located;
}

class ServerSettings extends ClientSettings {
  servers: OwnRecord = bareRecord();
  serverVariables: OwnRecord = bareRecord();
}

const record: Options[string] = [isRecord, "a plain object", (value) => ownCopy(value)];

/**
 * Servers beyond one whole URL.
 * @param root the document's; `undefined`: it names none
 * @param others what operations have in its place
 */
export function serversOf(root: ServerTemplate | undefined, ...others: readonly ServerTemplate[]): Servers {
  const templates = root ? [root, ...others] : others;
  return {
    options: bare({ servers: record, serverVariables: record }),
    settings: () => new ServerSettings(),
    locate: (given, issues) => {
      const settings = given as ServerSettings; // of `settings()`
      // A whole URL of the root is replaced by `baseUrl`, and by that alone.
      const replaceable = templates.filter((template) => template !== root || !isWhole(fill(template, bareRecord())));
      const replaced = readServers(settings.servers, replaceable, issues);
      const values = readVariables(settings, templates, replaced, root, issues);
      return locateAll(settings.baseUrl, root && [root[0], fill(root, values)], others, replaced, values, issues);
    },
  };
}

const isWhole = (url: string): boolean => /^https?:\/\//i.test(url);

const withoutEnd = (url: string): string => url.replace(/\/+$/, "");

/** A URL with its variables filled in, without slashes at its end. */
function fill([template, variables = {}]: ServerTemplate, values: OwnRecord): string {
  return withoutEnd(
    template.replace(/\{(.*?)\}/g, (_, name: string) =>
      String(values[name] ?? (Object.hasOwn(variables, name) ? variables[name]?.default : undefined)),
    ),
  );
}

function locateAll(
  baseUrl: string | undefined,
  root: readonly [template: string, url: string] | undefined,
  others: readonly ServerTemplate[],
  replaced: Readonly<Record<string, string>>,
  values: OwnRecord,
  issues: Issue[],
): Places {
  const given = baseUrlOf(baseUrl);
  const [template = "", documented = ""] = root ?? [];
  const whole = isWhole(documented) ? baseUrlOf(documented) : undefined;
  if (whole === undefined && isWhole(documented))
    addIssue(issues, "options.serverVariables", "server", `must make a base URL of ${template}`);
  const isPath = root !== undefined && !isWhole(documented);
  const path = isPath ? documented : withoutEnd(new URL(whole ?? "https://host.invalid").pathname);
  const instead = replaced[template];
  let found = instead ?? given ?? whole;
  if (isPath && instead === undefined && found !== undefined && !found.endsWith(path)) {
    // The document says a path, and leaves it open on which host.
    if (new URL(found).pathname === "/") found += path;
    else addIssue(issues, "options.baseUrl", "prefix", misfit(found, template, path));
  }
  const isStandIn = found !== undefined && found !== whole;
  const place = found?.endsWith(path) ? found.slice(0, found.length - path.length) : undefined;
  return {
    baseUrl: found,
    // With a path of the document in it, it is what the document says.
    documented: isPath ? found : whole,
    own: (server) => {
      const own = others.find(([url]) => url === server) ?? [server];
      const url = fill(own, values);
      const other = replaced[server];
      const known = other ?? (isWhole(url) ? (isStandIn ? undefined : baseUrlOf(url)) : place && place + url);
      const issue = known === undefined ? unknownPlace(server) : undefined;
      return { url: known, isDocumented: other === undefined, issue };
    },
  };
}

const misfit = (baseUrl: string, template: string, path: string): string =>
  `must be a host without a path, or end in ${path}, the server of the document: give ${baseUrl + path}, or, where the host has it elsewhere, servers: { ${JSON.stringify(template)}: ${JSON.stringify(baseUrl)} }`;

/** A call that would go to the real platform, although the client was made for another place. */
const unknownPlace = (server: string): Issue => ({
  path: "options.servers",
  rule: "server",
  message: `must say where ${server} is, the server that this operation has of its own: baseUrl stands for the document's server only. Give servers: { ${JSON.stringify(server)}: "https://..." }`,
});

/** The option `servers`: base URLs by the URLs that the document writes. */
function readServers(
  given: OwnRecord,
  templates: readonly ServerTemplate[],
  issues: Issue[],
): Readonly<Record<string, string>> {
  const replaced = bareRecord<string>();
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    const url = baseUrlOf(value);
    if (!templates.some(([known]) => known === name)) {
      const known = templates.map(([one]) => one).join(", ");
      addIssue(
        issues,
        "options.servers",
        "unknown",
        `holds a server that no operation has of its own: the document's is replaced with baseUrl; there is ${known || "none"}`,
      );
    } else if (url === undefined)
      addIssue(
        issues,
        `options.servers[${JSON.stringify(name)}]`,
        "option",
        "must be an http(s) URL (https://...) without user name, password, query and fragment",
      );
    else replaced[name] = url;
  }
  return replaced;
}

/** The option `serverVariables`: each must fit every server that has it and is not replaced. */
function readVariables(
  { serverVariables, baseUrl }: ServerSettings,
  templates: readonly ServerTemplate[],
  replaced: Readonly<Record<string, string>>,
  root: ServerTemplate | undefined,
  issues: Issue[],
): OwnRecord {
  const values = bareRecord();
  for (const [name, value] of Object.entries(serverVariables)) {
    if (value === undefined) continue;
    const at = `options.serverVariables.${name}`;
    const holders = templates.filter(([, variables = {}]) => Object.hasOwn(variables, name));
    const used = holders.filter(
      (one) => replaced[one[0]] === undefined && (one !== root || baseUrl === undefined || !isWhole(fill(one, values))),
    );
    if (!holders.length) addIssue(issues, at, "unknown", "is a variable of no server of the document");
    else if (!used.length)
      addIssue(issues, at, "unused", "has no use: baseUrl or servers stand in for the server that has it");
    else {
      const wrong = used.map(([, variables = {}]) => problemOf(value, variables[name])).find(Boolean);
      if (wrong) addIssue(issues, at, "server", wrong);
      else values[name] = value;
    }
  }
  return values;
}

/** A value must not lead out of its part of the URL: not by what ends that, not by climbing, and not by being nothing. */
function problemOf(value: unknown, variable: ServerVariable | undefined): string | undefined {
  const { default: usual = "", enum: known } = bare<Partial<ServerVariable>>(variable ?? {});
  if (known) return known.includes(value as string) ? undefined : `must be one of ${known.join(", ")}`;
  const isText =
    typeof value === "string" && !/[\\?#@\s{}]/.test(value) && (usual.includes("/") || !value.includes("/"));
  if (!isText) return "must be a text without \\ ? # @ and blanks, and / only where its default has one";
  if (climbs(value)) return "must not climb in the path with . or ..";
  return value || !usual ? undefined : "must not be empty: its default is not";
}
