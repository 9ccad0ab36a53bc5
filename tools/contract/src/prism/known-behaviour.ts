/**
 * What Prism 5.16 does otherwise than the document says, by kind and not by document. The suite names each case that one
 * of these touches, and asserts what Prism does: an upgrade that mends it makes the case fail, and the entry goes.
 */
import {
  contentOf,
  fromPointer,
  isBytes,
  isJson,
  type MediaType,
  type Model,
  nodeAt,
  type Operation,
  type Parameter,
  type Schema,
  type Source,
} from "@workshop/openapi";
import { type EdgeSearch, type Input, placeOf, valueAt } from "@workshop/samples";
import { ENDLESS, isEndless } from "../cases/mock-response.ts";
import { isOfFetch, type WireProblem } from "../wire/decode-request.ts";
import { decodeValue, isText } from "../wire/decode-value.ts";
import { mediaTypeOf, textOf, type WireRequest } from "../wire/wire-request.ts";
import { declaredNames, headerOfTwoSpellings, IGNORED } from "./declared-names.ts";
import { unknownToDraftSeven } from "./draft-seven.ts";
import { isOfImpliedType } from "./implied-type.ts";
import { isKnownFormat, takesPlainly, takesPlainlyAsSent } from "./plain-reading.ts";
import { whyUncompiled, whyUncompiledAmong } from "./uncompiled-body.ts";
import { fitsSeveralWays } from "./union-of-texts.ts";
import { isTooLargeWrittenOut } from "./written-out.ts";

/** Why an operation's requests, as far as they have the body of an input, are kept from Prism; `undefined` where they are not. */
export function whyNotAsked({ model }: EdgeSearch, operation: Operation, input: Input = {}): string | undefined {
  const list = operation.parameters.find(
    (parameter) => parameter.in === "path" && typesOf(model, parameter).includes("array"),
  );
  if (operation.responses.length === 0) return "it does not answer where no response is declared";
  if (operation.responses.every(({ status }) => /^[45]/.test(status)))
    return "it answers with a failure where nothing else is declared";
  if (list !== undefined) return `a list in the path (${list.name}) crashes it`;
  const headers = operation.responses.flatMap((response) => response.headers);
  const packed = headers.find(({ name }) => /^content-encoding$/i.test(name));
  if (packed !== undefined) return `it says in ${packed.name} that a body is packed, and does not pack it`;
  const header = headers.find(({ schema }) => isMany(model, schema));
  if (header !== undefined) return `a list or an object in a header of a response (${header.name}) crashes it`;
  const bodies = operation.responses.flatMap(({ content }) => content.map(({ schema = true }) => schema));
  if (bodies.some((schema) => isEndless(model, schema))) return ENDLESS;
  if (bodies.some((schema) => isTooLargeWrittenOut(model, schema))) return WRITTEN_OUT;
  if (operation.requestBody === undefined && model.within(operation.source, "requestBody") !== operation.source)
    return `it asks for a body of ${operation.method.toUpperCase()}`;
  const nowhere = declaredNames(model, operation, "path").find((name) => !operation.path.includes(`{${name}}`));
  if (nowhere !== undefined) return `it asks for ${nowhere}, which the path does not have`;
  const declared = declaredNames(model, operation, "header");
  const twice = headerOfTwoSpellings(declared);
  if (twice !== undefined) return `it takes another spelling of the header ${twice} for another header`;
  const ignored = declared.find((name) => IGNORED.test(name));
  if (ignored !== undefined) return `it looks at the header ${ignored}, whose parameter is ignored`;
  const said = declared.find(isOfFetch);
  if (said !== undefined) return `it sees the header ${said} where fetch says it`;
  const document = operation.parameters.find(({ serialisation }) => serialisation.kind === "content");
  if (document !== undefined) return `it does not read the document in ${document.name}`;
  const content = operation.requestBody?.content ?? [];
  const media = content.find(({ mediaType }) => mediaType === input.contentType) ?? content[0];
  return media && whyNotRead(model, media);
}

/** Whether a value is a list or an object. */
function isMany(model: Model, schema: Schema = true): boolean {
  const resolved = model.resolve(schema);
  const types = typeof resolved === "object" ? [resolved.type ?? []].flat() : [];
  return types.includes("array") || types.includes("object");
}

