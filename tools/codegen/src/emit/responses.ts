import { contentOf, type MediaType, type Operation, type Response } from "@workshop/openapi";
import { IN_RESPONSE } from "./type-names.ts";
import { type TypeWriter, union } from "./types.ts";

/** What an operation resolves with. */
export interface ResultTypes {
  /** What the declared successes carry. */
  readonly data: string;
  /** A member for each declared status. */
  readonly result: string;
  /** The types of client-core in it. */
  readonly coreTypes: readonly string[];
}

/** Writes the types of an operation's data and result: as the runtime gives them, so what it accepts fits them. */
export function writeResults(operation: Operation, types: TypeWriter): ResultTypes {
  const successes = operation.responses.filter(isSuccess);
  const members = operation.responses.flatMap((response) => resultsOf(operation, response, types));
  return {
    data: union(successes.map((response) => bodyType(operation, response, types))),
    result: [...new Set(members.map(({ type }) => type)), "Unexpected"].join(" | "),
    coreTypes: [...new Set([...members.map(({ kind }) => kind), "Unexpected"])],
  };
}

function isSuccess({ status }: Response): boolean {
  return status.startsWith("2");
}

function resultsOf(
  operation: Operation,
  response: Response,
  types: TypeWriter,
): { kind: "Failed" | "Succeeded"; type: string }[] {
  const status = /^\d+$/u.test(response.status) ? response.status : JSON.stringify(response.status);
  const body = bodyType(operation, response, types);
  const failed = { kind: "Failed", type: `Failed<${status}, ${body}>` } as const;
  if (!isSuccess(response)) return [failed];
  const succeeded = { kind: "Succeeded", type: `Succeeded<${status}, ${body}>` } as const;
  return response.content.some(({ failure }) => failure !== undefined) ? [succeeded, failed] : [succeeded];
}

/** The statuses of HTTP that never have a body. */
const BODILESS = new Set(["204", "205", "304"]);

function bodyType(operation: Operation, response: Response, types: TypeWriter): string {
  if (operation.method === "head" || BODILESS.has(response.status)) return "undefined";
  // Of a failure the status says enough: whatever body comes is passed on.
  if (response.content.length === 0) return isSuccess(response) ? "undefined" : "unknown";
  return union(response.content.map((media) => mediaTypeOf(media, types)));
}

function mediaTypeOf({ mediaType, schema }: MediaType, types: TypeWriter): string {
  const type = schema === undefined ? undefined : types.write(schema, IN_RESPONSE);
  switch (contentOf(mediaType)) {
    case "json":
      return type ?? "unknown";
    case "text":
      return type ?? "string";
    case "form":
      return /^multipart\//iu.test(mediaType) ? "Blob" : (type ?? "string");
    case "bytes":
      return "Blob";
    case "any":
      return type === undefined ? "unknown" : union(["Blob", type]);
  }
}
