import type { Parameter } from "@workshop/openapi";

/** A value that cannot be written the way the document says: there is no such request. */
export class Unwritable extends Error {
  override readonly name = "Unwritable";
}

type Style = Extract<Parameter["serialisation"], { kind: "style" }>;
type Pair = readonly [name: string, value: string];

/** The value of a path parameter as it stands in the path (RFC 6570: simple, label and matrix expansion). */
export function encodePath(parameter: Parameter, value: unknown): string {
  const { serialisation, name } = parameter;
  if (serialisation.kind === "content") return encodeURIComponent(json(value));
  const { style, explode } = serialisation;
  const text = joined(
    value,
    explode,
    style === "simple" || !explode ? "," : style === "label" ? "." : ";",
    name,
    style,
  );
  if (text === "") throw new Unwritable(`path.${name} would leave its segment empty`);
  if (text === "." || text === "..") throw new Unwritable(`path.${name} would lead to another path`);
  if (style === "label") return `.${text}`;
  return style === "matrix" ? `;${explode && !isScalar(value) ? text : `${encodeURIComponent(name)}=${text}`}` : text;
}

function joined(value: unknown, explode: boolean, separator: string, name: string, style: string): string {
  if (isScalar(value)) return encodeURIComponent(scalar(value));
  if (Array.isArray(value)) {
    const prefix = style === "matrix" && explode ? `${encodeURIComponent(name)}=` : "";
    return value.map((item) => prefix + encodeURIComponent(scalar(item))).join(separator);
  }
  return entries(value)
    .map(([key, item]) => `${encodeURIComponent(key)}${explode ? "=" : ","}${encodeURIComponent(scalar(item))}`)
    .join(separator);
}

/** The pairs that a query parameter becomes, encoded. */
export function encodeQuery(parameter: Parameter, value: unknown): Pair[] {
  const { serialisation } = parameter;
  const name = encodeURIComponent(parameter.name);
  if (serialisation.kind === "content") return [[name, encodeURIComponent(json(value))]];
  if (isScalar(value)) return [[name, encodeURIComponent(scalar(value))]];
  if (Array.isArray(value)) return encodeList(name, value, serialisation);
  if (serialisation.style === "deepObject") {
    return entries(value).map(([key, item]) => [
      encodeURIComponent(`${parameter.name}[${key}]`),
      encodeURIComponent(scalar(item)),
    ]);
  }
  if (serialisation.explode) {
    return entries(value).map(([key, item]) => [encodeURIComponent(key), encodeURIComponent(scalar(item))]);
  }
  return [
    [
      name,
      entries(value)
        .flatMap((pair) => pair.map((part) => encodeURIComponent(scalar(part))))
        .join(","),
    ],
  ];
}

const SEPARATORS: Readonly<Record<string, string>> = { spaceDelimited: "%20", pipeDelimited: "%7C" };

function encodeList(name: string, values: readonly unknown[], { style, explode }: Style): Pair[] {
  if (values.length === 0) throw new Unwritable(`query.${name}: an empty list cannot be written`);
  const texts = values.map((item) => encodeURIComponent(scalar(item)));
  if (explode) return texts.map((text) => [name, text]);
  return [[name, texts.join(SEPARATORS[style] ?? ",")]];
}

/** The value of a header or of a cookie. */
export function encodeField(parameter: Parameter, value: unknown): string {
  const { serialisation } = parameter;
  const encode = parameter.in === "cookie" ? encodeURIComponent : (text: string): string => text;
  if (serialisation.kind === "content") return encode(json(value));
  if (isScalar(value)) return encode(scalar(value));
  if (Array.isArray(value)) {
    const separator = parameter.in === "cookie" && serialisation.explode ? `; ${parameter.name}=` : ",";
    return value.map((item) => encode(scalar(item))).join(separator);
  }
  const assign = serialisation.explode ? "=" : ",";
  return entries(value)
    .map(([key, item]) => `${encode(key)}${assign}${encode(scalar(item))}`)
    .join(",");
}

function isScalar(value: unknown): boolean {
  return typeof value !== "object" || value === null || value instanceof Date;
}

function scalar(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value))) return String(value);
  throw new Unwritable(`${value === null ? "null" : typeof value} cannot be written`);
}

function entries(value: unknown): [string, unknown][] {
  if (typeof value !== "object" || value === null) throw new Unwritable("not an object");
  const pairs = Object.entries(value);
  if (pairs.length === 0) throw new Unwritable("an empty object cannot be written");
  return pairs;
}

function json(value: unknown): string {
  const text = JSON.stringify(value);
  if (text === undefined) throw new Unwritable("a missing value cannot be written");
  // A server may read it as everything, and clients refuse it.
  if (text === "{}" || text === "[]") throw new Unwritable("an empty document cannot be written");
  return text;
}