/** Why Prism does not read a body as the document says; `undefined` where it does. */
function whyNotRead(model: Model, { mediaType, schema, encoding, source }: MediaType): string | undefined {
  if (isTooLargeWrittenOut(model, schema ?? true)) return WRITTEN_OUT;
  if (/^application\/merge-patch\+json/i.test(mediaType)) return "it knows no null that removes something";
  if (["bytes", "text"].includes(contentOf(mediaType)) && isOfValues(model, source))
    return "it takes a text for the values that it is made of";
  if (/urlencoded/.test(mediaType) && isText(schema, model)) return "it looks for fields in a form that is a text";
  if (mediaType.includes("*")) return `it takes the range ${mediaType} for a media type`;
  if (isJson(mediaType) && !/^application\/(?:[^;]+\+)?json/.test(mediaType))
    return `it does not read ${mediaType} as JSON`;
  const isMultipart = mediaType.startsWith("multipart/");
  if (!isMultipart && !/urlencoded/.test(mediaType)) return undefined;
  if (encoding.size > 0) return "it does not read a form as its encoding says";
  const resolved = model.resolve(schema ?? true);
  const properties = Object.values((typeof resolved === "object" ? resolved.properties : undefined) ?? {});
  return isMultipart && properties.some((property) => !isSingle(model, property))
    ? "it reads no parts of a form but texts"
    : undefined;
}

/** Whether the document describes a text, or bytes, as an object or a list, or as another text that stands for them. */
function isOfValues(model: Model, media: Source): boolean {
  const { document } = model;
  const schema = nodeAt(document, [...fromPointer(model.placeOf(media)), "schema"]);
  const reference = nodeAt(schema, ["$ref"]);
  const resolved = typeof reference === "string" ? nodeAt(document, fromPointer(reference)) : schema;
  const format = nodeAt(resolved, ["format"]);
  const isOther = format === "byte" || format === "base64";
  return isOther || [nodeAt(resolved, ["type"])].flat().some((type) => type === "object" || type === "array");
}

/** Whether a property is a text, number or boolean, or a list of such. */
function isSingle(model: Model, property: Schema): boolean {
  const schema = model.resolve(property);
  if (typeof schema === "boolean" || schema.type === undefined || isBytes(schema)) return false;
  if (schema.type === "array") return isSingle(model, schema.items ?? true);
  return schema.type !== "object";
}

/** Why Prism does not see a problem that a request has; `undefined` where it does. */
export function whyLetThrough(
  search: EdgeSearch,
  operation: Operation,
  request: WireRequest,
  problem: WireProblem,
): string | undefined {
  if (/^cookies(?:\.|$)/.test(problem.at)) return "it looks at no cookie but those of credentials";
  if (problem.keyword === "undeclared") return "it ignores what is not declared";
  if (problem.at === "body" && isNullBody(request) && operation.requestBody?.required === false) {
    return "it takes null for no body";
  }
  const parameter = operation.parameters.find((known) => `${problem.at}.`.startsWith(`${placeOf(known).join(".")}.`));
  const location = /^(?:headers|query)\./.exec(problem.at)?.[0];
  if (location !== undefined) {
    const beside = operation.parameters.filter((other) => placeOf(other).join(".").startsWith(location));
    const uncompiled = whyUncompiledAmong(search.model, beside);
    if (uncompiled !== undefined) return uncompiled;
  }
  if (parameter !== undefined && placeOf(parameter).join(".") === problem.at) {
    if (isTakenForAbsent(parameter, request)) return "it takes an empty query value for none";
    if (isTakenForNull(parameter, request)) return "it takes 0 for the null that the document names beside it";
  }
  const isMissing =
    parameter !== undefined && placeOf(parameter).join(".") === problem.at && problem.keyword === "required";
  const isExploded = parameter?.in === "query" && !isMissing && valuesOf(parameter, request).length === 0;
  if (isExploded && !isDeepObject(parameter) && typesOf(search.model, parameter).length === 0)
    return `it looks for no members of ${parameter.name}, behind a union`;
  if (parameter !== undefined && hasImpliedExplode(search.model, parameter)) {
    const seen = lastItem(search, parameter, request);
    if (search.checker.accepts(parameter.schema, seen)) return LAST_ITEM;
  }
  if (/^body(?:\.|$)/.test(problem.at) && request.body.length > 0 && !isNullBody(request)) {
    const uncompiled = whyUncompiled(search.model, operation, mediaTypeOf(request));
    if (uncompiled !== undefined) return uncompiled;
  }
  if (isOfImpliedType(search.model, problem)) return "the document writes no type there";
  const later = unknownToDraftSeven(search.model, problem);
  if (later !== undefined) return `it reads schemas as draft 7, which has no ${later}`;
  if (problem.keyword === "format") {
    const format = /"([^"]+)"/.exec(problem.message)?.[1];
    if (format !== undefined && !isKnownFormat(format)) return `it does not know the format ${format}`;
  }
  return /^body(?:\.|$)/.test(problem.at) && takesPlainlyAsSent(search.model, operation, request) === true
    ? IGNORED_WORDS
    : undefined;
}

