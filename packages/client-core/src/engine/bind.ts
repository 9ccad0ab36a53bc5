/** Once per operation and client: what every call of it has in common. */
import type { Authenticator, Parameter, RequestParts } from "../definition.ts";
import type { ErrorContext } from "../errors.ts";
import { addIssue, type Issue } from "../issue.ts";
import { isInsecure } from "../read-options.ts";
import { bareRecord } from "../records.ts";
import { Redaction, secretsIn } from "../response/redaction.ts";
import type { CompiledOperation } from "./compile.ts";
import { canSendHeader, denoClient, mayRepeat, userAgent } from "./runtime.ts";
import { type TransportState, waysOf } from "./transport.ts";

/** By lower-case name. */
export type HeaderTexts = Record<string, string>;

/** The headers that every call has, with credentials in them, and the credentials that go elsewhere. */
export interface Credentials extends RequestParts {
  readonly headers: HeaderTexts;
  /** What each authenticator presented. */
  readonly texts: readonly string[];
}

/** @param texts one for each scheme */
export function presented(
  headers: Readonly<HeaderTexts>,
  schemes: readonly Authenticator[],
  texts: readonly string[],
): Credentials {
  const credentials = { texts, headers: { ...headers }, query: "", cookies: "" };
  for (const [index, { put }] of schemes.entries()) put(credentials, texts[index] as string); // there are as many
  return credentials;
}

export interface Bound {
  readonly operation: CompiledOperation;
  readonly transport: TransportState;
  /** Where its calls go: the client's base URL, or that of the server which the operation has of its own. */
  readonly baseUrl: string;
  /** What is to be applied, all together. */
  readonly schemes: readonly Authenticator[];
  readonly headers: Readonly<HeaderTexts>;
  /** Of credentials that are plain texts; `undefined`: they have to be asked for. */
  readonly credentials: Credentials | undefined;
  readonly redacted: Credentials;
  /** Redacts what no error may show. */
  readonly redaction: Redaction;
  /** What every error of a call tells, but for the receipt. */
  readonly context: ErrorContext & { readonly receipt: undefined };
  /** Whether this runtime may send a request more often than it is told to. */
  readonly mayRepeat: boolean;
  /** What `fetch` of Deno is to send with. */
  readonly client: unknown;
  /** What is wrong with every call. */
  readonly issues: readonly Issue[];
  /** Headers that are set by parameters and credentials. */
  readonly owned: ReadonlySet<string>;
  /** The parameters that must not be given, by their index: each, and why. */
  readonly refused: readonly { readonly index: number; readonly issue: Issue }[];
}

export function bind(operation: CompiledOperation, transport: TransportState): Bound {
  const { security, parameters } = operation;
  const { settings, platform } = transport;
  const issues: Issue[] = [];
  const own = operation.server === undefined ? undefined : transport.places?.own(operation.server);
  if (own?.issue) issues.push(own.issue);
  const baseUrl = own ? (own.url ?? "") : transport.baseUrl;
  const schemes = chooseAlternative(security, settings.auth, issues);
  if (schemes.length && baseUrl)
    checkTransport(schemes, baseUrl, own ? "servers" : "baseUrl", settings.allowInsecureHttp, issues);
  if (!own?.isDocumented) checkPrefix(operation, baseUrl, transport, issues);
  const owned = new Set(
    [...parameters.map(({ name }) => name), ...security.flat().map(({ as }) => as)].map((name) => name.toLowerCase()),
  );
  checkHeaders(settings.headers, owned, issues);
  const agent = userAgent();
  const headers = {
    accept: operation.accept,
    ...(agent !== undefined && { "user-agent": agent }),
    ...lowerCase(settings.headers),
  };
  const secrets = schemes.map(({ name }) => settings.auth[name]);
  const texts = schemes.map((scheme, index) => textOf(scheme, secrets[index]));
  const areKnown = texts.every((text) => text !== undefined);
  return {
    operation,
    transport,
    baseUrl,
    schemes,
    headers,
    credentials: areKnown ? presented(headers, schemes, texts) : undefined,
    redacted: presented(
      headers,
      schemes,
      schemes.map(() => "[redacted]"),
    ),
    redaction: new Redaction(secrets.flatMap(secretsIn)),
    context: { platform, operation: operation.name, server: baseUrl || undefined, receipt: undefined },
    mayRepeat: mayRepeat(),
    client: denoClient(),
    issues,
    owned,
    refused: parameters.flatMap((parameter, index) => {
      const issue = refusalOf(parameter, schemes);
      return issue ? { index, issue } : [];
    }),
  };
}

