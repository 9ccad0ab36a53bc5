import type { Schema } from "@workshop/openapi";
import type { InputSchema } from "./input-schema.ts";

const texts: Readonly<Record<string, string>> = {
  "date-time": "2026-01-31T10:00:00Z",
  date: "2026-01-31",
  uuid: "123e4567-e89b-42d3-a456-426614174000",
  uuid4: "123e4567-e89b-42d3-a456-426614174000",
  email: "a@example.com",
  uri: "https://example.com/a",
};

/** A valid input with everything that the schema declares; `undefined` where that takes more than this does. */
export function sample({ $defs, ...root }: InputSchema): unknown {
  function valueFor(schema: Schema, depth: number): unknown {
    if (typeof schema === "boolean" || depth > 12) return null;
    if (schema.$ref !== undefined) return valueFor($defs[schema.$ref.slice("#/$defs/".length)] ?? true, depth + 1);
    if (schema.const !== undefined) return schema.const;
    if (schema.enum !== undefined) return schema.enum[0];
    const [alternative] = schema.anyOf ?? schema.oneOf ?? [];
    if (alternative !== undefined) return valueFor(alternative, depth + 1);
    if (schema.allOf !== undefined) return Object.assign({}, ...schema.allOf.map((part) => valueFor(part, depth + 1)));
    switch ([schema.type].flat()[0]) {
      case "string":
        return texts[schema.format ?? ""] ?? "a".repeat(Math.max(1, schema.minLength ?? 0));
      case "integer":
      case "number":
        return schema.minimum ?? 1;
      case "boolean":
        return true;
      case "array":
        return Array.from({ length: Math.max(1, schema.minItems ?? 0) }, () =>
          valueFor(schema.items ?? true, depth + 1),
        );
      case "object":
        return Object.fromEntries(
          Object.entries(schema.properties ?? {}).map(([key, property]) => [key, valueFor(property, depth + 1)]),
        );
      default:
        return null;
    }
  }
  return valueFor(root, 0);
}
