import { isJson, type MediaType, type Model, type Operation, type Response } from "@workshop/openapi";

/** How the body of a response is read. */
export interface ResponseReading {
  readonly kind: "bytes" | "json" | "text";
  /** Why no client ever sees such a body. */
  readonly whyNotReached?: string;
  /** Why the schema of such a body says nothing to a client. */
  readonly whyNotLookedAt?: string;
}

/** Other media types that are texts, as the clients promise. */
const TEXTS = /^text\/|[/+]xml$|ndjson$|urlencoded$/;

/** How a client reads a body: as JSON, as a text, or as bytes that it does not look into. */
export function isReadAs({ mediaType }: Pick<MediaType, "mediaType">): ResponseReading["kind"] {
  const type = mediaType.split(";")[0]?.trim().toLowerCase() ?? "";
  if (isJson(type)) return "json";
  return TEXTS.test(type) ? "text" : "bytes";
}

/** How a client reads the body of a response, and why it would not. */
export function responseReading(
  model: Model,
  { method }: Operation,
  { status }: Response,
  media: MediaType,
): ResponseReading {
  const kind = isReadAs(media);
  if (method === "head" || status === "204" || status === "205" || status === "304") {
    return { kind, whyNotReached: "such a response has no body" };
  }
  if (/^3/.test(status)) return { kind, whyNotReached: "a redirection is not followed, and its body not read" };
  if (kind === "bytes")
    return { kind, whyNotLookedAt: "clients hand bytes on as they came, and look at nothing in them" };
  if (kind === "text" && !allowsText(model, media.schema)) {
    return { kind, whyNotLookedAt: "a body of this media type is a text, and the schema allows none" };
  }
  return { kind };
}

function allowsText(model: Model, schema: MediaType["schema"]): boolean {
  const resolved = model.resolve(schema ?? true);
  if (typeof resolved === "boolean" || resolved.type === undefined) return resolved !== false;
  return [resolved.type].flat().includes("string");
}
