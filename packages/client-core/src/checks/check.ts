/** What all checks have in common: how they report, and what a value is to JSON. */
import type { Check, CheckContext, Finding, Mode, Place } from "../definition.ts";
import { type Issue, maximumIssues } from "../issue.ts";
import { isRecord } from "../records.ts";

/** Reports that a value breaks a keyword of the document. */
export function report(
  context: CheckContext,
  up: Place | undefined,
  key: number | string,
  rule: string,
  argument: unknown,
  value: unknown,
  message?: () => string,
): void {
  context.findings ??= [];
  if (context.findings.length < maximumIssues) context.findings.push({ up, key, rule, argument, value, message });
}

/** A part of the document, or a key, in a message. */
export const quote = (value: unknown): string => String(JSON.stringify(value)).slice(0, 200);

/** A place as code would write it; a key that is no identifier is quoted. */
export function pathOf({ up, key }: Place): string {
  if (up === undefined) return String(key);
  return pathOf(up) + (typeof key === "string" && /^[\w$-]{1,64}$/.test(key) ? `.${key}` : `[${quote(key)}]`);
}

/** What is wrong, and what to do: the end of a sentence that begins with the place. */
export function messageOf({ rule, argument, message }: Finding): string {
  return message ? message() : `must satisfy ${rule}: ${quote(argument)}`;
}

/** How checks begin: nothing found, nothing evaluated. */
export const contextFor = (mode: Mode, withoutBytes = false): CheckContext => ({
  mode,
  withoutBytes,
  findings: undefined,
  evaluated: undefined,
});

/** The issues that a context has come to, each once. The context is as new again. */
export function takeIssues(context: CheckContext): Issue[] {
  const issues: Issue[] = [];
  for (const finding of context.findings ?? []) {
    const issue = { path: pathOf(finding), rule: finding.rule, message: messageOf(finding) };
    // Two schemas may say the same about one value.
    if (!issues.some(({ path, message }) => path === issue.path && message === issue.message)) issues.push(issue);
  }
  context.findings = undefined;
  return issues;
}

/** Whether a value passes, as JSON Schema means it. */
export function satisfies(check: Check, value: unknown): boolean {
  const context = contextFor("rule");
  check(value, context, undefined, "");
  return context.findings === undefined;
}

/** What `typeOf` says of objects whose content JSON would lose, for example a `Set`, or a `Blob`. */
const instance = "class instance";

/** The JSON type of a value; `Date`; `class instance`; or, of something that JSON cannot carry, a word that begins with `non`. */
export function typeOf(value: unknown): string {
  const type = typeof value;
  if (type !== "object")
    return type === "string" || type === "boolean" || Number.isFinite(value) ? type : `non-JSON ${type}`;
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "non-JSON Date" : "Date";
  return isRecord(value) ? "object" : instance;
}

/** Whether a value is an object as JSON means it. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => isRecord(value);

/** Reports a value of another type than the expected one, or one that JSON cannot carry at all. */
export function wrongType(
  value: unknown,
  context: CheckContext,
  up: Place | undefined,
  key: number | string,
  expected: unknown,
): void {
  const type = typeOf(value);
  if (type.startsWith("non")) report(context, up, key, "json", type, value, () => notJson(value));
  else if (type !== instance) {
    report(context, up, key, "type", expected, value, () => `must satisfy type: ${quote(expected)}, is ${type}`);
  } else if (context.evaluated === undefined) refuseInstance(value, context, up, key);
}

export function notJson(value: unknown): string {
  if (value === undefined) return "is undefined, which cannot be sent: give a value, or leave the key out";
  return `is ${typeOf(value)}: ${value instanceof Date ? "give a valid Date" : "leave it out"}`;
}

/** What an instance is good for, its format says; a rule may look at one. */
export function refuseInstance(
  value: unknown,
  context: CheckContext,
  up: Place | undefined,
  key: number | string,
): void {
  if (context.mode !== "rule")
    report(context, up, key, "json", instance, value, () => `is a ${instance}: give a plain value`);
}

/** Checks a part of the value at hand, to which other schemas apply. */
export function enter(
  check: Check,
  value: unknown,
  context: CheckContext,
  up: Place | undefined,
  key: number | string,
): void {
  const { evaluated } = context;
  if (evaluated === undefined) {
    check(value, context, up, key);
    return;
  }
  context.evaluated = undefined;
  check(value, context, up, key);
  context.evaluated = evaluated;
}

/** Looks through a value of which the document says nothing: JSON must be able to carry it. */
export function scan(value: unknown, context: CheckContext, up: Place | undefined, key: number | string): void {
  // What was read from JSON is JSON.
  if (context.mode === "response") return;
  const type = typeOf(value);
  if (type.startsWith("non")) report(context, up, key, "json", type, value, () => notJson(value));
  else if (type === instance) refuseInstance(value, context, up, key);
  else if (type === "array" || type === "object") {
    const here = { up, key };
    const names = type === "array" ? (value as unknown[]).keys() : Object.keys(value as object); // typeOf says so
    for (const name of names) scan((value as Record<number | string, unknown>)[name], context, here, name);
  }
}

/** `{}`: any JSON. */
export const anything: Check = (value, context, up, key) => {
  if (context.evaluated) context.evaluated.isAny = true;
  else scan(value, context, up, key);
};

/** `true`, which does not even say that an object may have names that no other schema knows. */
export const always: Check = () => {};

/** `false` */
export const never: Check = (value, context, up, key) =>
  report(context, up, key, "false", false, value, () => "is not allowed: leave it out");

/** A schema that others refer to; it may refer to itself. It is made when a value first comes to it. */
export function lazy(make: () => Check): Check {
  let check: Check | undefined;
  return (value, context, up, key) => {
    check ??= make();
    check(value, context, up, key);
  };
}
