import { type Described, type InvalidRequestError, pathSimple, queryForm } from "../core.ts";
import { anyOperation, anyTransport } from "../examples.ts";

/** What a call of an operation with this descriptor would send. */
export function plan(descriptor: Partial<Described>, input?: unknown, options?: unknown, client: object = {}) {
  return anyOperation(descriptor)(anyTransport(client)).plan(input, options);
}

/** What is wrong with such a call. */
export function issuesOf(...call: Parameters<typeof plan>): InvalidRequestError["issues"] {
  try {
    plan(...call);
  } catch (error) {
    return (error as InvalidRequestError).issues;
  }
  return [];
}

export const text = { type: "string" } as const;
/** One of each kind. */
export const parameters = [
  { name: "id", in: "path", schema: text, encode: pathSimple },
  { name: "q", in: "query", schema: text, encode: queryForm },
  { name: "X-A", in: "header", schema: text, encode: pathSimple },
  { name: "c", in: "cookie", schema: text, encode: queryForm },
] as const;
