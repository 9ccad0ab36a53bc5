import type { OAuthFlow, Operation, SecurityAlternative, SecurityScheme, Source } from "@workshop/openapi";
import type { Comparison } from "./schema-judge.ts";

/** One way to authenticate: what it takes in the client's `auth` option, each with its scopes. */
interface Alternative {
  readonly credentials: ReadonlyMap<string, readonly string[]>;
  /** Absent where the document asks for nothing. */
  readonly source?: Source;
}

/** What an operation asks for before it answers. */
export function judgeSecurity({ book }: Comparison, old: Operation, next: Operation): void {
  const [was, is] = [alternativesOf(old), alternativesOf(next)];
  for (const alternative of was) {
    if (is.some((one) => asksNoMore(one, alternative))) continue;
    book.add({
      bump: "major",
      rule: "security-alternative-removed",
      old: alternative.source,
      next: alternative.source === undefined ? (is[0]?.source ?? next.source) : undefined,
      message: (place) => `${place}: ${wordsOf(alternative)} no longer enough.`,
    });
  }
  for (const alternative of is) {
    if (was.some((one) => asksNoMore(one, alternative))) continue;
    book.add({
      bump: "minor",
      rule: "security-alternative-added",
      next: alternative.source ?? next.source,
      message: (place) => `${place}: ${wordsOf(alternative)} enough now.`,
    });
  }
}

function alternativesOf({ security }: Operation): readonly Alternative[] {
  return security.length === 0 ? [{ credentials: new Map() }] : security.map(alternativeOf);
}

function alternativeOf({ schemes, source }: SecurityAlternative): Alternative {
  return { credentials: new Map(schemes.map(({ scheme, scopes }) => [scheme.credential, scopes])), source };
}

function asksNoMore(one: Alternative, than: Alternative): boolean {
  return [...one.credentials].every(([name, scopes]) => {
    const known = than.credentials.get(name);
    return known !== undefined && scopes.every((scope) => known.includes(scope));
  });
}

function wordsOf({ credentials }: Alternative): string {
  if (credentials.size === 0) return "a call without credentials is";
  const words = [...credentials].map(
    ([name, scopes]) => `\`${name}\`${scopes.length === 0 ? "" : ` (${scopes.join(", ")})`}`,
  );
  return `${words.join(" with ")} ${words.length === 1 ? "is" : "are"}`;
}

/** How credentials travel, as far as both documents ask for them. */
export function judgeSecuritySchemes(comparison: Comparison): void {
  const [before, after] = [schemesIn(comparison.old.operations), schemesIn(comparison.next.operations)];
  for (const [credential, old] of before) {
    const next = after.get(credential);
    if (next !== undefined) judgeScheme(comparison, old, next);
  }
}

/** The security schemes that operations ask for, by what they are called in the `auth` option. */
function schemesIn(operations: readonly Operation[]): ReadonlyMap<string, SecurityScheme> {
  const alternatives = operations.flatMap(({ security }) => security);
  return new Map(alternatives.flatMap(({ schemes }) => schemes).map(({ scheme }) => [scheme.credential, scheme]));
}

/** What decides how a credential travels, by the keyword that says it. HTTP knows no case in names of headers and schemes. */
function travelOf(scheme: SecurityScheme): ReadonlyMap<string, string> {
  switch (scheme.type) {
    case "apiKey": {
      const { in: location, parameterName } = scheme;
      const name = location === "header" ? parameterName.toLowerCase() : parameterName;
      return new Map(Object.entries({ type: scheme.type, in: location, name }));
    }
    case "http":
      return new Map(Object.entries({ type: scheme.type, scheme: scheme.scheme.toLowerCase() }));
    case "openIdConnect":
      return new Map(Object.entries({ type: scheme.type, openIdConnectUrl: scheme.openIdConnectUrl }));
    default:
      return new Map(Object.entries({ type: scheme.type }));
  }
}

function judgeScheme(comparison: Comparison, old: SecurityScheme, next: SecurityScheme): void {
  const [before, after] = [travelOf(old), travelOf(next)];
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const [was, is] = [before.get(key), after.get(key)];
    if (was === is) continue;
    comparison.book.add({
      bump: "major",
      rule: "security-scheme-changed",
      old: comparison.old.within(old.source, key),
      next: comparison.next.within(next.source, key),
      message: () =>
        `The credential \`${next.credential}\` is another one now: \`${key}\` is \`${is}\` (was \`${was}\`).`,
    });
  }
  if (old.type === "oauth2" && next.type === "oauth2") judgeFlows(comparison, next.credential, old.flows, next.flows);
}

function judgeFlows(
  { book, ...comparison }: Comparison,
  credential: string,
  old: readonly OAuthFlow[],
  next: readonly OAuthFlow[],
): void {
  const [before, after] = [old, next].map((flows) => new Map(flows.map((flow) => [flow.grant, flow])));
  for (const grant of new Set([...old, ...next].map((flow) => flow.grant))) {
    const [was, is] = [before?.get(grant), after?.get(grant)];
    const say = (bump: "major" | "minor", rule: string, key: string | undefined, text: string): void => {
      const path = key === undefined ? [] : [key];
      book.add({
        bump,
        rule,
        old: was && comparison.old.within(was.source, ...path),
        next: is && comparison.next.within(is.source, ...path),
        message: () => `The credential \`${credential}\`: ${text}.`,
      });
    };
    if (is === undefined) say("major", "oauth-flow-removed", undefined, `the grant \`${grant}\` is gone`);
    else if (was === undefined) say("minor", "oauth-flow-added", undefined, `the grant \`${grant}\` is new`);
    else judgeFlow(was, is, say);
  }
}

type Say = (bump: "major" | "minor", rule: string, key: string, text: string) => void;

function judgeFlow(old: OAuthFlow, next: OAuthFlow, say: Say): void {
  for (const url of ["tokenUrl", "authorizationUrl", "refreshUrl"] as const) {
    if (old[url] === next[url]) continue;
    // A refresh URL that is new is one that nobody has used.
    const bump = url === "refreshUrl" && old[url] === undefined ? "minor" : "major";
    say(bump, "oauth-url-changed", url, `\`${url}\` of the grant \`${next.grant}\` is another one now`);
  }
  for (const scope of Object.keys(old.scopes)) {
    if (!Object.hasOwn(next.scopes, scope))
      say("major", "oauth-scope-removed", "scopes", `the scope \`${scope}\` is gone`);
  }
  for (const scope of Object.keys(next.scopes)) {
    if (!Object.hasOwn(old.scopes, scope)) say("minor", "oauth-scope-added", "scopes", `the scope \`${scope}\` is new`);
  }
}
