import type { Schema } from "../../src/descriptor.ts";
import type { Issue } from "../../src/validation/issue.ts";
import { validate } from "../../src/validation/validate.ts";

/** What is wrong with the body of a request. */
export function issuesOf(schema: Schema, value: unknown): Issue[] {
  return validate(schema, value, { path: "body", mode: "request" });
}

/** Where something is wrong with it. */
export function pathsOf(schema: Schema, value: unknown): string[] {
  return issuesOf(schema, value).map(({ path }) => path);
}
