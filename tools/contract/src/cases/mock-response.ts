import {
  contentOfResponse,
  isDescribed,
  isObject,
  type MediaType,
  type Model,
  type Schema,
  type SchemaObject,
} from "@workshop/openapi";

/**
 * The body that Prism is expected to answer for a media type: its static sampler's rules, written down again. What is
 * expected of it stands in the names of cases, so that an upgrade of Prism which answers otherwise is noticed.
 */
export function expectedMockBody(model: Model, media: MediaType): unknown {
  const [example] = media.examples;
  if (example !== undefined) return example;
  const schema = media.schema ?? true;
  return isEndless(model, schema) ? undefined : sample(model, schema, []);
}

/** Prism follows every way through schemas that lead to each other: there may be more than it has seconds, and memory. */
const MOST_PARTS = 20_000;

const known = new WeakMap<Model, Map<Schema, boolean>>();

/** Whether Prism comes to no end with a sample of a schema. */
export function isEndless(model: Model, schema: Schema): boolean {
  const ofModel = known.get(model) ?? new Map<Schema, boolean>();
  known.set(model, ofModel);
  let parts = 0;
  const goes = (next: Schema, seen: readonly Schema[]): boolean => {
    const resolved = model.resolve(next);
    parts += 1;
    if (parts > MOST_PARTS) return false;
    if (typeof resolved === "boolean" || seen.filter((other) => other === resolved).length > 1) return true;
    const inner = [...seen, resolved];
    const { allOf = [], anyOf = [], oneOf = [], properties = {}, items, additionalProperties } = resolved;
    const followed = [...allOf, ...[...oneOf, ...anyOf].slice(0, 1), ...Object.values(properties)];
    return [...followed, items ?? true, additionalProperties ?? true].every((part) => goes(part, inner));
  };
  const found = ofModel.get(schema) ?? !goes(schema, []);
  ofModel.set(schema, found);
  return found;
}

export const ENDLESS = "it comes to no end with a sample of schemas that lead to each other";

/** Why Prism cannot write a response of a media type; `undefined`: it can. */
export function whyNotWritten(model: Model, media: MediaType): string | undefined {
  const { mediaType } = media;
  if (contentOfResponse(model, media).kind === "items") return "it writes no streams";
  if (isEndless(model, media.schema ?? true)) return ENDLESS;
  if (mediaType.includes("*")) return "it has no serializer for a range of media types";
  if (/[/+](?:json|xml)\b/i.test(mediaType.replace(/^text\/json/i, ""))) return undefined;
  return typeof expectedMockBody(model, media) === "string"
    ? undefined
    : "it writes neither texts nor bytes but of a string";
}

/** Formats that Prism's sampler knows; any other text is the word "string". */
const TEXTS: Readonly<Record<string, string>> = {
  email: "user@example.com",
  "date-time": "2019-08-24T14:15:22Z",
  date: "2019-08-24",
  time: "14:15:22Z",
  ipv4: "192.168.0.1",
  ipv6: "2001:0db8:85a3:0000:0000:8a2e:0370:7334",
  hostname: "example.com",
  uri: "http://example.com",
  "uri-reference": "../dictionary",
  uuid: "123e4567-e89b-42d3-a456-426614174000",
  "json-pointer": "/json/pointer",
  regex: "/regex/",
};

function sample(model: Model, schema: Schema, seen: readonly Schema[]): unknown {
  const resolved = model.resolve(schema);
  if (typeof resolved === "boolean") return null;
  // A schema that contains itself is met twice before Prism notices: as itself, and as what its reference names.
  if (seen.filter((other) => other === resolved).length > 1) return circular(resolved);
  const inner = [...seen, resolved];
  const { allOf, oneOf, anyOf, ...own } = asPrismReads(resolved);
  if (allOf !== undefined)
    return merged(
      allOf.map((part) => sample(model, part, inner)),
      sampleOwn(model, own, inner),
    );
  const [branch] = oneOf ?? anyOf ?? [];
  return branch === undefined ? sampleOwn(model, own, inner) : sample(model, branch, inner);
}

/** It has read the document alone: what is demanded and described nowhere it leaves out. */
function asPrismReads(schema: SchemaObject): SchemaObject {
  const { properties = {}, ...others } = schema;
  const described = Object.entries(properties).filter(([name]) => isDescribed(schema, name));
  return described.length === 0 ? others : { ...schema, properties: Object.fromEntries(described) };
}

function sampleOwn(model: Model, schema: SchemaObject, seen: readonly Schema[]): unknown {
  if (schema.default !== undefined) return schema.default;
  if ("const" in schema) return schema.const;
  if (schema.enum !== undefined && schema.enum.length > 0) return schema.enum[0];
  if (schema.examples !== undefined && schema.examples.length > 0) return schema.examples[0];
  switch ([schema.type].flat()[0] ?? (schema.properties === undefined ? undefined : "object")) {
    case "object": {
      const properties = Object.entries(schema.properties ?? {}).filter(
        ([, property]) => !isWriteOnly(model, property),
      );
      const value = Object.fromEntries(properties.map(([name, property]) => [name, sample(model, property, seen)]));
      if (typeof schema.additionalProperties !== "object") return value;
      const other = sample(model, schema.additionalProperties, seen);
      return { ...value, property1: other, property2: other };
    }
    case "array": {
      // It knows no `prefixItems`, and nothing of what is not described.
      const items = schema.items ?? schema.contains;
      const length = Math.min(schema.maxItems ?? Infinity, schema.minItems ?? 1);
      return items === undefined ? [] : Array.from({ length }, () => sample(model, items, seen));
    }
    case "boolean":
      return true;
    case "integer":
    case "number":
      return sampleNumber(schema);
    case "string":
      return sampleText(schema);
    default:
      return null;
  }
}

function sampleNumber({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: SchemaObject): number {
  if (minimum !== undefined) return minimum;
  if (exclusiveMinimum !== undefined) return exclusiveMinimum + 1;
  return exclusiveMaximum === undefined ? (maximum ?? 0) : exclusiveMaximum - 1;
}

function sampleText({ format = "", minLength = 0, maxLength = Infinity }: SchemaObject): string {
  const known = TEXTS[format];
  if (known !== undefined) return known;
  let text = "string";
  while (text.length < minLength) text += "string";
  return text.slice(0, Math.max(maxLength, minLength));
}

function merged(parts: readonly unknown[], own: unknown): unknown {
  // An example that is no object stays what it is, whatever stands beside it.
  if (own !== null && typeof own !== "object") return own;
  const objects = [...parts, own].filter(isObject);
  return objects.length > 0 ? Object.assign({}, ...objects) : (parts[0] ?? own);
}

function circular(schema: SchemaObject): unknown {
  if (schema.type === "array") return [];
  return schema.type === "object" || schema.properties !== undefined ? {} : null;
}

function isWriteOnly(model: Model, property: Schema): boolean {
  const resolved = model.resolve(property);
  return typeof resolved === "object" && resolved.writeOnly === true;
}
