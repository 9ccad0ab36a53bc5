import { isJson, type Operation, type Parameter, type Schema } from "@workshop/openapi";
import { type EdgeSearch, type Input, placeOf, valueAt } from "@workshop/samples";
import { branches, decodeValue, isOfObjects, othersOf, propertiesOf, type RawValue } from "./decode-value.ts";
import { encodePath } from "./encode-parameter.ts";
import type { WireRequest } from "./wire-request.ts";

/** The parts of a request that parameters travel in, taken apart but not yet given a meaning. */
export interface RawFields {
  readonly path: ReadonlyMap<string, string>;
  /** Names decoded, values not: a separator that is encoded is no separator. */
  readonly query: readonly (readonly [name: string, value: string])[];
  /** The names of the query that no parameter has claimed yet. */
  readonly queryLeft: Set<string>;
  /** The names of all parameters of the query. */
  readonly declared: ReadonlySet<string>;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly cookies: readonly (readonly [name: string, value: string])[];
}

/**
 * Takes a request apart; `undefined` if its path is not the operation's.
 *
 * @param given what was to be sent. Of several parameters in one segment nobody can tell where the one ends: they are those given
 *   if these make the same path.
 */
export function rawFieldsOf(operation: Operation, request: WireRequest, given?: Input): RawFields | undefined {
  const [pathname = "", ...search] = request.target.split("?");
  const names: string[] = [];
  const pattern = operation.path.replace(/\{([^{}]+)\}|[.*+?^$()|[\]\\{}]/g, (match, name: string | undefined) => {
    if (name === undefined) return `\\${match}`;
    names.push(name);
    return "([^/]*)";
  });
  const match = new RegExp(`^${pattern}$`).exec(pathname);
  if (match === null) return undefined;
  const query = search
    .join("?")
    .split("&")
    .filter((pair) => pair !== "")
    .map((pair): [string, string] => {
      const [name = "", ...value] = pair.split("=");
      return [decodeQueryText(name), value.join("=")];
    });
  const cookies = request.headers
    .filter(([name]) => name.toLowerCase() === "cookie")
    .flatMap(([, value]) => value.split("; "))
    .map((pair): [string, string] => [pair.split("=")[0] ?? "", pair.split("=").slice(1).join("=")]);
  return {
    path: givenTexts(operation, pathname, given) ?? new Map(names.map((name, index) => [name, match[index + 1] ?? ""])),
    query,
    queryLeft: new Set(query.map(([name]) => name)),
    declared: new Set(operation.parameters.flatMap((parameter) => (parameter.in === "query" ? [parameter.name] : []))),
    headers: new Map(request.headers.map(([name, value]) => [name.toLowerCase(), value])),
    cookies,
  };
}

function givenTexts({ path, parameters }: Operation, pathname: string, given?: Input): Map<string, string> | undefined {
  if (given === undefined || !/\}[^/]*\{/.test(path)) return undefined;
  const texts = new Map<string, string>();
  for (const parameter of parameters) {
    const value = valueAt(given, placeOf(parameter));
    if (parameter.in === "path" && value !== undefined) texts.set(parameter.name, encodePath(parameter, value));
  }
  return path.replace(/\{([^{}]+)\}/g, (_, name: string) => texts.get(name) ?? "") === pathname ? texts : undefined;
}

/** The value of a parameter, `undefined` where it is absent. @throws {Error} when its text cannot be decoded */
export function decodeParameter(search: EdgeSearch, parameter: Parameter, fields: RawFields): unknown {
  const raw = find(search, parameter, fields);
  if (raw === undefined) return undefined;
  const { serialisation } = parameter;
  if (serialisation.kind === "content" && isJson(serialisation.mediaType)) return JSON.parse(raw.text);
  return decodeValue(search, parameter.schema, raw);
}

function find(search: EdgeSearch, parameter: Parameter, fields: RawFields): RawValue | undefined {
  const { name, serialisation } = parameter;
  const style = serialisation.kind === "content" ? "content" : serialisation.style;
  const explode = serialisation.kind === "style" && serialisation.explode;
  switch (parameter.in) {
    case "path":
      return pathValue(fields.path.get(name), name, style, explode);
    case "query":
      return queryValue(search, parameter, fields, style, explode);
    case "header":
      return delimited(fields.headers.get(name.toLowerCase()), ",", explode, (text) => text.trim());
    case "cookie":
      return cookieValue(fields, name, explode);
  }
}

