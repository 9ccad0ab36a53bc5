import type { OperationDescriptor } from "../descriptor.ts";
import { InvalidRequestError } from "../errors/invalid-request-error.ts";
import { callOptionNames, ownOptions, type UnboundedCallOptions } from "../options.ts";
import type { Authenticator } from "../security/authenticator.ts";
import { chooseAlternative } from "../security/choose-alternative.ts";
import type { Transport } from "../transport/transport.ts";
import type { Issue } from "../validation/issue.ts";
import { validate } from "../validation/validate.ts";
import type { EncodedBody } from "./body-encoders.ts";
import { checkNames, type Refuse } from "./check-names.ts";
import { checkRules } from "./check-rules.ts";
import { isRecord, type OwnRecord, ownValues } from "./own-values.ts";
import { percentEncode } from "./percent-encoding.ts";
import { writeParameters } from "./write-parameters.ts";

/** A request that is valid and written out, but for its credentials. */
export interface PreparedRequest {
  readonly input: OwnRecord;
  readonly options: UnboundedCallOptions;
  readonly method: string;
  /** The whole URL. */
  readonly url: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** `name=value` pairs, encoded. */
  readonly cookies: readonly string[];
  readonly body: EncodedBody["body"] | undefined;
  /** What to apply, all together. */
  readonly authenticators: readonly Authenticator[];
}

/** The input without anything inherited; an empty one where it cannot be used. */
function readInput(given: unknown, refuse: Refuse): OwnRecord {
  try {
    const input = ownValues(given === undefined ? {} : given);
    if (isRecord(input)) return input;
    refuse("input", "type", "must be a plain object");
  } catch {
    refuse("input", "json", "cannot be read: it is circular or too deep, a getter fails, or a key is a symbol");
  }
  return {};
}

/** Every media type that the document knows; anything else is better than no explanation. */
function acceptOf(descriptor: OperationDescriptor): string {
  let accept = accepted.get(descriptor);
  // Stryker disable next-line ConditionalExpression: it is only faster
  if (accept === undefined) {
    const types = Object.values(descriptor.responses).flatMap((response) => Object.keys(response));
    accept = [...new Set([...types, "*/*;q=0.1"])].join(", ");
    // Stryker disable next-line CallExpression: it is only faster
    accepted.set(descriptor, accept);
  }
  return accept;
}

const accepted = new WeakMap<OperationDescriptor, string>();

/** The body of an input, checked and written; `undefined`: there is none. */
function writeBody(
  { bodies = [] }: OperationDescriptor,
  input: OwnRecord,
  issues: Issue[],
  refuse: Refuse,
): EncodedBody | undefined {
  const { body, contentType = bodies[0]?.mediaType } = input;
  const declared = bodies.find(({ mediaType }) => mediaType === contentType);
  if (bodies.length && !declared) {
    refuse("contentType", "enum", `must be one of ${bodies.map(({ mediaType }) => mediaType).join(", ")}`);
  }
  if (!declared) return undefined;
  if (!("body" in input)) {
    if (declared.required) refuse("body", "required", "is required");
    return undefined;
  }
  const found = validate(declared.schema, body, { path: "body", mode: "request" });
  issues.push(...found);
  if (found.length) return undefined;
  try {
    return declared.encode(body, declared.mediaType);
  } catch (thrown) {
    refuse("body", "encoding", (thrown as Error).message); // encoders throw nothing but TypeErrors
    return undefined;
  }
}

/** A list that is too long may go in several calls, if each of its items stands for itself. */
function withRemedy(issue: Issue, { outcome }: OperationDescriptor): Issue {
  return issue.rule === "maxItems" && issue.path === outcome?.asked
    ? { ...issue, message: `${issue.message}: send a longer list in parts, as inBatches() does` }
    : issue;
}

/**
 * Checks everything about a call that can be checked here, and writes the request.
 * @throws InvalidRequestError with everything that is wrong
 */
export function prepareRequest(
  transport: Transport,
  descriptor: OperationDescriptor,
  given: unknown,
  callOptions: unknown,
): PreparedRequest {
  const { name: operation, method, parameters = [], security = [] } = descriptor;
  const { platform, auth, baseUrl } = transport;
  const issues: Issue[] = [];
  const options = ownOptions(callOptions ?? {}, callOptionNames, issues) as UnboundedCallOptions; // or there are issues
  const refuse: Refuse = (path, rule, message) => {
    issues.push({ path, rule, message });
  };

  const input = readInput(given, refuse);
  checkNames(descriptor, input, refuse);
  const { path, query, headers, cookies } = writeParameters(descriptor, input, issues, refuse);
  const encoded = writeBody(descriptor, input, issues, refuse);
  checkRules(descriptor, input, options.allowUnbounded, refuse);

  const authenticators = security.length ? chooseAlternative(security, auth) : [];
  if (!authenticators) {
    const accepted = security.map((alternative) => alternative.map(({ name }) => name).join(" and ")).join(", or ");
    refuse("auth", "required", `must hold ${accepted}`);
  } else if (authenticators.length && transport.isInsecure) {
    refuse(
      "options.baseUrl",
      "insecure",
      "must be https, so that nobody reads the credentials (or set allowInsecureHttp)",
    );
  }

  for (const { in: place, as } of authenticators ?? []) {
    const pair = `${percentEncode(as)}=`;
    if (as.toLowerCase() in headers || (place === "query" ? query : cookies).some((other) => other.startsWith(pair))) {
      refuse("auth", "conflict", `and the parameter ${as} cannot both be given`);
    }
  }

  const extra = Object.entries({ ...transport.headers, ...options.headers });
  const owned = [...parameters, ...security.flat()].map((owner) =>
    ("as" in owner ? owner.as : owner.name).toLowerCase(),
  );
  for (const [name, value] of extra) {
    if (owned.includes(name.toLowerCase()))
      refuse(`options.headers.${name}`, "header", "belongs into the input or into auth");
    headers[name.toLowerCase()] = value;
  }
  headers.accept ??= acceptOf(descriptor);
  if (encoded?.contentType) headers["content-type"] = encoded.contentType;

  if (issues.length)
    throw new InvalidRequestError(
      { platform, operation },
      issues.map((issue) => withRemedy(issue, descriptor)),
    );
  return {
    input,
    options,
    method,
    url: baseUrl + path + (query.length ? `?${query.join("&")}` : ""),
    headers,
    cookies,
    body: encoded?.body,
    authenticators: authenticators as readonly Authenticator[], // or there were issues
  };
}
