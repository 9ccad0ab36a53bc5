import type { Model, Schema, SchemaObject } from "@workshop/openapi";
import { allowedTypes } from "./allowed-types.ts";
import type { Add, Lead, SchemaUse } from "./clause-list.ts";
import * as unreachable from "./unreachable.ts";
import * as noValue from "./valueless.ts";

/** What schemas say of objects: of names that are there, and of those that are not. */
export function addObjectKeywords(
  use: SchemaUse,
  schema: SchemaObject,
  { together, around }: { readonly together: ReadonlySet<string>; readonly around: readonly SchemaObject[] },
  add: Add,
  lead: Lead,
): void {
  const {
    properties = {},
    patternProperties = {},
    additionalProperties,
    unevaluatedProperties,
    propertyNames,
    dependentRequired = {},
  } = schema;
  const { model } = use.reading;
  const types = allowedTypes(model, schema);
  const isNone = (keyword: string): string | undefined => unreachable.ofOtherType(keyword, "object", types);
  const sent = Object.values(properties).filter((part) => unreachable.property(use, part) === undefined);
  const isOnlyOne = use.isStyled === true && sent.length === 1 && !additionalProperties;
  for (const [name, part] of Object.entries(properties)) {
    const none = isNone("properties");
    const why = none ?? unreachable.property(use, part);
    const empty = isOnlyOne && sent.includes(part) ? unreachable.EMPTY : undefined;
    const absent = together.has(name) ? {} : { absent: none ?? empty };
    add("properties", `property ${name}`, { present: why, ...absent }, name);
    if (none === undefined) lead(part, why, saidElsewhere(model, [schema, ...around], name, part));
  }
  for (const [pattern, part] of Object.entries(patternProperties)) {
    add("patternProperties", `a property like ${pattern}`, { present: isNone("patternProperties") }, pattern);
    if (isNone("patternProperties") === undefined) lead(part);
  }
  const noOther = isNone("additionalProperties");
  if (additionalProperties === false) add("additionalProperties", "no other properties", { broken: noOther });
  else if (additionalProperties !== undefined) {
    const whyNone = noValue.valueless(use, additionalProperties) ?? unreachable.nested(use, additionalProperties);
    const why = noOther ?? whyNone;
    add("additionalProperties", "other properties", { kept: why });
    if (noOther === undefined) lead(additionalProperties, why);
  }
  if (unevaluatedProperties === false) add("unevaluatedProperties", "nothing that no way knows", { broken: undefined });
  if (propertyNames !== undefined) add("propertyNames", "propertyNames", { broken: undefined });
  for (const [index, name] of (schema.required ?? []).entries()) {
    const why = isNone("required") ?? unreachable.property(use, properties[name] ?? true);
    add("required", `required: ${name}`, { broken: why }, index);
  }
  for (const [name, others] of Object.entries(dependentRequired)) {
    add("dependentRequired", `${name} requires ${others.join(", ")}`, { kept: undefined }, name);
    add("dependentRequired", "dependentRequired", { broken: undefined });
  }
}

/** What else the schemas of an object say of a property: each part, and each union all of whose ways speak of it. */
export function saidElsewhere(
  { resolve }: Pick<Model, "resolve">,
  schemas: readonly SchemaObject[],
  name: string,
  own: Schema,
): Schema[][] {
  const saidBy = (part: Schema): Schema | undefined => {
    const resolved = resolve(part);
    return typeof resolved === "object" ? resolved.properties?.[name] : undefined;
  };
  return schemas.flatMap(({ allOf = [], anyOf = [], oneOf = [] }) => {
    const unions = [anyOf, oneOf].map((ways) => ways.map(saidBy)).filter((said) => said.length > 0);
    return [...allOf.map((part) => [saidBy(part)]), ...unions].flatMap((said) => {
      const others = said.filter((one) => one !== undefined);
      return others.length === said.length && !others.includes(own) ? [others] : [];
    });
  });
}

/** What has to be there whichever way a value takes, of those that it can take. */
export function requiredOf(
  resolve: (schema: Schema) => Schema,
  schema: Schema,
  whyNoWay: (branch: Schema) => string | undefined = () => undefined,
  depth = 0,
): string[] {
  if (typeof schema === "boolean" || depth > 10) return [];
  const of = (part: Schema): string[] => requiredOf(resolve, part, undefined, depth + 1);
  const { $ref, allOf = [], anyOf = [], oneOf = [], required = [] } = schema;
  const parts = $ref === undefined ? allOf : [resolve({ $ref }), ...allOf];
  const ofUnions = [anyOf, oneOf].flatMap((ways) => {
    const [first = [], ...others] = ways.filter((branch) => whyNoWay(branch) === undefined).map(of);
    return first.filter((name) => others.every((names) => names.includes(name)));
  });
  return [...required, ...parts.flatMap(of), ...ofUnions];
}
