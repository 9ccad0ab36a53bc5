import type { Issue } from "../../src/issue.ts";
import type { Schema } from "../check-of.ts";
import { validate } from "../check-of.ts";

/** What is wrong with the body of a request. */
export function issuesOf(schema: Schema, value: unknown): Issue[] {
  return validate(schema, value, { path: "body", mode: "request" });
}

/** Where something is wrong with it. */
export function pathsOf(schema: Schema, value: unknown): string[] {
  return issuesOf(schema, value).map(({ path }) => path);
}
