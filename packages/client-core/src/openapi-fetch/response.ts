import type { CallResult } from "../engine/conclude.ts";
import { isApiError } from "../errors.ts";
import { jsonText } from "../request/text.ts";

/** An outcome as openapi-fetch reads it. What it would take for a success, or report without an `error`, is thrown. */
export async function responseOf(
  { data, error, response }: CallResult,
  method: string,
  parseAs: unknown,
): Promise<Response> {
  const { status } = response;
  const headers = new Headers(response.headers);
  for (const name of ["content-encoding", "content-length", "transfer-encoding"]) headers.delete(name);
  const body = isApiError(error) ? error.body : data;
  if (error && !(body && status >= 400 && status < 600 && method !== "HEAD")) throw error;
  // openapi-fetch reads responses as JSON unless it is told otherwise, and failures always.
  const asJson = error !== undefined || (parseAs ?? "json") === "json";
  const text = body instanceof Blob && asJson ? await body.text() : body;
  const isJson = asJson || /json/.test(String(headers.get("content-type")));
  // What is not JSON is text or bytes. Of nothing, JSON is nothing.
  return new Response(text instanceof Blob || !isJson ? (text as Blob | string) : jsonText(text), { status, headers });
}
