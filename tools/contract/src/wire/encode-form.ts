import { type Encoding, isJson, type MediaType, type Model, type Schema, type SchemaObject } from "@workshop/openapi";
import { encodeMultipart, type FormField } from "./decode-body.ts";
import { Unwritable } from "./encode-parameter.ts";

/** A form, as it is written. */
export interface EncodedForm {
  readonly text: string;
  readonly contentType: string;
}

type Pair = readonly [name: string, value: string];

/**
 * Writes a form as its Encoding Objects say (OpenAPI 3.1.1, Encoding Object; RFC 6570), whether its values are allowed or not.
 *
 * @param model what its schemas refer to; without it only what stands in the media type itself is known
 * @throws {Unwritable} for what is no object
 */
export function encodeForm(media: MediaType, body: unknown, model?: Model): EncodedForm {
  if (typeof body !== "object" || body === null) throw new Unwritable("a form that is no object");
  const isMultipart = media.mediaType.startsWith("multipart/");
  // In a multipart form, 3.0 ignores a style.
  const readsStyles = !isMultipart || model?.openapi !== "3.0";
  const properties = Object.entries(body).map(([name, value]) => {
    const encoding = media.encoding.get(name);
    return { name, value, encoding, style: readsStyles ? styleOf(encoding) : undefined };
  });
  if (isMultipart) {
    const fields = properties.flatMap(({ name, value, encoding, style }): FormField[] => {
      if (style !== undefined) return styled(name, value, style, (text) => text);
      const items: readonly unknown[] = Array.isArray(value) ? value : [value];
      return items.map((item): FormField => {
        const type = typeOf(model, media, name, item, encoding);
        return type === undefined ? [name, textOf(item)] : [name, textOf(item), type];
      });
    });
    return encodeMultipart(fields);
  }
  const pairs = properties.flatMap(({ name, value, encoding, style }): Pair[] => {
    const encode = encoding?.allowReserved === true ? encodeReservedLess : encodeURIComponent;
    if (style !== undefined) return styled(name, value, style, encode);
    const items: readonly unknown[] = Array.isArray(value) ? value : [value];
    return items.map((item) => [encodeURIComponent(name), encode(textOf(item))]);
  });
  return { text: pairs.map(([name, value]) => `${name}=${value}`).join("&"), contentType: media.mediaType };
}

interface Style {
  readonly style: string;
  readonly explode: boolean;
}

/** Said of one of the three, all have their defaults, and `contentType` counts no more. */
function styleOf(encoding: Encoding | undefined): Style | undefined {
  const { style, explode, allowReserved } = encoding ?? {};
  if (style === undefined && explode === undefined && allowReserved === undefined) return undefined;
  return { style: style ?? "form", explode: explode ?? (style ?? "form") === "form" };
}

const SEPARATORS: Readonly<Record<string, string>> = { spaceDelimited: " ", pipeDelimited: "|" };

function styled(name: string, value: unknown, { style, explode }: Style, encode: (text: string) => string): Pair[] {
  const encodeName = encode === encodeReservedLess ? encodeURIComponent : encode;
  if (style === "deepObject") return deep(encodeName, name, value, encode);
  if (typeof value !== "object" || value === null) return [[encodeName(name), encode(textOf(value))]];
  const entries = Object.entries(value);
  if (explode) {
    return entries.map(([key, item]) => [encodeName(Array.isArray(value) ? name : key), encode(textOf(item))]);
  }
  const parts = Array.isArray(value) ? value.map(textOf) : entries.flatMap(([key, item]) => [key, textOf(item)]);
  const separator = SEPARATORS[style];
  // The comma stands as it is, blanks and bars cannot.
  return [[encodeName(name), parts.map(encode).join(separator === undefined ? "," : encodeName(separator))]];
}

function deep(
  encodeName: (text: string) => string,
  name: string,
  value: unknown,
  encode: (text: string) => string,
): Pair[] {
  if (typeof value !== "object" || value === null) return [[encodeName(name), encode(textOf(value))]];
  return Object.entries(value).flatMap(([key, item]) => deep(encodeName, `${name}[${key}]`, item, encode));
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

/** Reserved characters as they are, but for those that would end a value. */
function encodeReservedLess(text: string): string {
  return encodeURIComponent(text).replaceAll(/%(?:3A|2F|3F|5B|5D|40|24|2C|3B)/g, decodeURIComponent);
}

/** What a part says that it is; `undefined`: nothing, which is a text. */
function typeOf(
  model: Model | undefined,
  media: MediaType,
  name: string,
  value: unknown,
  encoding: Encoding | undefined,
): string | undefined {
  const [first] = encoding?.contentType?.split(",") ?? [];
  if (first !== undefined) return inRange(first.trim(), value);
  if (typeof value === "object" && value !== null) return "application/json";
  const form = resolved(model, media.schema ?? true);
  const property = resolved(model, form.properties?.[name] ?? true);
  const item = property.type === "array" ? resolved(model, property.items ?? true) : property;
  return item.contentEncoding !== undefined && model?.openapi !== "3.0" ? "application/octet-stream" : undefined;
}

function resolved(model: Model | undefined, schema: Schema): SchemaObject {
  const found = model === undefined ? schema : model.resolve(schema);
  return typeof found === "object" ? found : {};
}

/** One media type out of a range. */
function inRange(range: string, value: unknown): string {
  if (range === "*/*") return typeof value === "string" ? "text/plain" : "application/json";
  return isJson(range) ? range : range.replace("/*", "/x-any");
}
