import {
  isJson,
  isObject,
  type MediaType,
  type Model,
  type Operation,
  readDocument,
  type Schema,
} from "@workshop/openapi";
import { SchemaChecker } from "@workshop/samples";
import { fullFormats } from "ajv-formats/dist/formats.js";
import { mediaTypeOf, textOf, type WireRequest } from "../wire/wire-request.ts";

/**
 * A document as Prism reads it: schemas mean what JSON Schema says, whatever a discriminator says beside them, a format that it
 * does not know means nothing, and `nullable` means also in OpenAPI 3.1 what it meant before.
 */
interface PlainReading {
  readonly model: Model;
  readonly checker: SchemaChecker;
}

const readings = new WeakMap<Model, PlainReading | "the same">();

function plainReading(model: Model): PlainReading | undefined {
  let known = readings.get(model);
  if (known === undefined) {
    const found = { ignored: 0 };
    const document = asRead(model.document, found, model.openapi === "3.1");
    if (found.ignored === 0) known = "the same";
    else {
      const plain = readDocument({ file: model.source.file, text: JSON.stringify(document) }).model();
      known = { model: plain, checker: new SchemaChecker(plain) };
    }
    readings.set(model, known);
  }
  return known === "the same" ? undefined : known;
}

/** Whether Prism knows a format. */
export function isKnownFormat(format: string): boolean {
  return Object.hasOwn(fullFormats, format);
}

/** @param found counts what is otherwise than it stands there; `hasTypes`: whether a `nullable` says nothing, as in 3.1 */
function asRead(node: unknown, found: { ignored: number }, hasTypes: boolean): unknown {
  if (Array.isArray(node)) return node.map((item: unknown) => asRead(item, found, hasTypes));
  if (!isObject(node)) return node;
  const kept = Object.entries(node).filter(([key, value]) => {
    // A property of such a name is a schema, which has no such text.
    const isDiscriminator = key === "discriminator" && isObject(value) && typeof value.propertyName === "string";
    return !isDiscriminator && !(key === "format" && typeof value === "string" && !isKnownFormat(value));
  });
  found.ignored += Object.keys(node).length - kept.length;
  const read = Object.fromEntries(kept.map(([key, value]) => [key, asRead(value, found, hasTypes)]));
  if (!hasTypes || node.nullable !== true || typeof node.type !== "string") return read;
  found.ignored += 1;
  return {
    ...read,
    type: [node.type, "null"],
    ...(Array.isArray(node.enum) ? { enum: [...(node.enum as unknown[]), null] } : {}),
  };
}

/** A media type of a response, and the model that it belongs to, as Prism reads them. */
export function plainResponse(
  model: Model,
  { method, path }: Operation,
  status: string,
  media: MediaType,
): { readonly model: Model; readonly media: MediaType } {
  const plain = plainReading(model)?.model;
  const operation = plain?.operations.find((one) => one.method === method && one.path === path);
  const declared = operation?.responses.find((one) => one.status === status);
  const found = declared?.content.find(({ mediaType }) => mediaType === media.mediaType);
  return plain === undefined || found === undefined ? { model, media } : { model: plain, media: found };
}

/** Whether Prism takes a body; `undefined` where the document says nothing that it ignores, or it is not JSON. */
export function takesPlainly(
  model: Model,
  { method, path }: Operation,
  mediaType: string | undefined,
  body: unknown,
): boolean | undefined {
  if (mediaType === undefined || !isJson(mediaType)) return undefined;
  const reading = plainReading(model);
  const operation = reading?.model.operations.find((one) => one.method === method && one.path === path);
  const media = operation?.requestBody?.content.find((one) => one.mediaType === mediaType);
  if (reading === undefined || media === undefined) return undefined;
  const schema: Schema = media.schema ?? true;
  return reading.checker.accepts(schema, body);
}

const judged = new WeakMap<WireRequest, boolean | undefined>();

/** The same of a request as it is sent; judged once, however many problems it has. */
export function takesPlainlyAsSent(model: Model, operation: Operation, request: WireRequest): boolean | undefined {
  if (judged.has(request)) return judged.get(request);
  let taken: boolean | undefined;
  try {
    taken = takesPlainly(model, operation, mediaTypeOf(request), JSON.parse(textOf(request)));
  } catch {
    taken = undefined;
  }
  judged.set(request, taken);
  return taken;
}
