import type { Schema } from "../descriptor.ts";
import type { Issue } from "./issue.ts";
import { type ValidationOptions, validateWith } from "./validate-with.ts";
import { fullVocabulary } from "./vocabulary.ts";

/** `validateWith` every keyword and format that there is. */
export function validate(schema: Schema, value: unknown, options: ValidationOptions): Issue[] {
  return validateWith(fullVocabulary, schema, value, options);
}
