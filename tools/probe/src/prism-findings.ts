import { declaredResponse, headerOf, type WireResponse } from "@workshop/contract";
import type { Model, Operation, Schema, SchemaObject, Source } from "@workshop/openapi";
import type { Finding } from "./deviation.ts";

/** Prism's own format, in the header `sl-violations`. */
interface Violation {
  readonly location?: readonly string[];
  readonly severity?: string;
  readonly message?: string;
}

/** What Prism has found wrong with a response that it handed on. */
export function prismFindings(operation: Operation, response: WireResponse): readonly Finding[] {
  const header = headerOf(response, "sl-violations");
  if (header === undefined) return [];
  const source = declaredResponse(operation, response.status)?.source ?? operation.source;
  return violationsIn(header)
    .filter(({ location = [], severity }) => location[0] === "response" && severity === "Error")
    .map(({ location = [], message = "" }): Finding => {
      const where = location
        .slice(1)
        .map((name) => (/^\d+$/.test(name) ? "*" : name))
        .join(".");
      return {
        kind: "found by Prism",
        message: `${response.status}: ${where} ${message}`.replaceAll("  ", " "),
        source,
      };
    });
}

function violationsIn(header: string): readonly Violation[] {
  try {
    const list: unknown = JSON.parse(header);
    // A list of Prism's own objects, each of whose members is looked at before it is used.
    return Array.isArray(list) ? (list as Violation[]) : [];
  } catch {
    // A list that is too long for a header is cut off: what it says of the response is at its end.
    return [];
  }
}

/** Where the schema of a value's part stands: as near to it as the properties and items lead. */
export function sourceOfPart(model: Model, schema: Schema, at: readonly string[], fallback: Source): Source {
  let current: SchemaObject | undefined = objectOf(model, schema);
  let source = fallback;
  for (const name of ["", ...at]) {
    if (name !== "") current = partOf(model, current, name);
    if (current === undefined) break;
    source = model.locate(current);
  }
  return source;
}

function partOf(model: Model, schema: SchemaObject | undefined, name: string): SchemaObject | undefined {
  if (schema === undefined) return undefined;
  const isIndex = /^\d+$/.test(name);
  const own = Object.hasOwn(schema.properties ?? {}, name) ? schema.properties?.[name] : undefined;
  const direct = own ?? (isIndex ? schema.items : undefined);
  if (direct !== undefined) return objectOf(model, direct);
  for (const branch of [...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]) {
    const found = partOf(model, objectOf(model, branch), name);
    if (found !== undefined) return found;
  }
  return undefined;
}

function objectOf(model: Model, schema: Schema): SchemaObject | undefined {
  const resolved = model.resolve(schema);
  return typeof resolved === "object" ? resolved : undefined;
}