function cookieValue({ cookies }: RawFields, name: string, explode: boolean): RawValue | undefined {
  const [first, ...others] = cookies.filter(([other]) => other === name).map(([, value]) => decodeURIComponent(value));
  if (first === undefined) return undefined;
  if (explode) return { text: first, items: [first, ...others], members: {} };
  return delimited(cookies.find(([other]) => other === name)?.[1], ",", false, decodeURIComponent);
}

function pathValue(text: string | undefined, name: string, style: string, explode: boolean): RawValue | undefined {
  if (style === "label") return delimited(text?.slice(1), explode ? "." : ",", explode, decodeURIComponent);
  if (style !== "matrix") return delimited(text, ",", explode, decodeURIComponent);
  const prefix = `${encodeURIComponent(name)}=`;
  const parts = text?.slice(1).split(";") ?? [];
  const isList = parts.every((part) => part.startsWith(prefix));
  const bare = isList ? parts.map((part) => part.slice(prefix.length)).join(explode ? ";" : ",") : parts.join(";");
  return delimited(bare, explode ? ";" : ",", explode, decodeURIComponent);
}

function queryValue(
  search: EdgeSearch,
  { name, schema }: Parameter,
  { query, queryLeft, declared }: RawFields,
  style: string,
  explode: boolean,
): RawValue | undefined {
  const named = query.filter(([other]) => other === name).map(([, value]) => value);
  if (named.length > 0) queryLeft.delete(name);
  if (style === "deepObject") {
    const members = query.flatMap(([other, value]): [string, string][] => {
      const key = other.startsWith(`${name}[`) && other.endsWith("]") ? other.slice(name.length + 1, -1) : undefined;
      if (key === undefined) return [];
      queryLeft.delete(other);
      return [[key, decodeQueryText(value)]];
    });
    if (members.length > 0) return { text: "", items: [], members: Object.fromEntries(members) };
  }
  if (style === "form" && explode && named.length === 0) {
    const { names, isOpen } = membersOf(search, schema);
    const members = query.filter(([other]) => names.has(other) || (isOpen && !declared.has(other)));
    for (const [other] of members) queryLeft.delete(other);
    const decoded = members.map(([key, value]) => [key, decodeQueryText(value)] as const);
    return members.length === 0 ? undefined : { text: "", items: [], members: Object.fromEntries(decoded) };
  }
  const [first] = named;
  if (first === undefined) return undefined;
  if (explode || style === "content" || style === "deepObject") {
    return { text: decodeQueryText(first), items: named.map(decodeQueryText), members: {} };
  }
  const separator = style === "spaceDelimited" ? /%20|\+/ : style === "pipeDelimited" ? /%7C|\|/i : ",";
  return delimited(first, separator, false, decodeQueryText);
}

function delimited(
  text: string | undefined,
  separator: RegExp | string,
  explode: boolean,
  decode: (text: string) => string,
): RawValue | undefined {
  if (text === undefined) return undefined;
  const items = text.split(separator).map(decode);
  const pairs = explode
    ? items.map((item) => [item.split("=")[0] ?? "", item.split("=").slice(1).join("=")] as const)
    : items.flatMap((item, index) => (index % 2 === 0 ? [[item, items[index + 1] ?? ""] as const] : []));
  return { text: decode(text), items, members: Object.fromEntries(pairs) };
}

/** In a query a plus sign is a space to most servers, so that a plus sign which is meant has to be encoded. */
function decodeQueryText(text: string): string {
  return decodeURIComponent(text.replaceAll("+", " "));
}

/** The members that an object may have: by name, and whether any other. */
function membersOf(search: EdgeSearch, schema: Schema): { names: ReadonlySet<string>; isOpen: boolean } {
  const resolved = search.model.resolve(schema);
  if (typeof resolved !== "object" || (resolved.type !== undefined && !isOfObjects(resolved)))
    return { names: new Set(), isOpen: false };
  return {
    names: new Set(Object.keys(propertiesOf(branches(search, schema)))),
    isOpen: (othersOf(resolved) ?? false) !== false,
  };
}