/** Why Prism refuses a request that the document allows; `undefined` where it does not. */
export function whyRefusedWrongly(search: EdgeSearch, operation: Operation, input: Input): string | undefined {
  for (const parameter of operation.parameters) {
    const value = valueAt(input, placeOf(parameter));
    if (value !== undefined && fitsSeveralWays(search, parameter, value))
      return `it takes the text of ${parameter.name} for more than one way of oneOf`;
    if (parameter.in !== "query") continue;
    const types = typesOf(search.model, parameter);
    if (types.length === 0 && Array.isArray(value) && value.length === 1) {
      return `it takes the one item of ${parameter.name} for a text, behind anyOf`;
    }
    if (value === undefined && isDeepObject(parameter) && !search.checker.accepts(parameter.schema, {})) {
      return `it takes the absent ${parameter.name} for an empty object`;
    }
    if (Array.isArray(value) && types.includes("array") && hasImpliedExplode(search.model, parameter)) {
      if (!search.checker.accepts(parameter.schema, value.slice(-1))) return LAST_ITEM;
    }
  }
  if (input.body === null && operation.requestBody?.required === true) return "it takes null for no body";
  if (Object.hasOwn(input, "body")) {
    const mediaType = input.contentType ?? operation.requestBody?.content[0]?.mediaType;
    if (takesPlainly(search.model, operation, mediaType, input.body) === false) {
      const media = operation.requestBody?.content.find((one) => one.mediaType === mediaType);
      if (search.checker.accepts(media?.schema ?? true, input.body)) return IGNORED_WORDS;
    }
  }
  return isForm(operation, input) && Object.values(input.body ?? {}).some(Array.isArray)
    ? "it takes a list in a form for its last item"
    : undefined;
}

const IGNORED_WORDS = "it looks at no discriminator and no unknown format, and takes null for what is nullable";
const WRITTEN_OUT = "it takes seconds to write out schemas that lead to each other on so many ways";
const LAST_ITEM = "it sees the last item alone where `explode` is not written out";

function typesOf(model: Model, parameter: Parameter): readonly string[] {
  const schema = model.resolve(parameter.schema);
  return typeof schema === "object" ? [schema.type ?? []].flat() : [];
}

function isDeepObject({ serialisation }: Parameter): boolean {
  return serialisation.kind === "style" && serialisation.style === "deepObject";
}

function isForm(operation: Operation, input: Input): boolean {
  const mediaType = input.contentType ?? operation.requestBody?.content[0]?.mediaType;
  return mediaType === "application/x-www-form-urlencoded" || mediaType === "multipart/form-data";
}

function isTakenForAbsent(parameter: Parameter, request: WireRequest): boolean {
  return parameter.in === "query" && !parameter.required && valuesOf(parameter, request).includes("");
}

/** Values are turned into what one way of a union says before the next way is tried. */
function isTakenForNull(parameter: Parameter, request: WireRequest): boolean {
  return parameter.in === "query" && parameter.unwritable.length > 0 && valuesOf(parameter, request).includes("0");
}

function isNullBody(request: WireRequest): boolean {
  return textOf(request) === "null";
}

/** Whether the document leaves `explode` to its default, which is true for `form`: Prism takes it for false. */
function hasImpliedExplode(model: Model, parameter: Parameter): boolean {
  const { serialisation, source } = parameter;
  if (parameter.in !== "query" || serialisation.kind !== "style" || serialisation.style !== "form") return false;
  // Behind a union it does not look for a list, and takes what is there.
  if (parameter.unwritable.some(({ pointer }) => /\/(?:any|one)Of\/\d+$/.test(pointer))) return false;
  let node: unknown = model.document;
  for (const name of fromPointer(source.pointer)) {
    // The pointer leads through mappings and sequences of the document.
    node = (node as Record<string, unknown> | undefined)?.[name];
  }
  return serialisation.explode && typeof node === "object" && node !== null && !("explode" in node);
}

function lastItem(search: EdgeSearch, parameter: Parameter, request: WireRequest): unknown {
  const last = valuesOf(parameter, request).at(-1);
  if (last === undefined) return undefined;
  const schema = search.model.resolve(parameter.schema);
  const text = decodeURIComponent(last.replaceAll("+", " "));
  // A schema without a type is no list to Prism in the first place.
  const isList = typeof schema === "object" && schema.type === "array";
  return isList ? decodeValue(search, schema, { text, items: text.split(","), members: {} }) : undefined;
}

function valuesOf(parameter: Parameter, request: WireRequest): string[] {
  const prefix = `${encodeURIComponent(parameter.name)}=`;
  const pairs = request.target.split("?")[1]?.split("&") ?? [];
  return pairs.filter((pair) => pair.startsWith(prefix)).map((pair) => pair.slice(prefix.length));
}
