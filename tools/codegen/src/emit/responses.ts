import {
  contentOfResponse,
  declaredHeaders,
  isBodiless,
  isFailure,
  isSuccess,
  type MediaType,
  type Model,
  type Operation,
  type Response,
} from "@workshop/openapi";
import { union } from "./type-expressions.ts";
import { IN_RESPONSE } from "./type-names.ts";
import type { TypeWriter } from "./types.ts";

/** What an operation resolves with. */
export interface ResultTypes {
  /** What the declared successes carry. */
  readonly data: string;
  /** A member for each declared status. */
  readonly result: string;
  /** What it gives as a stream; `undefined`: it never comes as one. */
  readonly streamed: string | undefined;
  /** The types of client-core in it. */
  readonly coreTypes: readonly string[];
}

/** Writes the types of an operation's data and result: as the runtime gives them, so what it accepts fits them. */
export function writeResults(model: Model, operation: Operation, types: TypeWriter): ResultTypes {
  const successes = operation.responses.filter((response) => isSuccess(operation, response));
  const members = operation.responses.flatMap((response) => resultsOf(model, operation, response, types));
  return {
    data: union(successes.map((response) => bodyType(model, operation, response, types))),
    result: [...new Set(members.map(({ type }) => type)), "Unexpected"].join(" | "),
    streamed: streamedType(model, operation, types),
    coreTypes: [
      ...new Set([...members.flatMap(({ kinds }) => kinds), ...streamTypes(model, operation.responses), "Unexpected"]),
    ],
  };
}

/** What an operation gives as a stream: items where a success has some, else its bytes; `undefined`: neither. */
export function streamedType(model: Model, operation: Operation, types: TypeWriter): string | undefined {
  const medias = operation.responses
    .filter((response) => isSuccess(operation, response) && !isBodiless(operation, response))
    .flatMap(({ content }) => content);
  const streams = medias.filter((media) => contentOfResponse(model, media).kind === "items");
  if (streams.length > 0) return union(streams.map((media) => mediaTypeOf(model, media, types)));
  const hasBytes = medias.some((media) => contentOfResponse(model, media).kind === "bytes");
  return hasBytes ? "ReadableStream<Uint8Array>" : undefined;
}

/** The types of client-core that streams are made of. */
function streamTypes(model: Model, responses: readonly Response[]): string[] {
  const contents = responses.flatMap(({ content }) => content.map((media) => contentOfResponse(model, media)));
  return contents.flatMap(({ kind, schema }) =>
    kind !== "items" ? [] : schema === undefined ? ["ItemStream", "ServerSentEvent"] : ["ItemStream"],
  );
}

function resultsOf(
  model: Model,
  operation: Operation,
  response: Response,
  types: TypeWriter,
): { kinds: readonly string[]; type: string }[] {
  const status = /^\d+$/u.test(response.status) ? response.status : JSON.stringify(response.status);
  const body = bodyType(model, operation, response, types);
  const headers = headersType(model, response, types);
  const member = (kind: "Failed" | "Succeeded"): { kinds: readonly string[]; type: string } => {
    const type = `${kind}<${status}, ${body}>`;
    if (headers === undefined) return { kinds: [kind], type };
    return { kinds: [kind, "DeclaredHeaders"], type: `(${type} & DeclaredHeaders<${headers}>)` };
  };
  const failed = member("Failed");
  if (!isSuccess(operation, response)) return [failed];
  const succeeded = member("Succeeded");
  const mayFail = isFailure(response) || response.content.some(({ failure }) => failure !== undefined);
  return mayFail ? [succeeded, failed] : [succeeded];
}

/** The declared headers of a response, as values; `undefined`: there are none. Any may be missing: nothing depends on them. */
function headersType(model: Model, response: Response, types: TypeWriter): string | undefined {
  const declared = declaredHeaders(model, response);
  if (declared.length === 0) return undefined;
  const members = declared.map(({ header: { name, schema = true, description }, kind }) => {
    const type = kind === "text" ? "string" : types.write(schema, IN_RESPONSE);
    return types.member(name, schema, IN_RESPONSE, { required: false, type, description });
  });
  return `{\n${members.join("")}}`;
}

function bodyType(model: Model, operation: Operation, response: Response, types: TypeWriter): string {
  if (isBodiless(operation, response)) return "undefined";
  // Of a failure the status says enough: whatever body comes is passed on.
  if (response.content.length === 0) return isSuccess(operation, response) ? "undefined" : "unknown";
  return union(response.content.map((media) => mediaTypeOf(model, media, types)));
}

function mediaTypeOf(model: Model, media: MediaType, types: TypeWriter): string {
  const { kind, schema, item } = contentOfResponse(model, media);
  if (kind === "bytes") return "Blob";
  if (kind === "items") {
    const untold = item === "event" ? "ServerSentEvent" : "unknown";
    return `ItemStream<${schema === undefined ? untold : types.write(schema, IN_RESPONSE)}>`;
  }
  if (schema !== undefined) return types.write(schema, IN_RESPONSE);
  return kind === "text" ? "string" : "unknown";
}
