import type { MediaType, Response } from "@workshop/openapi";

/** The operation as a whole: its path, its credentials, its rules. */
export const OPERATION = "operation";
/** The parameters. */
export const PARAMETERS = "parameters";

/** A body of the request. */
export function bodyScope({ mediaType }: MediaType): string {
  return `body ${mediaType}`;
}

/** An answer, or one of its media types. */
export function answerScope({ status }: Response, media?: MediaType): string {
  return media === undefined ? `answer ${status}` : `answer ${status} ${media.mediaType}`;
}
