import { contentOf, type MediaType, type Operation } from "@workshop/openapi";
import type { EdgeSearch, Input } from "@workshop/samples";
import { meansBytes } from "../wire/decode-form.ts";
import { branches, propertiesOf } from "../wire/decode-value.ts";

/** An input as callers give it to a client: bytes, which are texts to the suite, as a `Blob` of a media type that is declared. */
export function asGiven(search: EdgeSearch, operation: Operation, input: unknown): unknown {
  if (typeof input !== "object" || input === null) return input;
  // Only what a case says, right or wrong: an input.
  const { body, contentType } = input as Input;
  if (!("body" in input)) return contentType === undefined ? input : { ...input, contentType: concrete(contentType) };
  const content = operation.requestBody?.content ?? [];
  const media = content.find(({ mediaType }) => mediaType === contentType) ?? content[0];
  if (media === undefined) return input;
  const { mediaType } = media;
  const kind = contentOf(mediaType);
  const named = mediaType.includes("*") ? { contentType: concrete(mediaType) } : {};
  if (kind === "bytes" && /^multipart\//i.test(mediaType)) return input;
  if (kind === "bytes" || kind === "any") return { ...input, body: blobOf(body, concrete(mediaType)), ...named };
  if (!/^multipart\/form-data/i.test(mediaType) || typeof body !== "object" || body === null)
    return { ...input, ...named };
  const files = Object.entries(body).map(([name, value]) => [name, fileOf(search, media, name, value)] as const);
  return { ...input, body: Object.fromEntries(files) };
}

function fileOf(search: EdgeSearch, media: MediaType, name: string, value: unknown): unknown {
  const property = search.model.resolve(propertiesOf(branches(search, media.schema ?? true))[name] ?? true);
  const [declared] = media.encoding.get(name)?.contentType?.split(",") ?? [];
  const type = declared === undefined ? "" : concrete(declared.trim());
  if (meansBytes(search, property)) return typeof property === "object" ? blobOf(value, type) : value;
  const items = typeof property === "object" && property.type === "array" ? property.items : undefined;
  if (items === undefined || !Array.isArray(value) || !meansBytes(search, items)) return value;
  return value.map((item) => blobOf(item, type));
}

const blobOf = (value: unknown, type: string): unknown =>
  typeof value === "string" ? new Blob([value], { type }) : value;

/** One media type of a range. */
const concrete = (mediaType: string): string =>
  mediaType
    .replace(/^\*\//, "application/")
    .replace(/\/\*\+/, "/vnd.contract+")
    .replace(/\/\*$/, "/x-contract");
