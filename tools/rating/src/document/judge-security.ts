import { camelCase } from "@workshop/openapi";
import type { Comparison } from "./comparison.ts";
import { type DocumentSide, isNode, type Node, nodeIn } from "./document-side.ts";
import type { OperationView } from "./operations.ts";
import { isSameValue } from "./schema/same-value.ts";

/** One way to be let in: the credentials that it takes, each with its scopes. None: no credentials are asked for. */
type Alternative = ReadonlyMap<string, readonly string[]>;

/** Which credentials an operation asks for. */
export function judgeSecurity({ old, next, book }: Comparison, before: OperationView, after: OperationView): void {
  const [was, is] = [alternativesOf(old, before.node), alternativesOf(next, after.node)];
  const sites = { old: siteOf(old, before.node), next: siteOf(next, after.node) };
  for (const alternative of was) {
    if (is.some((one) => asksNoMore(one, alternative))) continue;
    book.add({
      bump: "major",
      rule: "security-alternative-removed",
      ...sites,
      message: (place) => `${place}: ${wordsOf(alternative)} no longer enough.`,
    });
  }
  for (const alternative of is) {
    if (was.some((one) => asksNoMore(one, alternative))) continue;
    book.add({
      bump: "minor",
      rule: "security-alternative-added",
      ...sites,
      message: (place) => `${place}: ${wordsOf(alternative)} enough now.`,
    });
  }
}

function siteOf(side: DocumentSide, operation: Node): { node: object; key: string } {
  return { node: operation.security === undefined ? side.data : operation, key: "security" };
}

function alternativesOf(side: DocumentSide, operation: Node): Alternative[] {
  const requirements = operation.security ?? side.data.security;
  if (!Array.isArray(requirements) || requirements.length === 0) return [new Map()];
  const schemes = schemesOf(side);
  return requirements
    .filter(isNode)
    .map(
      (requirement) =>
        new Map(
          Object.entries(requirement).map(([name, scopes]) => [
            credentialOf(name, schemes[name]),
            Array.isArray(scopes) ? scopes.map(String) : [],
          ]),
        ),
    );
}

function asksNoMore(one: Alternative, than: Alternative): boolean {
  return [...one].every(([name, scopes]) => scopes.every((scope) => than.get(name)?.includes(scope)) && than.has(name));
}

function wordsOf(alternative: Alternative): string {
  if (alternative.size === 0) return "a call without credentials is";
  const words = [...alternative].map(
    ([name, scopes]) => `\`${name}\`${scopes.length === 0 ? "" : ` (${scopes.join(", ")})`}`,
  );
  return `${words.join(" with ")} ${words.length === 1 ? "is" : "are"}`;
}

function schemesOf(side: DocumentSide): Record<string, Node> {
  const schemes = nodeIn(side.data.components, "securitySchemes");
  return Object.fromEntries(
    Object.keys(schemes).flatMap((name) => {
      const scheme = side.resolve(schemes[name]);
      return scheme === undefined ? [] : [[name, scheme]];
    }),
  );
}

/** What a person calls a scheme in the client's `auth` option. */
function credentialOf(name: string, scheme: Node | undefined): string {
  return typeof scheme?.["x-credential"] === "string" ? scheme["x-credential"] : camelCase(name);
}

/** How each credential travels. */
export function judgeSchemes(comparison: Comparison): void {
  const [before, after] = [schemesOf(comparison.old), schemesOf(comparison.next)].map(
    (schemes) => new Map(Object.entries(schemes).map(([name, scheme]) => [credentialOf(name, scheme), scheme])),
  );
  for (const [credential, old] of before ?? []) {
    const next = after?.get(credential);
    if (next !== undefined) judgeScheme(comparison, credential, old, next);
  }
}

const CARRIED_BY = ["type", "in", "name", "scheme", "openIdConnectUrl"] as const;

function judgeScheme(comparison: Comparison, credential: string, old: Node, next: Node): void {
  for (const key of CARRIED_BY) {
    const [was, is] = [old, next].map((scheme) => comparable(scheme, key));
    if (was === is) continue;
    comparison.book.add({
      bump: "major",
      rule: "security-scheme-changed",
      old: { node: old, key },
      next: { node: next, key },
      message: () => `The credential \`${credential}\` is another one now: \`${key}\` is \`${is}\` (was \`${was}\`).`,
    });
  }
  judgeFlows(comparison, credential, nodeIn(old, "flows"), nodeIn(next, "flows"));
}

/** HTTP writes the names of headers and authentication schemes in letters of any size. */
function comparable(scheme: Node, key: string): string | undefined {
  const value = typeof scheme[key] === "string" ? scheme[key] : undefined;
  return key === "scheme" || (key === "name" && scheme.in === "header") ? value?.toLowerCase() : value;
}

function judgeFlows({ book }: Comparison, credential: string, old: Node, next: Node): void {
  for (const grant of new Set([...Object.keys(old), ...Object.keys(next)])) {
    if (grant.startsWith("x-")) continue;
    const [before, after] = [nodeIn(old, grant), nodeIn(next, grant)];
    const say = (bump: "major" | "minor", rule: string, key: string | undefined, text: string): void => {
      const [from, to] = [Object.hasOwn(old, grant), Object.hasOwn(next, grant)];
      book.add({
        bump,
        rule,
        old: from ? { node: before, key } : undefined,
        next: to ? { node: after, key } : undefined,
        message: () => `The credential \`${credential}\`: ${text}.`,
      });
    };
    if (!Object.hasOwn(next, grant)) {
      say("major", "oauth-flow-removed", undefined, `the grant \`${grant}\` is gone`);
      continue;
    }
    if (!Object.hasOwn(old, grant)) {
      say("minor", "oauth-flow-added", undefined, `the grant \`${grant}\` is new`);
      continue;
    }
    for (const url of ["tokenUrl", "authorizationUrl", "refreshUrl"]) {
      if (isSameValue(before[url], after[url])) continue;
      // A refresh URL that is new is one that nobody has used.
      const bump = url === "refreshUrl" && before[url] === undefined ? "minor" : "major";
      say(bump, "oauth-url-changed", url, `\`${url}\` of the grant \`${grant}\` is another one now`);
    }
    const [scopes, others] = [nodeIn(before, "scopes"), nodeIn(after, "scopes")];
    for (const scope of Object.keys(scopes)) {
      if (!Object.hasOwn(others, scope))
        say("major", "oauth-scope-removed", "scopes", `the scope \`${scope}\` is gone`);
    }
    for (const scope of Object.keys(others)) {
      if (!Object.hasOwn(scopes, scope)) say("minor", "oauth-scope-added", "scopes", `the scope \`${scope}\` is new`);
    }
  }
}
