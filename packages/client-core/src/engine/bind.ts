/** Once per operation and client: what every call of it has in common. */
import type { Authenticator } from "../definition.ts";
import type { ErrorContext } from "../errors.ts";
import { addIssue, type Issue } from "../issue.ts";
import { bare, bareRecord } from "../records.ts";
import { labelled } from "../request/styles.ts";
import { percentEncode } from "../request/text.ts";
import { Redaction, secretsIn } from "../response/redaction.ts";
import type { CompiledOperation } from "./compile.ts";
import { canSendHeader, userAgent } from "./runtime.ts";
import type { TransportState } from "./transport.ts";

/** By lower-case name. */
export type HeaderTexts = Record<string, string>;

/** The headers that every call has, with credentials in them, and the credentials that go elsewhere. */
export class Credentials {
  /** What each authenticator presented. */
  readonly texts: readonly string[];
  readonly headers: Readonly<HeaderTexts>;
  /** `&name=text` for each in the query. */
  readonly query: string;
  /** `name=text` pairs. */
  readonly cookies: string;

  constructor(headers: Readonly<HeaderTexts>, schemes: readonly Authenticator[], texts: readonly string[]) {
    const own = { ...headers };
    let query = "";
    let cookies = "";
    for (const [index, { in: place, as }] of schemes.entries()) {
      const text = texts[index] ?? ""; // there is one for each
      if (place === "header") own[as] = text;
      else if (place === "query") query += `&${labelled(as)}${percentEncode(text)}`;
      else cookies += `${cookies && "; "}${labelled(as)}${percentEncode(text)}`;
    }
    this.texts = texts;
    this.headers = own;
    this.query = query;
    this.cookies = cookies;
  }
}

export class Bound {
  readonly operation: CompiledOperation;
  readonly transport: TransportState;
  /** What is to be applied, all together. */
  readonly schemes: readonly Authenticator[];
  readonly headers: Readonly<HeaderTexts>;
  /** Of credentials that are plain texts; `undefined`: they have to be asked for. */
  readonly credentials: Credentials | undefined;
  readonly redacted: Credentials;
  /** Blots out what no error may show. */
  readonly redaction: Redaction;
  /** What every error of a call tells, but for the receipt. */
  readonly context: ErrorContext & { readonly server: string; readonly receipt: undefined };
  /** What is wrong with every call. */
  readonly issues: readonly Issue[];
  /** Headers that are set by parameters and credentials. */
  readonly owned: ReadonlySet<string>;
  /** The parameters that stand where a credential does, by their index. */
  readonly conflicts: readonly number[];
  /** The parameters that this runtime cannot send, by their index. */
  readonly unsendable: readonly number[];

  constructor(operation: CompiledOperation, transport: TransportState) {
    const { security, parameters } = operation;
    const { settings } = transport;
    const issues: Issue[] = [];
    this.operation = operation;
    this.transport = transport;
    const { platform, baseUrl } = transport;
    this.context = { platform, operation: operation.name, server: baseUrl, receipt: undefined };
    this.schemes = chooseAlternative(security, settings.auth, issues);
    if (this.schemes.length) checkTransport(this.schemes, transport, issues);
    checkPrefix(operation, transport, issues);
    this.owned = new Set(
      [...parameters.map(({ name }) => name), ...security.flat().map(({ as }) => as)].map((name) => name.toLowerCase()),
    );
    this.conflicts = parameters.flatMap(({ group, name }, index) =>
      this.schemes.some((scheme) => groupOf[scheme.in] === group && sameName(scheme, name)) ? index : [],
    );
    this.unsendable = parameters.flatMap(({ group, name }, index) =>
      canSend(group === "cookies" ? "cookie" : group === "headers" ? "header" : group, name) ? [] : index,
    );
    checkHeaders(settings.headers, this.owned, issues);
    this.issues = issues;
    const agent = userAgent();
    this.headers = {
      accept: operation.accept,
      ...(agent !== undefined && { "user-agent": agent }),
      ...lowerCase(settings.headers),
    };

    const secrets = this.schemes.map(({ name }) => settings.auth[name]);
    const texts = this.schemes.map((scheme, index) => textOf(scheme, secrets[index]));
    const areKnown = texts.every((text) => text !== undefined);
    this.credentials = areKnown ? new Credentials(this.headers, this.schemes, texts) : undefined;
    this.redaction = new Redaction(secrets.flatMap(secretsIn));
    const placeholders = this.schemes.map(() => "[redacted]");
    this.redacted = new Credentials(this.headers, this.schemes, placeholders);
  }
}

const groupOf = /* @__PURE__ */ bare({ cookie: "cookies", header: "headers", query: "query" } as const);

const sameName = ({ in: place, as }: Authenticator, name: string): boolean =>
  place === "header" ? as === name.toLowerCase() : as === name;

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
    const ways = alternatives.map((one) => one.map(({ name }) => name).join(" and ")).join(", or ");
    addIssue(issues, "auth", "required", `must hold ${ways}`);
  }
  return most ?? [];
}

/** Whether credentials can be sent there, and by this runtime. */
function checkTransport(schemes: readonly Authenticator[], transport: TransportState, issues: Issue[]): void {
  if (transport.isInsecure)
    addIssue(
      issues,
      "options.baseUrl",
      "insecure",
      "must be https, so that nobody reads the credentials (or set allowInsecureHttp)",
    );
  for (const { in: place, as, name } of schemes)
    if (!canSend(place, as))
      addIssue(
        issues,
        `auth.${name}`,
        place,
        `travels in ${place === "cookie" ? "a cookie" : `the header ${as}`}, which this runtime cannot set: give another credential, or call from a server`,
      );
}

/** Browsers take a `Cookie` header away, and send their own; and some others, too. */
const canSend = (place: string, as: string): boolean =>
  (place !== "cookie" && place !== "header") || canSendHeader(place === "cookie" ? "cookie" : as);

/** A base URL that ends as the paths begin leads to `/v1/v1/...`: nothing there, or something else. */
function checkPrefix(
  { path }: CompiledOperation,
  { baseUrl, settings, server }: TransportState,
  issues: Issue[],
): void {
  if (settings.allowRepeatedPath || baseUrl === server) return;
  const base = new URL(baseUrl).pathname.split("/").slice(1);
  const own = path.split("/").slice(1);
  for (let count = Math.min(base.length, own.length); count > 0; count--) {
    const start = own.slice(0, count).join("/");
    if (start === "" || start.includes("{") || base.slice(-count).join("/") !== start) continue;
    const remedy = baseUrl.slice(0, -start.length - 1);
    const message = `ends in /${start}, with which the path of this operation begins: give ${remedy} (or set allowRepeatedPath, if it stands there twice)`;
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
