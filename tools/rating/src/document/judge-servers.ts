import type { Comparison } from "./comparison.ts";
import { isNode, type Node, nodeIn, nodesIn } from "./document-side.ts";
import type { OperationView } from "./operations.ts";
import { isSameValue } from "./schema/same-value.ts";

/** Where the API is reached. The first server is the client's default `baseUrl`. */
export function judgeServers(comparison: Comparison): void {
  compareServers(comparison, comparison.old.data, comparison.next.data);
}

/** Servers of an operation or its path item, which stand in for those of the document. */
export function judgeOwnServers(comparison: Comparison, old: OperationView, next: OperationView): void {
  const [before, after] = [ownHolder(old), ownHolder(next)];
  if (before === undefined && after === undefined) return;
  compareServers(comparison, before ?? comparison.old.data, after ?? comparison.next.data);
}

function ownHolder({ node, item }: OperationView): Node | undefined {
  return [node, item].find((holder) => nodesIn(holder, "servers").length > 0);
}

/** "If the servers field is not provided, or is an empty array, the default value is a Server Object with a url of /." */
function serversOf(holder: Node): readonly Node[] {
  const servers = nodesIn(holder, "servers");
  return servers.length > 0 ? servers : [{ url: "/" }];
}

function addressOf(server: Node): string {
  const variables = nodeIn(server, "variables");
  return String(server.url)
    .replaceAll(/\{([^{}]+)\}/gu, (whole, name: string) => String(nodeIn(variables, name).default ?? whole))
    .replace(/\/$/u, "");
}

function compareServers({ book }: Comparison, old: Node, next: Node): void {
  const [before, after] = [serversOf(old), serversOf(next)];
  const sites = { old: { node: old, key: "servers" }, next: { node: next, key: "servers" } };
  const [was = "", is = ""] = [before[0], after[0]].map((server) => addressOf(server ?? {}));
  if (was !== is) {
    // Without a server in the document every caller names one; where below it the API begins is another matter.
    const isNamed = was === "" && /^[a-z]+:/iu.test(is);
    book.add({
      bump: isNamed ? "minor" : "major",
      rule: "default-server-changed",
      ...sites,
      message: (place) => `${place}: the default server is \`${is || "/"}\` now (was \`${was || "/"}\`).`,
    });
  }
  const known = new Map(after.map((server) => [templateOf(server), server]));
  const addresses = new Set(after.map(addressOf));
  for (const server of before) {
    const match = known.get(templateOf(server));
    if (match !== undefined) compareVariables({ book }, server, match);
    else if (!addresses.has(addressOf(server)) && addressOf(server) !== "") {
      book.add({
        bump: "major",
        rule: "server-removed",
        ...sites,
        message: (place) => `${place}: the server \`${addressOf(server)}\` is gone.`,
      });
    }
  }
  const templates = new Set(before.map(templateOf));
  for (const server of after) {
    if (templates.has(templateOf(server)) || before.some((one) => addressOf(one) === addressOf(server))) continue;
    book.add({
      bump: "minor",
      rule: "server-added",
      ...sites,
      message: (place) => `${place}: the server \`${addressOf(server)}\` is new.`,
    });
  }
}

function templateOf(server: Node): string {
  return String(server.url).replace(/\/$/u, "");
}

function compareVariables({ book }: Pick<Comparison, "book">, old: Node, next: Node): void {
  const [before, after] = [nodeIn(old, "variables"), nodeIn(next, "variables")];
  for (const name of Object.keys(before)) {
    const [one, other] = [nodeIn(before, name), nodeIn(after, name)];
    const [was, is] = [one.enum, other.enum].map((list) => (Array.isArray(list) ? list : undefined));
    if (isSameValue(was, is)) continue;
    const isNarrower = is !== undefined && (was === undefined || was.some((value) => !is.includes(value)));
    const sites = {
      old: { node: one, key: "enum" },
      next: isNode(after[name]) ? { node: other, key: "enum" } : undefined,
    };
    book.add({
      bump: isNarrower ? "major" : "minor",
      rule: `server-variable-${isNarrower ? "narrowed" : "widened"}`,
      ...sites,
      message: () => `The server's variable \`${name}\` has ${isNarrower ? "fewer" : "more"} values now.`,
    });
  }
  for (const name of Object.keys(before)) {
    const was = nodeIn(before, name).default;
    const is = nodeIn(after, name).default;
    if (was === is) continue;
    book.add({
      bump: "major",
      rule: "server-variable-default-changed",
      old: { node: nodeIn(before, name), key: "default" },
      next: { node: isNode(after[name]) ? after[name] : next, key: undefined },
      message: () => `The server's variable \`${name}\` stands for \`${String(is)}\` now (was \`${String(was)}\`).`,
    });
  }
}
