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
import { mediaTypeOf, textOf, type WireRequest } from "../wire/wire-request.ts";

/** A document as Prism reads it: schemas mean what JSON Schema says, whatever a discriminator says beside them. */
interface PlainReading {
  readonly model: Model;
  readonly checker: SchemaChecker;
}

const readings = new WeakMap<Model, PlainReading | "the same">();

function plainReading(model: Model): PlainReading | undefined {
  let known = readings.get(model);
  if (known === undefined) {
    const found = { discriminators: 0 };
    const document = withoutDiscriminators(model.document, found);
    if (found.discriminators === 0) known = "the same";
    else {
      const plain = readDocument({ file: model.source.file, text: JSON.stringify(document) }).model();
      known = { model: plain, checker: new SchemaChecker(plain) };
    }
    readings.set(model, known);
  }
  return known === "the same" ? undefined : known;
}

function withoutDiscriminators(node: unknown, found: { discriminators: number }): unknown {
  if (Array.isArray(node)) return node.map((item: unknown) => withoutDiscriminators(item, found));
  if (!isObject(node)) return node;
  const kept = Object.entries(node).filter(([key, value]) => {
    // A property of that name is a schema, which has no such text.
    const isOne = key === "discriminator" && isObject(value) && typeof value.propertyName === "string";
    if (isOne) found.discriminators += 1;
    return !isOne;
  });
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutDiscriminators(value, found)]));
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

/** Whether Prism takes a body; `undefined` where discriminators make no difference to it, or it is not JSON. */
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
