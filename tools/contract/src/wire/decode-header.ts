import type { Response } from "@workshop/openapi";
import type { Reading } from "../cases/operation-pair.ts";
import { headerOf, type WireResponse } from "./wire-request.ts";

/**
 * The declared headers of a response as values, as OpenAPI's Header Object has them (`style: simple`): what fits the schema as a
 * number or boolean, what fits it as a text, and nothing of what does not fit; `undefined`: none is declared.
 */
export function decodeHeaders(
  { model, checker }: Reading,
  declared: Response,
  sent: WireResponse,
): Readonly<Record<string, unknown>> | undefined {
  const told = declared.headers.filter(({ name }) => !/^(?:content-type|set-cookie)$/i.test(name));
  if (told.length === 0) return undefined;
  const values = told.flatMap(({ name, schema = true }) => {
    const text = headerOf(sent, name)?.trim();
    if (text === undefined) return [];
    const resolved = model.resolve(schema);
    const types = typeof resolved === "object" ? [resolved.type ?? []].flat() : [];
    if (types.includes("object") || typeof resolved === "boolean" || Object.keys(resolved).length === 0)
      return [[name, text] as const];
    const items = text.split(",").map((item) => item.trim());
    const readings = types.includes("array") ? [items.map(literalOf), items] : [literalOf(text), text];
    const value = readings.find((reading) => checker.accepts(schema, reading, "response"));
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(values);
}

/** A number as JSON writes it, or a boolean; any other text as it is. */
function literalOf(text: string): unknown {
  if (/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text)) return Number(text);
  return text === "true" || text === "false" ? text === "true" : text;
}
