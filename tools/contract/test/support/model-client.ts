import { isDeepStrictEqual } from "node:util";
import { isJson, type Model, type Operation, type SecurityScheme } from "@workshop/openapi";
import { type Input, partsOf, placeOf, SchemaChecker, valueAt, withValueAt } from "@workshop/samples";
import { judgeResponse } from "../../src/cases/judge-response.ts";
import { OperationPair, withCredentials } from "../../src/cases/operation-pair.ts";
import type { CreateClient } from "../../src/runner/stage.ts";
import { decodeHeaders } from "../../src/wire/decode-header.ts";
import { encodeRequest } from "../../src/wire/encode-request.ts";
import { send } from "../../src/wire/send.ts";
import { mediaTypeOf, type WireRequest, type WireResponse } from "../../src/wire/wire-request.ts";

/** Where a client is made to deviate from what it promises. */
export interface Deviations {
  /** Sends what it should refuse. */
  readonly checksNothing?: boolean;
  /** Refuses, but only after it has sent the request. */
  readonly refusesTooLate?: boolean;
  readonly changeRequest?: (request: WireRequest) => WireRequest;
  /** Calls every response a success. */
  readonly trustsEverything?: boolean;
  /** Sends no credentials. */
  readonly forgetsCredentials?: boolean;
  /** Goes there by itself, instead of to the document's server. */
  readonly address?: string;
  /** Sends a request once more whatever it is. */
  readonly repeatsEverything?: boolean;
  /** Drops the headers of responses. */
  readonly losesHeaders?: boolean;
  /** Does not ask whether an unbounded call is meant. */
  readonly allowsUnbounded?: boolean;
}

/** The error that clients refuse with, as far as the suite looks at it. */
class InvalidRequestError extends Error {
  override readonly name = "InvalidRequestError";
  readonly issues: readonly { path: string; rule: string; message: string }[];

  constructor(issues: readonly { path: string; rule: string; message: string }[]) {
    super(issues.map(({ path, message }) => `${path} ${message}`).join("; "));
    this.issues = issues;
  }
}

class OutcomeUnknownError extends Error {
  override readonly name = "OutcomeUnknownError";
  readonly findOut: string;

  constructor(findOut: string) {
    super(`nobody knows: ${findOut}`);
    this.findOut = findOut;
  }
}

class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: number;
  readonly body: unknown;

  constructor(status: number, body: unknown) {
    super(`answered ${status}`);
    this.status = status;
    this.body = body;
  }
}

/** A client made from a model at run time: the smallest thing that keeps the promises which the suite tests. */
export function modelClient(model: Model, deviations: Deviations = {}): CreateClient {
  const reading = { model, checker: new SchemaChecker(model) };
  const pairs = new Map(
    model.operations.map((operation) => [operation, new OperationPair(reading, reading, operation, operation)]),
  );
  return ({ baseUrl = model.servers[0]?.url ?? "", auth = {} }) => {
    const bind = (operation: Operation): unknown => {
      const pair = pairs.get(operation) ?? new OperationPair(reading, reading, operation, operation);
      const result = async (...args: readonly unknown[]): Promise<unknown> => {
        // Called by the suite, with what a case says.
        const given = (args[0] ?? {}) as Input;
        const options = (args[1] ?? {}) as Options;
        const input = withTexts(pair, given);
        const chosen = pair.perMedia().find(({ maker }) => maker.media?.mediaType === given.contentType) ?? pair;
        const issues = deviations.checksNothing === true ? [] : issuesOf(chosen, given, input, options, deviations);
        if (issues.length > 0 && deviations.refusesTooLate !== true) throw new InvalidRequestError(issues);
        const credentials = await credentialsFor(operation, auth);
        let request = encodeRequest(operation, operation, input, model);
        if (deviations.forgetsCredentials !== true) request = withCredentials(request, credentials);
        request = {
          ...request,
          headers: [...request.headers, ...Object.entries({ ...acceptOf(operation), ...options.headers })],
        };
        const attempt = (): Promise<WireResponse | undefined> =>
          send(baseUrl, deviations.changeRequest?.(request) ?? request).catch(() => undefined);
        const mayRepeat = options.retry !== false && (deviations.repeatsEverything === true || isSafe(pair, input));
        const response = (await attempt()) ?? (mayRepeat ? await attempt() : undefined);
        if (issues.length > 0) throw new InvalidRequestError(issues);
        if (response === undefined) throw new OutcomeUnknownError(operation.outcome?.findOut ?? "no response came");
        return { ...read(pair, response, deviations), receipt: receiptOf(operation, input, response) };
      };
      const plan = (...args: readonly unknown[]): unknown => {
        // As above.
        const { method, target } = encodeRequest(operation, operation, (args[0] ?? {}) as Input, model);
        return { method, url: `${deviations.address ?? baseUrl}${target}` };
      };
      const call = async (...args: readonly unknown[]): Promise<unknown> => {
        // Made by `read`, below.
        const { data, error } = (await result(...args)) as { data: unknown; error: unknown };
        if (error !== undefined) throw error;
        return data;
      };
      return Object.assign(call, { result, plan });
    };
    return Object.fromEntries(model.operations.map((operation) => [operation.name, bind(operation)]));
  };
}

