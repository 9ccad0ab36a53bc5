/** Reads an input: own properties only, each once, into the places that the operation has for them. */
import { absent, type CompiledOperation, groups } from "../engine/compile.ts";
import { addIssue, type Issue } from "../issue.ts";
import { hasHidden, isRecord, namesOf, type OwnRecord, ownCopy, readOwn } from "../records.ts";
import type { PreparedRequest } from "./prepared.ts";

export function readInput(
  operation: CompiledOperation,
  given: unknown,
  request: PreparedRequest,
  issues: Issue[],
): void {
  if (given === undefined) return;
  const before = issues.length;
  try {
    if (isRecord(given)) readGroups(operation, given, request, issues);
    else addIssue(issues, "input", "type", "must be a plain object");
  } catch {
    issues.length = before;
    request.groups = [];
    request.values = operation.noValues.slice();
    request.given = absent;
    addIssue(
      issues,
      "input",
      "json",
      "cannot be read: it is circular or too deep, a getter fails, or a key is a symbol",
    );
  }
}

function readGroups(operation: CompiledOperation, given: OwnRecord, request: PreparedRequest, issues: Issue[]): void {
  const names = namesOf(given);
  const hidden = hasHidden(given, names);
  request.groups = names;
  for (const name of names) {
    const value = readOwn(given, name, hidden);
    const places = operation.places[name];
    if (places !== undefined && isRecord(value)) readGroup(name, places, value, request, issues);
    else if (name === "body" && operation.bodies.length) request.given = ownCopy(value, 1);
    else if (name === "contentType" && operation.bodies.length) request.givenContentType = value;
    else refuseGroup(name, ownCopy(value, 1), issues);
  }
}

function readGroup(
  group: string,
  places: Readonly<Record<string, number | undefined>>,
  given: OwnRecord,
  request: PreparedRequest,
  issues: Issue[],
): void {
  const names = namesOf(given);
  const hidden = hasHidden(given, names);
  for (const name of names) {
    const place = places[name];
    const value = readOwn(given, name, hidden);
    const own = typeof value === "object" ? ownCopy(value, 2) : value;
    if (place === undefined) issues.push(unknownName(`${group}.${name}`));
    else request.values[place] = own;
  }
}

/** A filter with a misspelt name filters nothing. */
const unknownName = (path: string): Issue => ({
  path,
  rule: "unknown",
  message: "is not known to this operation: correct the name, or leave it out",
});

/** What holds no parameter of the operation. */
function refuseGroup(name: string, value: unknown, issues: Issue[]): void {
  if (name === "body" || name === "contentType") issues.push(unknownName(name));
  else if (!(groups as readonly string[]).includes(name))
    addIssue(issues, name, "unknown", `is not one of ${groups.join(", ")} and body`);
  else if (value === undefined)
    addIssue(issues, name, "empty", "is undefined: give a plain object, or leave the key out");
  else if (!isRecord(value)) addIssue(issues, name, "type", "must be a plain object, or left out");
  else for (const key of Object.keys(value)) issues.push(unknownName(`${name}.${key}`));
}
