import type { Schema, SchemaObject, SchemaType } from "@workshop/openapi";

/** One schema that asks for what both ask for. What cannot be merged is left to the check of the finished sample. */
export function mergeSchemas(left: SchemaObject, right: SchemaObject): SchemaObject {
  const merged: Record<string, unknown> = { ...left };
  for (const [keyword, value] of Object.entries(right)) {
    if (value === undefined) continue;
    const present = merged[keyword];
    merged[keyword] = present === undefined ? value : mergeKeyword(keyword, present, value);
  }
  return merged;
}

function mergeKeyword(keyword: string, left: unknown, right: unknown): unknown {
  switch (keyword) {
    case "required":
      return [...new Set([...list(left), ...list(right)])];
    case "examples":
      return [...list(right), ...list(left)];
    case "type":
      return mergeTypes(left, right);
    case "enum":
      return list(left).filter((value) => list(right).includes(value));
    case "minLength":
    case "minItems":
    case "minProperties":
    case "minimum":
    case "exclusiveMinimum":
      return Math.max(Number(left), Number(right));
    case "maxLength":
    case "maxItems":
    case "maxProperties":
    case "maximum":
    case "exclusiveMaximum":
      return Math.min(Number(left), Number(right));
    case "properties":
    case "patternProperties":
      return mergeProperties(left, right);
    case "items":
    case "additionalProperties":
      return both(left, right);
    default:
      return right;
  }
}

function mergeTypes(left: unknown, right: unknown): unknown {
  const allowed = new Set(types(right).flatMap((type) => (type === "number" ? ["number", "integer"] : [type])));
  const common = types(left).flatMap((type): SchemaType[] => {
    if (allowed.has(type)) return [type];
    return type === "number" && allowed.has("integer") ? ["integer"] : [];
  });
  return common.length === 1 ? common[0] : common;
}

function mergeProperties(left: unknown, right: unknown): Record<string, Schema> {
  // The value of `properties` in a schema of the model, on both sides.
  const merged = { ...(left as Record<string, Schema>) };
  for (const [name, schema] of Object.entries(right as Record<string, Schema>)) {
    const present = merged[name];
    merged[name] = present === undefined ? schema : both(present, schema);
  }
  return merged;
}

function both(left: unknown, right: unknown): Schema {
  // Schemas of the model, both.
  return left === true ? (right as Schema) : { allOf: [left as Schema, right as Schema] };
}

function types(value: unknown): SchemaType[] {
  // The value of `type` in a schema of the model.
  return list(value) as SchemaType[];
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}
