import type { Schema } from "../../descriptor.ts";
import { bareRecord } from "../../request/own-values.ts";
import { attempt, childOf, enter, type Keyword, own, refuseKey, report } from "../interpreter.ts";
import { quote } from "../issue.ts";
import { isObject } from "../json-type.ts";
import { matches } from "./matches.ts";

type Schemas = Readonly<Record<string, Schema>>;

/** `required` */
export const checkRequired: Keyword = (names: readonly string[], value, place) => {
  if (isObject(value))
    for (const name of names)
      if (!Object.hasOwn(value, name)) report(childOf(place, name), "required", () => "is required");
};

/** `properties` */
export const checkProperties: Keyword = (schemas: Schemas, value, place) => {
  if (isObject(value))
    for (const key of Object.keys(value))
      if (Object.hasOwn(schemas, key)) enter(schemas[key] as Schema, value[key], childOf(place, key)); // it has it
};

/** `additionalProperties`; with `false`, answers may still have fields that came after the document. */
export const checkAdditionalProperties: Keyword = (rest: Schema, value, place, schema) => {
  const properties = own(schema, "properties") ?? {};
  const patterns = Object.keys(own(schema, "patternProperties") ?? {});
  if (isObject(value))
    for (const key of Object.keys(value))
      if (!Object.hasOwn(properties, key) && !patterns.some((pattern) => matches(pattern, key))) {
        if (rest) enter(rest, value[key], childOf(place, key));
        else if (place.mode !== "answer") refuseKey(key, place, [properties]);
      }
};

/** `patternProperties`. Where it stands, the keys are known as with `properties`. */
export const checkPatternProperties: Keyword = (schemas: Schemas, value, place) => {
  const properties = bareRecord() as Record<string, Schema>; // a key may be called __proto__
  if (isObject(value))
    for (const [pattern, schema] of Object.entries(schemas))
      for (const key of Object.keys(value))
        if (matches(pattern, key)) {
          // Stryker disable next-line BooleanLiteral: what counts is its key
          properties[key] = true;
          enter(schema, value[key], childOf(place, key));
        }
  place.applied.push({ properties });
};

/** `propertyNames` */
export const checkPropertyNames: Keyword = (schema: Schema, value, place) => {
  if (isObject(value))
    for (const key of Object.keys(value))
      for (const { message } of attempt(schema, key, place).findings)
        report(childOf(place, key), "propertyNames", () => `has a name that ${message()}`);
};

/** `dependentRequired` */
export const checkDependentRequired: Keyword = (names: Readonly<Record<string, readonly string[]>>, value, place) => {
  if (isObject(value))
    for (const [key, others] of Object.entries(names))
      for (const other of others)
        if (Object.hasOwn(value, key) && !Object.hasOwn(value, other))
          report(childOf(place, other), "dependentRequired", () => `is required together with ${quote(key)}`);
};

/** `minProperties` */
export const checkMinProperties: Keyword = (limit: number, value) =>
  isObject(value) && Object.keys(value).length < limit;

/** `maxProperties` */
export const checkMaxProperties: Keyword = (limit: number, value) =>
  isObject(value) && Object.keys(value).length > limit;