interface Options {
  readonly allowUnbounded?: boolean;
  readonly retry?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

function acceptOf(operation: Operation): Record<string, string> {
  const types = operation.responses.flatMap(({ content }) => content.map(({ mediaType }) => mediaType));
  return { accept: [...new Set(types), "*/*"].join(", ") };
}

/** `Date`s as the texts that they are sent as. */
function withTexts(pair: OperationPair, input: Input): Input {
  let texts = input;
  for (const parameter of pair.overlaid.parameters) {
    const value = valueAt(input, placeOf(parameter));
    if (!(value instanceof Date) || Number.isNaN(value.getTime())) continue;
    texts = withValueAt(texts, placeOf(parameter), value.toISOString());
  }
  return texts;
}

function issuesOf(
  pair: OperationPair,
  given: Input,
  input: Input,
  options: Options,
  deviations: Deviations,
): { path: string; rule: string; message: string }[] {
  const strange = [...partsOf(pair.overlaid), ...Object.keys(given).map((name) => ({ place: [name] }))].flatMap(
    ({ place }) => {
      const value = valueAt(input, place);
      const parent = valueAt(input, place.slice(0, -1));
      const isThere = typeof parent === "object" && parent !== null && Object.hasOwn(parent, place.at(-1) ?? "");
      if (!isThere || isDeepStrictEqual(JSON.parse(JSON.stringify(value) ?? "0"), value)) return [];
      return place.length === 1 && place[0] !== "body" ? [] : [place.join(".")];
    },
  );
  const dots = pair.overlaid.parameters
    .filter(
      (parameter) => parameter.in === "path" && /^(?:\.|%2e){0,2}$/i.test(String(valueAt(input, placeOf(parameter)))),
    )
    .map((parameter) => placeOf(parameter).join("."));
  const paths = [...strange, ...dots, ...pair.undeclaredIn(input)];
  const problems = pair.maker
    .problems(input)
    .map(({ at, message }) => ({ path: at.join("."), rule: "schema", message }));
  const rules = pair.maker.brokenRules(input).map(({ name, message }) => ({ path: "", rule: name, message }));
  const unbounded =
    deviations.allowsUnbounded !== true && options.allowUnbounded !== true && pair.maker.isUnbounded(input)
      ? [{ path: "", rule: "unbounded", message: "means everything" }]
      : [];
  const auth = [
    ...paths.map((path) => ({ path, rule: "json", message: "cannot be sent" })),
    ...problems,
    ...rules,
    ...unbounded,
  ];
  return auth;
}

async function credentialsFor(
  operation: Operation,
  auth: Readonly<Record<string, unknown>>,
): Promise<{
  words: string;
  auth: () => Record<string, unknown>;
  arrives: { in: "cookie" | "header" | "query"; name: string; value: string }[];
}> {
  const names = Object.keys(auth).sort().join();
  const alternative = operation.security.find(
    ({ schemes }) =>
      schemes
        .map(({ scheme }) => scheme.credential)
        .sort()
        .join() === names,
  );
  if (alternative === undefined && operation.security.length > 0) {
    throw new InvalidRequestError([{ path: "auth", rule: "credential", message: "is missing" }]);
  }
  const arrives = [];
  for (const { scheme } of alternative?.schemes ?? []) arrives.push(await present(scheme, auth[scheme.credential]));
  return { words: "", auth: () => ({}), arrives };
}

async function present(
  scheme: SecurityScheme,
  credential: unknown,
): Promise<{ in: "cookie" | "header" | "query"; name: string; value: string }> {
  if (scheme.type === "apiKey") return { in: scheme.in, name: scheme.parameterName, value: String(credential) };
  // The suite gives one of these.
  const { username, password, accessToken, grant, clientId, clientSecret, tokenUrl } = credential as Record<
    string,
    string
  >;
  const header = (value: string): { in: "header"; name: string; value: string } => ({
    in: "header",
    name: "authorization",
    value,
  });
  if (scheme.type === "http" && scheme.scheme === "basic") return header(`Basic ${btoa(`${username}:${password}`)}`);
  if (typeof credential === "string") return header(`Bearer ${credential}`);
  if (accessToken !== undefined) return header(`Bearer ${accessToken}`);
  const form = new URLSearchParams(
    grant === "password"
      ? { grant_type: "password", username: username ?? "", password: password ?? "" }
      : { grant_type: "client_credentials", client_id: clientId ?? "", client_secret: clientSecret ?? "" },
  );
  const response = await fetch(tokenUrl ?? "", { method: "POST", body: form });
  const { access_token: token } = (await response.json()) as { access_token: string };
  return header(`Bearer ${token}`);
}

/** Whether a repeat is safe. All times that the suite makes up have passed. */
function isSafe({ overlaid, overlaidReading }: OperationPair, input: Input): boolean {
  const { retry } = overlaid;
  if (retry === undefined || retry.rating === "unsafe") return false;
  const { contentType: _contentType, ...content } = input;
  return (
    (retry.when === undefined || overlaidReading.checker.accepts(retry.when, content)) &&
    retry.past.every((place) => valueAt(input, place.split(".")) !== undefined)
  );
}

function receiptOf({ outcome }: Operation, input: Input, response: WireResponse): Record<string, unknown> {
  const isTelling = response.status < 300 && response.body.length > 0 && isJson(mediaTypeOf(response) ?? "");
  if (outcome === undefined || !isTelling) return { completion: outcome?.completion };
  const body: unknown = JSON.parse(new TextDecoder().decode(response.body));
  const told = (name: string | undefined): unknown => (name === undefined ? undefined : valueAt(body, [name]));
  const job = told(outcome.job);
  const wanted = outcome.asked === undefined ? undefined : valueAt(input, outcome.asked.split("."));
  const found = told(outcome.answered);
  const asked = Array.isArray(wanted) ? wanted : [];
  const notReported = Array.isArray(found) ? asked.filter((one) => !found.includes(one)) : [];
  const isLater = outcome.completion === "accepted" && (outcome.job === undefined || typeof job === "string");
  return {
    completion: isLater ? "accepted" : "completed",
    ...(typeof job === "string" ? { job } : {}),
    ...(outcome.count === undefined ? {} : { count: told(outcome.count) }),
    ...(notReported.length === 0 ? {} : { difference: { asked: asked.length, notReported } }),
  };
}

function read(pair: OperationPair, response: WireResponse, deviations: Deviations): object {
  const verdict = judgeResponse(pair.overlaidReading, pair.overlaid, response);
  const declared = verdict.declared ?? "undeclared";
  const status = /^\d+$/.test(declared) ? Number(declared) : declared;
  const headers = new Headers(
    deviations.losesHeaders === true ? [] : response.headers.map(([name, value]) => [name, value]),
  );
  const key = pair.overlaid.responses.find((one) => one.status === verdict.declared);
  const values = key && decodeHeaders(pair.overlaidReading, key, response);
  const base = { status, response: { headers }, ...(values === undefined ? {} : { headers: values }) };
  if (verdict.kind === "success" || deviations.trustsEverything === true)
    return {
      ...base,
      data: verdict.isBytes === true ? new Blob([response.body.slice()]) : verdict.body,
      error: undefined,
    };
  if (verdict.kind === "failure")
    return { ...base, data: undefined, error: new ApiError(response.status, verdict.body) };
  const error =
    response.status < 400 ? new OutcomeUnknownError("unknown") : new ApiError(response.status, verdict.body);
  return { ...base, status: "undeclared", data: undefined, error };
}
