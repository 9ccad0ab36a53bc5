import { contentOf, isBytes } from "./media-types.ts";
import type { MediaType, Model, Operation, Response, Schema } from "./types.ts";
import { conjoined } from "./visit.ts";

/**
 * Whether a response is a success. `default` covers "responses other than the ones declared" (OpenAPI, Responses Object):
 * where no success is declared it is also what a success says; beside a declared one it is about failures, as nearly every
 * document means it.
 */
export function isSuccess({ responses }: Operation, { status }: Response): boolean {
  if (status.startsWith("2")) return true;
  return status === "default" && !responses.some((other) => other.status.startsWith("2"));
}

/** Whether a response may say that the operation failed: not only the declared successes do. */
export function isFailure({ status }: Response): boolean {
  return !status.startsWith("2");
}

/** The statuses of HTTP that never have a body. */
const BODILESS = new Set(["204", "205", "304"]);

/** Whether a response never has a body, whatever is declared of one (RFC 9110). */
export function isBodiless({ method }: Operation, { status }: Response): boolean {
  return method === "head" || BODILESS.has(status);
}

/** What the body of a response is to a caller. */
export interface ResponseContent {
  /**
   * `value`: JSON. `text`: a text. `jsonText`: a text that is read as JSON, since the schema allows no text. `bytes`: a
   * `Blob`, whatever the server says that it is. `any`: a value or a text, as the server says.
   */
  readonly kind: "any" | "bytes" | "jsonText" | "text" | "value";
  /** What describes it; `undefined`: nothing, or nothing that can be told of such a text. */
  readonly schema: Schema | undefined;
}

/** What the body of a response is to a caller, by its media type and schema. */
export function contentOfResponse(model: Model, { mediaType, schema }: MediaType): ResponseContent {
  switch (contentOf(mediaType)) {
    case "json":
      return { kind: "value", schema };
    case "bytes":
      return { kind: "bytes", schema: undefined };
    case "any":
      return isBytesOnly(model, schema) ? { kind: "bytes", schema: undefined } : { kind: "any", schema };
    case "form":
    case "text":
      if (/^multipart\//iu.test(mediaType)) return { kind: "bytes", schema: undefined };
      if (schema === undefined || allowsText(model, schema)) return { kind: "text", schema };
      // A number or an object in a plain text is its JSON; XML, CSV and their like have grammars of their own.
      return /^text\/plain\b/iu.test(mediaType) ? { kind: "jsonText", schema } : { kind: "text", schema: undefined };
  }
}

function isBytesOnly(model: Model, schema: Schema | undefined): boolean {
  const resolved = model.resolve(schema ?? true);
  return typeof resolved === "object" && resolved.type !== undefined && isBytes(resolved);
}

/** Whether a schema lets a text through, as far as its types and values tell. */
export function allowsText(model: Pick<Model, "schemas">, schema: Schema): boolean {
  if (typeof schema === "boolean") return schema;
  const { type, enum: values, anyOf, oneOf } = schema;
  if (type !== undefined && ![type].flat().includes("string")) return false;
  if (Object.hasOwn(schema, "const") && typeof schema.const !== "string") return false;
  if (values !== undefined && !values.some((value) => typeof value === "string")) return false;
  if (!conjoined(model.schemas, schema).every((part) => allowsText(model, part))) return false;
  return [anyOf, oneOf].every((branches) => branches?.some((branch) => allowsText(model, branch)) ?? true);
}
