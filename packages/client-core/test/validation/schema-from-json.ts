import type { Schema, SchemaObject } from "../check-of.ts";

/** A JSON Schema cannot be written in the form that the clients read. */
export class UnsupportedKeyword extends Error {}

const annotations = /^(\$schema|\$comment|\$defs|title|description|default|examples|deprecated)$/;
const listsOfSchemas = /^(allOf|anyOf|oneOf|prefixItems)$/;
const mapsOfSchemas = /^(properties|patternProperties|dependentSchemas)$/;
const schemas =
  /^(additionalProperties|contains|else|if|items|not|propertyNames|then|unevaluatedItems|unevaluatedProperties)$/;
const known =
  /^(type|enum|const|format|pattern|required|dependentRequired|uniqueItems|multipleOf|(min|max)(Length|imum|Items|Contains|Properties)|exclusive(Min|Max)imum|(all|any|one)Of|prefixItems|items|contains|properties|patternProperties|additionalProperties|propertyNames|dependentSchemas|unevaluated(Items|Properties)|not|if|then|else)$/;

type Json = Readonly<Record<string, unknown>>;

/** Rewrites a JSON Schema: each `$ref` within the document becomes a function that returns what it refers to. */
export function schemaFromJson(document: unknown): Schema {
  const targets = new Map<string, Schema>();

  function referenced(pointer: string): Schema {
    let target: unknown = document;
    for (const token of decodeURIComponent(pointer).split("/").slice(1)) {
      target = (target as Json | undefined)?.[token.replaceAll("~1", "/").replaceAll("~0", "~")];
    }
    if (!pointer.startsWith("#") || target === undefined) throw new UnsupportedKeyword("$ref to another document");
    if (!targets.has(pointer)) {
      targets.set(pointer, true); // until it is known: it may refer to itself
      targets.set(pointer, convert(target));
    }
    return () => targets.get(pointer) ?? true;
  }

  function convert(json: unknown): Schema {
    if (typeof json === "boolean") return json;
    const schema: Record<string, unknown> = {};
    for (const [keyword, argument] of Object.entries(json as Json)) {
      if (annotations.test(keyword)) continue;
      if (keyword === "$ref") {
        const { $ref, ...others } = json as Json;
        const target = referenced(String($ref));
        return Object.keys(others).every((name) => annotations.test(name))
          ? target
          : { allOf: [target, convert(others)] };
      }
      if (!known.test(keyword)) throw new UnsupportedKeyword(keyword);
      if (listsOfSchemas.test(keyword)) schema[keyword] = (argument as unknown[]).map(convert);
      else if (mapsOfSchemas.test(keyword))
        schema[keyword] = Object.fromEntries(
          Object.entries(argument as Json).map(([key, subschema]) => [key, convert(subschema)]),
        );
      else schema[keyword] = schemas.test(keyword) ? convert(argument) : argument;
    }
    return schema as SchemaObject;
  }

  return convert(document);
}
