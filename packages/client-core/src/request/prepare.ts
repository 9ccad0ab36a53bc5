/** Checks everything about a call that can be checked here, and writes its request but for the credentials: in one pass. */
import { contextFor, pathOf, takeIssues } from "../checks/check.ts";
import type { CheckContext, FieldError, Parameter, Place } from "../definition.ts";
import { type Bound, checkHeaders, lowerCase } from "../engine/bind.ts";
import { absent, groups } from "../engine/compile.ts";
import { InvalidRequestError, isClientError } from "../errors.ts";
import { addIssue, type Issue } from "../issue.ts";
import { readCallOptions } from "../read-options.ts";
import { bare, isRecord } from "../records.ts";
import { PreparedRequest } from "./prepared.ts";
import { readInput } from "./read-input.ts";

/** @throws InvalidRequestError with everything that is wrong */
export function prepare(bound: Bound, givenInput: unknown, givenOptions: unknown): PreparedRequest {
  try {
    return checked(bound, givenInput, givenOptions);
  } catch (thrown) {
    if (isClientError(thrown)) throw thrown;
    // Revoked proxies and the like, which no check can ask anything.
    return refuse(bound, [{ path: "input", rule: "json", message: "holds something that cannot be read" }]);
  }
}

function checked(bound: Bound, givenInput: unknown, givenOptions: unknown): PreparedRequest {
  const { operation } = bound;
  const issues: Issue[] = [];
  const options = readCallOptions(givenOptions, issues);
  const request = new PreparedRequest(operation, options);
  readInput(operation, givenInput, request, issues);
  if (options.headers) {
    checkHeaders(options.headers, bound.owned, issues);
    request.headers = lowerCase(options.headers);
  }
  const context = contextFor("request", true);
  writeParameters(bound, request, context, issues);
  writeBody(bound, request, context, issues);
  // Of what was given as `undefined` no rule has anything to say.
  if (!(issues.length && issues.some(({ message }) => message.startsWith(undefinedValue))))
    checkRules(bound, request, issues);
  for (const { index, issue } of bound.refused) if (request.values[index] !== undefined) issues.push(issue);
  if (bound.issues.length) issues.push(...bound.issues);
  if (issues.length) refuse(bound, issues);
  return request;
}

/** How issues about it begin. */
const undefinedValue = "is undefined";

/** @throws InvalidRequestError always */
function refuse({ operation, context, redaction }: Bound, issues: readonly Issue[]): never {
  // A list that is too long may go in several calls, if each of its items stands for itself.
  const told = redaction
    .redactIssues(issues)
    .map((issue) =>
      issue.rule === "maxItems" && issue.path === operation.outcome?.asked
        ? { ...issue, message: `${issue.message}: send a longer list in parts, as inBatches() does` }
        : issue,
    );
  throw new InvalidRequestError(context, told);
}

const groupPlaces: Readonly<Record<string, Place>> = /* @__PURE__ */ bare(
  Object.fromEntries(groups.map((key) => [key, { up: undefined, key }])),
);

function writeParameters(bound: Bound, request: PreparedRequest, context: CheckContext, issues: Issue[]): void {
  const { parameters, pathParts } = bound.operation;
  const { values } = request;
  const segments: string[] = [];
  for (let index = 0; index < parameters.length; index++) {
    const parameter = parameters[index] as Parameter; // the index is one of theirs
    const { group, name, check } = parameter;
    const value = values[index];
    if (value === absent) {
      values[index] = undefined;
      if (parameter.isRequired) addIssue(issues, `${group}.${name}`, "required", "is required");
      continue;
    }
    if (value === undefined || (isEmpty(value) && !(value === "" && parameter.mayBeEmpty))) {
      const what = value === undefined ? "undefined" : "empty";
      addIssue(
        issues,
        `${group}.${name}`,
        "empty",
        `is ${what}, which a server may read as everything: give a value, or leave the key out`,
      );
      continue;
    }
    check(value, context, groupPlaces[group], name);
    if (context.findings !== undefined) {
      issues.push(...takeIssues(context));
      continue;
    }
    try {
      const text = parameter.write(value);
      if (parameter.spread && isRecord(value))
        parameter.spread(
          parameter,
          text,
          group === "query" ? request.query : request.cookies,
          parameters,
          bound.schemes,
        );
      if (group === "path") segments[index] = text;
      else parameter.put(request, text);
    } catch (thrown) {
      // Writers throw nothing but TypeErrors.
      addIssue(issues, `${group}.${name}`, "style", (thrown as TypeError).message);
    }
  }
  let path = "";
  for (const part of pathParts) path += typeof part === "number" ? (segments[part] ?? "") : part;
  request.target = path + request.query;
}

/** What a server may take for "not given", and a deletion then for "everything". */
function isEmpty(value: unknown): boolean {
  if (typeof value !== "object") return value === "";
  return value === null || (!(value instanceof Date) && Object.keys(value).length === 0);
}

function writeBody(
  { operation: { bodies } }: Bound,
  request: PreparedRequest,
  context: CheckContext,
  issues: Issue[],
): void {
  if (!bodies.length) return;
  const { given, givenContentType } = request;
  const body =
    givenContentType === absent
      ? bodies[0]
      : (bodies.find(({ mediaType, covers }) => mediaType === givenContentType && !covers) ??
        bodies.find(({ covers }) => covers?.(givenContentType)));
  if (!body) {
    const known = bodies.map(({ mediaType }) => mediaType).join(", ");
    addIssue(issues, "contentType", "enum", `must be one of ${known}`);
    return;
  }
  if (given === absent) {
    if (body.isRequired) addIssue(issues, "body", "required", "is required");
    return;
  }
  context.withoutBytes = !body.takesBytes;
  body.check(given, context, undefined, "body");
  if (context.findings !== undefined) {
    issues.push(...takeIssues(context));
    return;
  }
  try {
    request.body = body.write(given);
    // One that is no text is covered by nothing.
    const named = givenContentType === absent ? undefined : (givenContentType as string);
    request.contentType = body.typeOf ? body.typeOf(request.body, named) : body.mediaType;
  } catch (thrown) {
    // Writers throw nothing but these.
    const { field, message } = thrown as FieldError;
    const whole = { up: undefined, key: "body" };
    addIssue(issues, pathOf(field === undefined ? whole : { up: whole, key: field }), "encoding", message);
  }
}

/** What the document and its overlay say about several parameters together. */
function checkRules({ operation: { rules, unbounded } }: Bound, request: PreparedRequest, issues: Issue[]): void {
  for (const { path, other, name, message, holds } of rules)
    if (!holds(request) && !(other && issues.some((issue) => issue.path === path || issue.path === other)))
      addIssue(issues, path, name, message);
  if (!unbounded || request.options.allowUnbounded) return;
  if (unbounded.when(request))
    addIssue(
      issues,
      "input",
      "unbounded",
      `${unbounded.message}; if that is meant, set the call option allowUnbounded: true`,
    );
}
