import { isJson, type MediaType, type Operation, type Response, type Schema } from "@workshop/openapi";
import { Choices, type Sampling, sampleValue, Unsampleable } from "@workshop/samples";
import type { WireResponse } from "../wire/wire-request.ts";
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
    const schema: Schema = also === true ? (media.schema ?? true) : { allOf: [media.schema ?? true, also] };
    const value = sampleValue(sampling, schema, "");
    const text = isJson(media.mediaType) ? JSON.stringify(value) : String(value);
    headers.push(["content-type", media.mediaType]);
    return { status: code, headers, body: new TextEncoder().encode(text) };
  } catch (error) {
    if (error instanceof Unsampleable) return undefined;
    throw error;
  }
}

/** All headers that a response declares. @throws {Unsampleable} when no value can be found for one */
export function sampleHeaders({ model, checker }: Reading, declared: Response): [name: string, value: string][] {
  const numbers = { next: 1 };
  return declared.headers.map(({ name, schema = true }) => {
    const choices = new Choices();
    const value = sampleValue(
      { model, checker, choices, fill: "minimal", numbers, direction: "response" },
      schema,
      name,
    );
    return [name, typeof value === "object" ? JSON.stringify(value) : String(value)];
  });
}

/** The first declared success; an empty 200 where there is none. */
export function successResponse(reading: Reading, operation: Operation): WireResponse {
  const declared = operation.responses.find(({ status }) => status.startsWith("2"));
  const empty: WireResponse = { status: 200, headers: [], body: new Uint8Array() };
  if (declared === undefined) return empty;
  return sampleResponse(reading, declared, codeOf(declared.status, operation), declared.content[0]) ?? empty;
}

/** A status code for what the document declares: a range or `default` takes one that is not declared by itself. */
export function codeOf(status: string, operation: Operation): number {
  if (/^\d{3}$/.test(status)) return Number(status);
  const declared = new Set(operation.responses.map(({ status }) => status));
  const first = /^[1-5]XX$/i.test(status) ? Number(status.charAt(0)) * 100 : 500;
  for (let code = first; code < first + 100; code += 1) if (!declared.has(String(code))) return code;
  return first;
}