/** Why a parameter must not be given: it stands where a credential does, or this runtime cannot send it. */
function refusalOf({ group, name, header }: Parameter, schemes: readonly Authenticator[]): Issue | undefined {
  const own = group === "headers" ? header : name;
  if (schemes.some((scheme) => scheme.group === group && scheme.as === own))
    return { path: "auth", rule: "conflict", message: `and the parameter ${name} cannot both be given` };
  if (canSend(header)) return undefined;
  const message =
    "cannot be set in this runtime, which would send the call without it: leave it out, or call from a server";
  return { path: `${group}.${name}`, rule: "header", message };
}

/** The text for a credential that is one; `undefined`: it has to be asked for, or is refused when it is. */
function textOf({ present, write }: Authenticator, secret: unknown): string | undefined {
  try {
    return typeof secret === "string" && !present ? write(secret) : undefined;
  } catch {
    return undefined;
  }
}

/** Of the documented alternatives for which `auth` has every credential, the one that needs most. */
function chooseAlternative(
  alternatives: CompiledOperation["security"],
  auth: Readonly<Record<string, unknown>>,
  issues: Issue[],
): readonly Authenticator[] {
  const possible = alternatives.filter((one) => one.every(({ name }) => name in auth));
  const [most] = possible.sort((first, second) => second.length - first.length);
  if (alternatives.length && !most) {
    const ways = waysOf(alternatives.map((one) => one.map(({ name }) => name)));
    addIssue(issues, "auth", "required", `must hold ${ways}`);
  }
  return most ?? [];
}

/** Whether credentials can be sent there, and by this runtime. */
function checkTransport(
  schemes: readonly Authenticator[],
  baseUrl: string,
  option: "baseUrl" | "servers",
  isInsecureAllowed: boolean,
  issues: Issue[],
): void {
  if (!isInsecureAllowed && isInsecure(baseUrl))
    addIssue(
      issues,
      `options.${option}`,
      "insecure",
      "must be https, so that nobody reads the credentials (or set allowInsecureHttp)",
    );
  for (const { header, name } of schemes)
    if (!canSend(header))
      addIssue(
        issues,
        `auth.${name}`,
        header === "cookie" ? header : "header",
        `travels in ${header === "cookie" ? "a cookie" : `the header ${header}`}, which this runtime cannot set: give another credential, or call from a server`,
      );
}

/** Browsers take a `Cookie` header away, and send their own; and some others, too. */
const canSend = (header: string | undefined): boolean => header === undefined || canSendHeader(header);

/** A base URL that ends as the paths begin leads to `/v1/v1/...`: nothing there, or something else. */
function checkPrefix(
  { path }: CompiledOperation,
  baseUrl: string,
  { settings, server }: TransportState,
  issues: Issue[],
): void {
  if (settings.allowRepeatedPath || baseUrl === server) return;
  const base = new URL(baseUrl).pathname;
  const parts = path.split("/");
  for (let count = parts.length; count > 1; count--) {
    const start = parts.slice(0, count).join("/");
    if (start === "/" || !base.endsWith(start)) continue;
    const remedy = baseUrl.slice(0, -start.length);
    const message = `ends in ${start}, with which the path of this operation begins: give ${remedy} (or set allowRepeatedPath, if it stands there twice)`;
    addIssue(issues, "options.baseUrl", "prefix", message);
    return;
  }
}

/** Headers by the names that all of them have. */
export function lowerCase(headers: Readonly<Record<string, string>>): HeaderTexts {
  const lower = bareRecord<string>();
  for (const [name, text] of Object.entries(headers)) lower[name.toLowerCase()] = text;
  return lower;
}

/** Headers given in passing must not take the place of a parameter or a credential. */
export function checkHeaders(
  headers: Readonly<Record<string, string>>,
  owned: ReadonlySet<string>,
  issues: Issue[],
): void {
  for (const name of Object.keys(headers))
    if (owned.has(name.toLowerCase()))
      addIssue(issues, `options.headers.${name}`, "header", "belongs into the input or into auth");
    else if (!canSendHeader(name))
      addIssue(issues, `options.headers.${name}`, "header", "cannot be set in this runtime: leave it out");
}
