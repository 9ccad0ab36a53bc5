import type { Operation, Server, ServerVariable, Source } from "@workshop/openapi";
import { isSameValue } from "../schema/values.ts";
import type { Comparison } from "./schema-judge.ts";

/** Servers, and where they are listed. */
interface Servers {
  readonly list: readonly Pick<Server, "template" | "url" | "variables">[];
  readonly source: Source;
}

/** Where the API is reached. The first server is the client's default `baseUrl`. */
export function judgeServers(comparison: Comparison): void {
  const { old, next } = comparison;
  compareServers(
    comparison,
    { list: listed(old.servers), source: old.within(old.source, "servers") },
    { list: listed(next.servers), source: next.within(next.source, "servers") },
  );
}

/** Servers of an operation or its path item, which stand in for those of the document. */
export function judgeOwnServers(comparison: Comparison, before: Operation, after: Operation): void {
  const { old, next } = comparison;
  const [own, others] = [before.servers, after.servers];
  if (own.length === 0 && others.length === 0) return;
  compareServers(
    comparison,
    { list: listed(own.length > 0 ? own : old.servers), source: old.within(before.source, "servers") },
    { list: listed(others.length > 0 ? others : next.servers), source: next.within(after.source, "servers") },
  );
}

/** "If the servers field is not provided, or is an empty array, the default value is a Server Object with a url of /." */
function listed(servers: readonly Server[]): Servers["list"] {
  return servers.length > 0 ? servers : [{ url: "/", template: "/", variables: [] }];
}

function addressOf({ url }: Pick<Server, "url">): string {
  return url.replace(/\/$/u, "");
}

function templateOf({ template }: Pick<Server, "template">): string {
  return template.replace(/\/$/u, "");
}

function compareServers(comparison: Comparison, old: Servers, next: Servers): void {
  const { book } = comparison;
  const sources = { old: old.source, next: next.source };
  const [was = "", is = ""] = [old.list[0], next.list[0]].map((server) => server && addressOf(server));
  if (was !== is) {
    // Without a server in the document every caller names one; where below it the API begins is another matter.
    const isNamed = was === "" && /^[a-z]+:/iu.test(is);
    book.add({
      bump: isNamed ? "minor" : "major",
      rule: "default-server-changed",
      ...sources,
      message: (place) => `${place}: the default server is \`${is || "/"}\` now (was \`${was || "/"}\`).`,
    });
  }
  const known = new Map(next.list.map((server) => [templateOf(server), server]));
  const addresses = new Set(next.list.map(addressOf));
  for (const server of old.list) {
    const match = known.get(templateOf(server));
    const same = next.list.find((one) => addressOf(one) === addressOf(server));
    if (match !== undefined) compareVariables(comparison, server.variables, match.variables, next.source);
    else if (same !== undefined) compareNames(comparison, [server.variables, old], [same.variables, next]);
    else if (!addresses.has(addressOf(server)) && addressOf(server) !== "") {
      book.add({
        bump: "major",
        rule: "server-removed",
        ...sources,
        message: (place) => `${place}: the server \`${addressOf(server)}\` is gone.`,
      });
    }
  }
  const templates = new Set(old.list.map(templateOf));
  for (const server of next.list) {
    if (templates.has(templateOf(server)) || old.list.some((one) => addressOf(one) === addressOf(server))) continue;
    book.add({
      bump: "minor",
      rule: "server-added",
      ...sources,
      message: (place) => `${place}: the server \`${addressOf(server)}\` is new.`,
    });
  }
}

/** Of a server that is told in other words: its variables are options of the client, by name. */
function compareNames(
  { book }: Comparison,
  [before, old]: readonly [readonly ServerVariable[], Servers],
  [after, next]: readonly [readonly ServerVariable[], Servers],
): void {
  const [names, others] = [before, after].map((variables) => new Set(variables.map(({ name }) => name)));
  const sources = { old: old.source, next: next.source };
  for (const { name } of before) {
    if (others?.has(name) === true) continue;
    book.add({
      bump: "major",
      rule: "server-variable-removed",
      ...sources,
      message: (place) => `${place}: the server has no variable \`${name}\` any more.`,
    });
  }
  for (const { name } of after) {
    if (names?.has(name) === true) continue;
    book.add({
      bump: "minor",
      rule: "server-variable-added",
      ...sources,
      message: (place) => `${place}: the server has a variable \`${name}\` now.`,
    });
  }
}

/** @param holder where the new variables are, should one be gone. */
function compareVariables(
  comparison: Comparison,
  before: readonly ServerVariable[],
  after: readonly ServerVariable[],
  holder: Source,
): void {
  const variables = new Map(after.map((variable) => [variable.name, variable]));
  for (const old of before) {
    const next = variables.get(old.name);
    const sources = (key: string): { old: Source; next: Source } => ({
      old: comparison.old.within(old.source, key),
      next: next === undefined ? holder : comparison.next.within(next.source, key),
    });
    const [was, is] = [old.enum, next?.enum];
    if (!isSameValue(was, is)) {
      const isNarrower = is !== undefined && (was === undefined || was.some((value) => !is.includes(value)));
      comparison.book.add({
        bump: isNarrower ? "major" : "minor",
        rule: `server-variable-${isNarrower ? "narrowed" : "widened"}`,
        ...sources("enum"),
        message: () => `The server's variable \`${old.name}\` has ${isNarrower ? "fewer" : "more"} values now.`,
      });
    }
    if (old.default === next?.default) continue;
    comparison.book.add({
      bump: "major",
      rule: "server-variable-default-changed",
      ...sources("default"),
      message: () =>
        `The server's variable \`${old.name}\` stands for \`${next?.default}\` now (was \`${old.default}\`).`,
    });
  }
}
