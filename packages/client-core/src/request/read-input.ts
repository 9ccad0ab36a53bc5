/** Reads an input: own properties only, each once, into the places that the operation has for them. */
import { type CompiledOperation, groups } from "../engine/compile.ts";
import { addIssue, type Issue } from "../issue.ts";
import { isRecord, type OwnRecord, ownCopy } from "../records.ts";
import type { PreparedRequest } from "./prepared.ts";

export function readInput(
  operation: CompiledOperation,
  given: unknown,
  request: PreparedRequest,
  issues: Issue[],
): void {
  if (given === undefined) return;
  let input: unknown;
  try {
    input = ownCopy(given);
  } catch {
    addIssue(
      issues,
      "input",
      "json",
      "cannot be read: it is circular or too deep, a getter fails, or a key is a symbol",
    );
    return;
  }
  if (isRecord(input)) readGroups(operation, input, request, issues);
  else addIssue(issues, "input", "type", "must be a plain object");
}

function readGroups(
  { bodies, places }: CompiledOperation,
  input: OwnRecord,
  request: PreparedRequest,
  issues: Issue[],
): void {
  // It was copied: nothing in it is inherited.
  for (const name in input) {
    const value = input[name];
    const known = places[name];
    const isBody = bodies.length > 0 && (name === "body" || name === "contentType");
    if (known !== undefined && isRecord(value)) {
      request.input[name] = value;
      for (const key in value) {
        const place = known[key];
        if (place === undefined) issues.push(unknownName(`${name}.${key}`));
        else request.values[place] = value[key];
      }
    } else if (!isBody) refuseGroup(name, value, issues);
    else if (name === "contentType") request.givenContentType = value;
    else {
      request.given = value;
      request.input.body = value;
    }
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
