import { contentOf, type Encoding, isJson, type MediaType, type Schema, type SchemaObject } from "@workshop/openapi";
import type { EdgeSearch } from "@workshop/samples";
import { branches, decodeText, decodeValue, propertiesOf, type RawValue } from "./decode-value.ts";

/** One field of a form, as it stands in the body: of a URL-encoded one, still encoded. */
export interface RawField {
  readonly name: string;
  readonly value: string;
  /** Of a part: its media type, if it says one. */
  readonly type?: string | undefined;
  /** Of a part: whether it is a file. */
  readonly isFile?: boolean;
}

/**
 * Reads the fields of a form by the document alone (OpenAPI 3.1.1, Encoding Object; RFC 6570; RFC 7578).
 *
 * @param decode what is still encoded of a text
 * @throws {SyntaxError} when a field is not written as the document says
 */
export function decodeFields(
  search: EdgeSearch,
  media: MediaType,
  fields: readonly RawField[],
  decode: (text: string) => string,
): Record<string, unknown> {
  const { model } = search;
  const schema = {
    ...resolved(search, media.schema ?? true),
    properties: propertiesOf(branches(search, media.schema ?? true)),
  };
  const left = new Set(fields);
  const value: Record<string, unknown> = {};
  const isMultipart = media.mediaType.startsWith("multipart/");
  const readsStyles = !isMultipart || model.openapi !== "3.0";
  // Those that say how they are written first: what they leave belongs to the others.
  for (const [name, encoding] of media.encoding) {
    const style = readsStyles ? styleOf(encoding) : undefined;
    if (style === undefined) continue;
    const property = schema.properties?.[name] ?? true;
    const own = [...left].filter((field) => isOf(search, decode(field.name), name, style, property, schema));
    for (const field of own) left.delete(field);
    if (own.length > 0) value[name] = styled(search, property, name, style, own, decode);
  }
  const others = Map.groupBy(left, ({ name }) => decode(name));
  for (const [name, own] of others) {
    const property = schema.properties?.[name] ?? schema.additionalProperties ?? true;
    const encoding = media.encoding.get(name);
    if (isMultipart) for (const field of own) checkType(search, property, encoding, field);
    value[name] = plain(search, property, encoding, own, decode);
  }
  return value;
}

interface Style {
  readonly style: string;
  readonly explode: boolean;
}

function styleOf({ style, explode, allowReserved }: Encoding): Style | undefined {
  if ([style, explode, allowReserved].every((one) => one === undefined)) return undefined;
  return { style: style ?? "form", explode: explode ?? (style ?? "form") === "form" };
}

function resolved(search: EdgeSearch, schema: Schema): SchemaObject {
  const found = search.model.resolve(schema);
  return typeof found === "object" ? found : {};
}

/** Whether a field belongs to a property. */
function isOf(
  search: EdgeSearch,
  field: string,
  name: string,
  { style, explode }: Style,
  property: Schema,
  whole: SchemaObject,
): boolean {
  if (field === name) return true;
  if (style === "deepObject") return field.startsWith(`${name}[`);
  const { type, properties = {} } = resolved(search, property);
  // An exploded object: its names are those of fields.
  return (
    explode && type === "object" && (Object.hasOwn(properties, field) || !Object.hasOwn(whole.properties ?? {}, field))
  );
}

const SEPARATORS: Readonly<Record<string, RegExp | string>> = {
  spaceDelimited: /%20|\+| /,
  pipeDelimited: /%7C|\|/i,
  form: ",",
};

function styled(
  search: EdgeSearch,
  property: Schema,
  name: string,
  { style, explode }: Style,
  fields: readonly RawField[],
  decode: (text: string) => string,
): unknown {
  if (style === "deepObject") return deep(search, property, name, fields, decode);
  const [first] = fields;
  const members = fields.map((field) => [decode(field.name), decode(field.value)] as const);
  if (explode) {
    const items = members.filter(([own]) => own === name).map(([, text]) => text);
    const raw: RawValue = { text: items[0] ?? "", items, members: Object.fromEntries(members) };
    return decodeValue(search, property, raw);
  }
  const items = (first?.value ?? "").split(SEPARATORS[style] ?? ",").map(decode);
  const pairs = items.flatMap((item, index) => (index % 2 === 0 ? [[item, items[index + 1] ?? ""] as const] : []));
  return decodeValue(search, property, { text: decode(first?.value ?? ""), items, members: Object.fromEntries(pairs) });
}

