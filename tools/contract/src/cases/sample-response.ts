import type { MediaType, Operation, Response, Schema } from "@workshop/openapi";
import { Choices, type Sampling, sampleValue, Unsampleable } from "@workshop/samples";
import { describedBy, isReadAs, sentMediaType, textOfBody } from "../clauses/response-reading.ts";
import { decodeHeaders } from "../wire/decode-header.ts";
import { isOfConnection, type WireResponse } from "../wire/wire-request.ts";
import type { Reading } from "./operation-pair.ts";

/** A response as the document declares it, for where Prism cannot give it. `also`: what its body has to satisfy besides. */
export function sampleResponse(
  { model, checker }: Reading,
  declared: Response,
  code: number,
  media: MediaType | undefined,
  also: Schema = true,
): WireResponse | undefined {
  const sampling: Sampling = {
    model,
    checker,
    choices: new Choices(),
    fill: "filled",
    numbers: { next: 1 },
    direction: "response",
  };
  try {
    const headers = sampleHeaders({ model, checker }, declared);
    if (media === undefined) return { status: code, headers, body: new Uint8Array() };
    const schema: Schema = also === true ? describedBy(model, media) : { allOf: [describedBy(model, media), also] };
    const value = sampleValue(sampling, schema, "");
    const text = isReadAs(model, media) === "bytes" ? String(value) : textOfBody(model, media, value);
    headers.push(["content-type", sentMediaType(model, media)]);
    return { status: code, headers, body: new TextEncoder().encode(text) };
  } catch (error) {
    if (error instanceof Unsampleable) return undefined;
    throw error;
  }
}

/** All headers that a response declares. @throws {Unsampleable} when no value can be found for one */
export function sampleHeaders({ model, checker }: Reading, declared: Response): [name: string, value: string][] {
  const numbers = { next: 1 };
  // The media type is declared elsewhere, and a body is as long and as packed as it is.
  const told = declared.headers.filter(
    ({ name }) => !/^content-(?:encoding|type)$/i.test(name) && !isOfConnection(name),
  );
  return told.map(({ name, schema = true }) => {
    const choices = new Choices();
    const value = sampleValue(
      { model, checker, choices, fill: "minimal", numbers, direction: "response" },
      schema,
      name,
    );
    const isList = Array.isArray(value) && value.every((item) => typeof item !== "object");
    return [name, isList ? value.join(",") : typeof value === "object" ? JSON.stringify(value) : String(value)];
  });
}

/** Headers of which some are not as the document declares them, where a text can be that; `undefined`: none can. */
export function unfitHeaders(reading: Reading, declared: Response): [name: string, value: string][] | undefined {
  const sampled = sampleHeaders(reading, declared);
  const unfit = sampled.map(([name, value]): [name: string, value: string] => {
    const other = ["not as declared", "-0.5", "a,true,-0.5"].find(
      (text) => decodeHeaders(reading, declared, { ...NOTHING, headers: [[name, text]] })?.[name] === undefined,
    );
    return [name, /^set-cookie$/i.test(name) ? value : (other ?? value)];
  });
  return unfit.some(([, value], index) => value !== sampled[index]?.[1]) ? unfit : undefined;
}

const NOTHING: WireResponse = { status: 200, headers: [], body: new Uint8Array() };

/** The first declared success, which may be the `default`; an empty 200 where there is none. */
export function successResponse(reading: Reading, operation: Operation): WireResponse {
  const declared =
    operation.responses.find(({ status }) => status.startsWith("2")) ??
    operation.responses.find(({ status }) => status === "default");
  const empty: WireResponse = { status: 200, headers: [], body: new Uint8Array() };
  if (declared === undefined) return empty;
  return sampleResponse(reading, declared, codeOf(declared.status, operation), declared.content[0]) ?? empty;
}

/** Statuses that say that there is no body. */
const BODILESS = new Set([204, 205, 304]);

/**
 * A status code for what the document declares: a range or `default` takes one that is not declared by itself. A `default`
 * takes that of a success where it is the only one to speak of successes, and else of a failure.
 */
export function codeOf(status: string, operation: Operation): number {
  return codesOf(status, operation)[0];
}

/** The same, and that of a failure where a `default` speaks of both. */
export function codesOf(status: string, { responses }: Operation): readonly [number, ...number[]] {
  if (/^\d{3}$/.test(status)) return [Number(status)];
  const declared = new Set(responses.map((one) => one.status.toUpperCase()));
  const isFree = (code: number): boolean => !declared.has(String(code)) && !BODILESS.has(code);
  const within = (first: number): number =>
    Array.from({ length: 100 }, (_, index) => first + index).find(isFree) ?? first;
  if (/^[1-5]XX$/i.test(status)) return [within(Number(status.charAt(0)) * 100)];
  const hundred = declared.has("5XX") ? 400 : 500;
  const isSuccessToo = !responses.some((one) => one.status.startsWith("2"));
  return isSuccessToo ? [within(200), within(hundred)] : [within(hundred)];
}
