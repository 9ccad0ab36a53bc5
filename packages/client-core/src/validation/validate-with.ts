import type { Schema } from "../descriptor.ts";
import { enter, type Place, pathOf, type ValidationMode, type Vocabulary } from "./interpreter.ts";
import { type Issue, maximumIssues } from "./issue.ts";

export interface ValidationOptions {
  /** Where the value stands, for example `body`: each issue's path begins with it. */
  readonly path: string;
  readonly mode: ValidationMode;
}

/**
 * Checks a value against a schema, which nothing compiles: no `eval`, so that it runs under any content security policy.
 *
 * @returns All issues, up to a hundred; none: the value is valid. No message holds any part of the value but its keys.
 */
export function validateWith(
  vocabulary: Vocabulary,
  schema: Schema,
  value: unknown,
  { path, mode }: ValidationOptions,
): Issue[] {
  const place: Place = { parent: undefined, key: path, depth: 0, mode, vocabulary, findings: [], applied: [] };
  enter(schema, value, place);
  const issues = place.findings.map((finding) => ({
    path: pathOf(finding.place),
    rule: finding.rule,
    message: finding.message(),
  }));
  // Two schemas may say the same about one value.
  const isFirst = (issue: Issue, index: number): boolean =>
    index === issues.findIndex(({ path, message }) => path === issue.path && message === issue.message);
  return issues.filter(isFirst).slice(0, maximumIssues);
}