/** `name[a][0]=x`, however deep. */
function deep(
  search: EdgeSearch,
  property: Schema,
  name: string,
  fields: readonly RawField[],
  decode: (text: string) => string,
): unknown {
  const leaves = fields.map(({ name: field, value }): [path: string[], text: string] => {
    const rest = decode(field).slice(name.length);
    if (!/^(\[[^[\]]*\])*$/.test(rest)) throw new SyntaxError(`${field} is no field of a deepObject`);
    return [[...rest.matchAll(/\[([^[\]]*)\]/g)].map(([, key]) => key ?? ""), decode(value)];
  });
  const build = (schema: Schema, below: readonly (readonly [path: readonly string[], text: string])[]): unknown => {
    const [first] = below;
    if (first !== undefined && first[0].length === 0) return decodeText(search, schema, first[1]);
    const { type, items = true, properties = {}, additionalProperties = true } = resolved(search, schema);
    const groups = [...Map.groupBy(below, ([path]) => path[0] ?? "")].map(([key, own]) => {
      const inner = type === "array" ? items : (properties[key] ?? additionalProperties);
      return [
        key,
        build(
          inner,
          own.map(([path, text]) => [path.slice(1), text] as const),
        ),
      ] as const;
    });
    return type === "array" ? groups.map(([, item]) => item) : Object.fromEntries(groups);
  };
  return build(property, leaves);
}

/** Fields that say nothing of how they are written: JSON where that is what they are, else texts. */
function plain(
  search: EdgeSearch,
  property: Schema,
  encoding: Encoding | undefined,
  fields: readonly RawField[],
  decode: (text: string) => string,
): unknown {
  const { type, items = true } = resolved(search, property);
  const isList = type === "array";
  const read = (schema: Schema, { value, type: said }: RawField): unknown => {
    const text = decode(value);
    if (isJson(said ?? encoding?.contentType ?? "") || isObject(search, schema)) return JSON.parse(text);
    // Of a value that may be something else, JSON is what looks like it.
    if (text.startsWith("{") && mayBe(search, schema, "object")) return JSON.parse(text);
    if (text.startsWith("[") && mayBe(search, schema, "array")) return JSON.parse(text);
    return decodeText(search, schema, text);
  };
  if (isList) return fields.map((field) => read(items, field));
  const [first] = fields;
  if (fields.length > 1 || first === undefined) {
    const texts = fields.map(({ value }) => decode(value));
    return decodeValue(search, property, { text: texts[0] ?? "", items: texts, members: {} });
  }
  return read(property, first);
}

/** Whether a value may be a list, or an object. */
function mayBe(search: EdgeSearch, schema: Schema, type: "array" | "object"): boolean {
  if (search.model.resolve(schema) === true) return true;
  const parts = branches(search, schema);
  return parts.some(
    (part) => [part.type ?? "object"].flat().includes(type) || (type === "array" && part.items !== undefined),
  );
}

function isObject(search: EdgeSearch, schema: Schema): boolean {
  const { type, properties, additionalProperties } = resolved(search, schema);
  return type === "object" || (type === undefined && (properties ?? additionalProperties) !== undefined);
}

/** What a part may be, by its encoding, or by what it is (OpenAPI, Encoding Object, `contentType`). */
function checkType(
  search: EdgeSearch,
  property: Schema,
  encoding: Encoding | undefined,
  { name, type, isFile }: RawField,
): void {
  const own = resolved(search, property);
  const schema = own.type === "array" ? resolved(search, own.items ?? true) : own;
  const allowed =
    encoding?.contentType?.split(",").map((one) => one.trim().toLowerCase()) ?? usual(search, schema, isFile === true);
  const said = (type ?? "text/plain").split(";")[0]?.trim().toLowerCase() ?? "";
  const isAllowed = allowed.some((one) => {
    const [essence = ""] = one.split(";");
    return essence === "*/*" || essence === said || (essence.endsWith("/*") && said.startsWith(essence.slice(0, -1)));
  });
  if (!isAllowed) throw new SyntaxError(`the part ${name} is ${said}, and has to be ${allowed.join(" or ")}`);
}

function usual(search: EdgeSearch, schema: SchemaObject, isFile: boolean): string[] {
  if (isFile) return ["*/*"];
  if (isObject(search, schema) || schema.type === "array") return ["application/json"];
  if (schema.contentEncoding !== undefined && search.model.openapi !== "3.0") return ["application/octet-stream"];
  return schema.type === undefined ? ["text/plain", "application/json"] : ["text/plain"];
}

/** Whether bytes are meant, which are not of JSON: they are given as a `Blob`. */
export function meansBytes(search: EdgeSearch, schema: Schema): boolean {
  const { type = "string", format, contentMediaType, contentEncoding } = resolved(search, schema);
  if (type !== "string") return false;
  if (format === "binary" || contentEncoding === "binary") return true;
  return (
    typeof contentMediaType === "string" && contentEncoding === undefined && contentOf(contentMediaType) === "bytes"
  );
}
