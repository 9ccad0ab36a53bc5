import type { Conjunction } from "./conjunction.ts";
import { schemasOf } from "./parts.ts";
import { isSameValue } from "./values.ts";
import { checkLimit, type Inclusion, placeOf, type Violation, violationOf } from "./violation.ts";

/** Formats that are a remark about the value, and forbid nothing that a client can send or meet. */
const REMARKS = new Set(["double", "float", "int64", "markdown", "multiline", "password", "textarea"]);

/** Formats each of which has only values of another one. */
const WITHIN: Readonly<Record<string, readonly string[]>> = {
  email: ["idn-email"],
  float: ["double"],
  hostname: ["idn-hostname"],
  int32: ["int64"],
  iri: ["iri-reference"],
  uri: ["iri", "iri-reference", "uri-reference"],
  "uri-reference": ["iri-reference"],
  uuid4: ["uuid"],
};

/** Lengths, patterns and content of texts. */
export function checkTexts(inclusion: Inclusion, narrow: Conjunction, wide: Conjunction): Violation[] {
  return [
    ...checkLimit(narrow, wide, "minLength"),
    ...checkLimit(narrow, wide, "maxLength"),
    ...checkPatterns(narrow, wide),
    ...["contentEncoding", "contentMediaType"].flatMap((keyword) => checkContent(narrow, wide, keyword)),
    ...checkContentSchema(inclusion, narrow, wide),
  ];
}

/** Formats of texts and numbers. */
export function checkFormats(inclusion: Inclusion, narrow: Conjunction, wide: Conjunction): Violation[] {
  if (narrow.having("format").length + wide.having("format").length === 0) return [];
  const own = formatsOf(narrow);
  const missing = formatsOf(wide).filter((format) => {
    if (own.length === 0) return !REMARKS.has(format);
    return !own.some((known) => known === format || WITHIN[known]?.includes(format) === true);
  });
  if (missing.length > 0) return [violationOf(narrow, wide, "format")];
  // A date may be given as `Date`, and bytes as `Blob`: only where the format says so.
  const lost =
    inclusion.direction === "request" &&
    inclusion.isForward &&
    own.find((format) => (format === "date-time" || format === "binary") && !formatsOf(wide).includes(format));
  return lost ? [violationOf(narrow, wide, "format")] : [];
}

/** `contentEncoding: base64` is how 3.1 writes 3.0's `format: byte`; the same for binary data. */
function formatsOf(schema: Conjunction): string[] {
  return schema.parts.flatMap(({ keywords }) => [
    ...(typeof keywords.format === "string" ? [keywords.format] : []),
    ...(keywords.contentEncoding === "base64" && keywords.format === undefined ? ["byte"] : []),
    ...(keywords.contentMediaType === "application/octet-stream" && keywords.format === undefined ? ["binary"] : []),
  ]);
}

function checkPatterns(narrow: Conjunction, wide: Conjunction): Violation[] {
  const own = narrow.having("pattern").map(({ keywords }) => keywords.pattern);
  return wide.having("pattern").flatMap(({ schema, keywords }) => {
    if (own.includes(keywords.pattern) || isEverything(keywords.pattern)) return [];
    const place = { schema, keyword: "pattern" };
    return [{ ...violationOf(narrow, wide, "pattern"), wide: place, asked: keywords.pattern }];
  });
}

function isEverything(pattern: unknown): boolean {
  return pattern === "" || pattern === ".*" || pattern === "^.*$" || pattern === "^";
}

function checkContent(narrow: Conjunction, wide: Conjunction, keyword: string): Violation[] {
  return wide.having(keyword).flatMap(({ keywords }) => {
    const value = keywords[keyword];
    const isFormat = value === "base64" || value === "application/octet-stream";
    const formats = formatsOf(narrow);
    const isSame = narrow.having(keyword).some((part) => part.keywords[keyword] === value);
    if (isSame || (isFormat && formats.includes(value === "base64" ? "byte" : "binary"))) return [];
    return [violationOf(narrow, wide, keyword)];
  });
}

function checkContentSchema(inclusion: Inclusion, narrow: Conjunction, wide: Conjunction): Violation[] {
  const asked = schemasOf(wide, "contentSchema");
  if (asked.length === 0) return [];
  const own = schemasOf(narrow, "contentSchema");
  if (own.length === 0) return [violationOf(narrow, wide, "contentSchema")];
  return [...inclusion.of(narrow.all(own), wide.all(asked))];
}

const EXTENSIBLE = "x-extensible-enum";

/** An enumeration that may grow: a value less is refused in a request, and a value more is expected in a response. */
export function checkExtensible(inclusion: Inclusion, narrow: Conjunction, wide: Conjunction): Violation[] {
  const asked = valuesOf(wide);
  if (asked === undefined) return [];
  const own = narrow.values ?? valuesOf(narrow);
  const missing = own?.filter((value) => !asked.some((other) => isSameValue(value, other)));
  if (missing?.length === 0) return [];
  const gentle = inclusion.direction === "response" ? { isGentle: true as const } : {};
  const violation = { ...violationOf(narrow, wide, EXTENSIBLE), ...gentle };
  if (missing === undefined) return [violation];
  return missing.map((value) => ({
    ...violation,
    narrow: placeOf(narrow, EXTENSIBLE),
    had: value,
    subject: JSON.stringify(value),
  }));
}

function valuesOf(schema: Conjunction): readonly unknown[] | undefined {
  const lists = schema.having(EXTENSIBLE).map(({ keywords }) => keywords[EXTENSIBLE]);
  const [first, ...others] = lists.filter((list): list is readonly unknown[] => Array.isArray(list));
  return first?.filter((value) => others.every((list) => list.some((other) => isSameValue(value, other))));
}
