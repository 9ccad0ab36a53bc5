import { holderOf, isForm, isJson, type Model, type Operation, type Parameter } from "@workshop/openapi";
import type { Input } from "@workshop/samples";
import { isText } from "./decode-value.ts";
import { encodeForm } from "./encode-form.ts";
import { encodeField, encodePath, encodeQuery, Unwritable } from "./encode-parameter.ts";
import type { WireRequest } from "./wire-request.ts";

/**
 * Writes an input as the bare document says, whether it is allowed or not: the sender that stands beside the clients and
 * shares no line with them. Where the overlay knows a JSON document in a parameter that is a string to the bare document,
 * it is the string.
 *
 * @param model what the schemas of a form refer to; without it only what stands in the media type itself is known
 * @throws {Unwritable} when there is no such request, for example without a path parameter
 */
export function encodeRequest(bare: Operation, overlaid: Operation, input: Input, model?: Model): WireRequest {
  let path = bare.path;
  const pairs: (readonly [string, string])[] = [];
  const headers: [string, string][] = [];
  const cookies: string[] = [];
  const parameters = [...bare.parameters, ...overlaid.parameters.filter((other) => find(bare, other) === undefined)];
  for (const parameter of parameters) {
    const holder = input[holderOf(parameter)];
    if (typeof holder !== "object" || holder === null || !Object.hasOwn(holder, parameter.name)) {
      if (parameter.in === "path") throw new Unwritable(`there is no path without ${parameter.name}`);
      continue;
    }
    // An own property of the input.
    const value = asBare(parameter, find(overlaid, parameter), (holder as Record<string, unknown>)[parameter.name]);
    if (parameter.in === "path") path = path.replaceAll(`{${parameter.name}}`, () => encodePath(parameter, value));
    else if (parameter.in === "query") pairs.push(...encodeQuery(parameter, value));
    else if (parameter.in === "header") headers.push([parameter.name, encodeField(parameter, value)]);
    else cookies.push(`${parameter.name}=${encodeField(parameter, value)}`);
  }
  refuseUnplaceable(input, parameters);
  const undeclared = Object.entries(input.query ?? {}).filter(
    ([name]) => !parameters.some((parameter) => parameter.in === "query" && parameter.name === name),
  );
  pairs.push(
    ...undeclared.map(([name, value]) => [encodeURIComponent(name), encodeURIComponent(String(value))] as const),
  );
  if (cookies.length > 0) headers.push(["cookie", cookies.join("; ")]);
  const body = encodeBody(bare, input, model);
  if (body.contentType !== undefined) headers.push(["content-type", body.contentType]);
  const query = pairs.map(([name, value]) => `${name}=${value}`).join("&");
  return {
    method: bare.method.toUpperCase(),
    target: query === "" ? path : `${path}?${query}`,
    headers,
    body: body.bytes,
  };
}

/** An undeclared name can be sent in the query and nowhere else. */
function refuseUnplaceable(input: Input, parameters: readonly Parameter[]): void {
  const known = new Set(["body", "contentType", "query", ...parameters.map(holderOf)]);
  for (const name of Object.keys(input)) if (!known.has(name)) throw new Unwritable(`a request has no ${name}`);
  for (const holder of ["path", "cookies", "headers"] as const) {
    for (const name of Object.keys(input[holder] ?? {})) {
      const declared = parameters.some((parameter) => holderOf(parameter) === holder && parameter.name === name);
      if (!declared) throw new Unwritable(`there is no place for ${name} in ${holder}`);
    }
  }
}

function find(operation: Operation, { name, in: location }: Parameter): Parameter | undefined {
  return operation.parameters.find((parameter) => parameter.name === name && parameter.in === location);
}

function asBare(bare: Parameter, overlaid: Parameter | undefined, value: unknown): unknown {
  const isDocument = overlaid?.serialisation.kind === "content" && bare.serialisation.kind === "style";
  if (!isDocument) return value;
  if (value === undefined) throw new Unwritable("a missing value cannot be written");
  return JSON.stringify(value);
}

function encodeBody(
  operation: Operation,
  input: Input,
  model: Model | undefined,
): { bytes: Uint8Array; contentType?: string } {
  const { body } = input;
  const mediaType = input.contentType ?? operation.requestBody?.content[0]?.mediaType;
  if (!Object.hasOwn(input, "body") || mediaType === undefined) return { bytes: new Uint8Array() };
  const encoder = new TextEncoder();
  if (isJson(mediaType)) {
    const text = JSON.stringify(body);
    if (text === undefined) throw new Unwritable("a missing body cannot be written");
    return { bytes: encoder.encode(text), contentType: mediaType };
  }
  const media = operation.requestBody?.content.find((one) => one.mediaType === mediaType);
  if (media !== undefined && isForm(mediaType) && !isText(media.schema, model)) {
    const { text, contentType } = encodeForm(media, body, model);
    return { bytes: encoder.encode(text), contentType };
  }
  if (typeof body !== "string") throw new Unwritable(`a body of ${mediaType} that is no text`);
  return { bytes: encoder.encode(body), contentType: mediaType };
}
