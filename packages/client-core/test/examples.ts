import {
  basicCredentials,
  type CallOptions,
  createTransport,
  type Described,
  defineOperation,
  type Failed,
  headerSimple,
  jsonBody,
  keyInCookie,
  keyInHeader,
  keyInQuery,
  type OperationFactory,
  oauth2Token,
  pathSimple,
  queryForm,
  queryJson,
  type Succeeded,
  type Transport,
  type UnboundedCallOptions,
  type Unexpected,
} from "./core.ts";

/** An operation made of whatever a test is about; by default it takes nothing and answers 204. */
export function anyOperation(
  descriptor: Partial<Described>,
): OperationFactory<
  [input?: unknown, options?: unknown],
  unknown,
  Succeeded<number, unknown> | Failed<number, unknown> | Unexpected
> {
  return defineOperation({ name: "purge", method: "POST", path: "/purge", responses: { "204": {} }, ...descriptor });
}

/** A transport to nowhere, with options of any kind. */
export function anyTransport(options: object = {}): Transport {
  return createTransport("Example", { baseUrl: "https://api.example.com", ...options });
}

export interface ClearInput {
  path: { shelf: string };
  query?: { before?: Date | string; after?: Date | string; tag?: string[]; filter?: { size: number }[] };
  headers?: { "X-Reason"?: string };
}
export type ClearResult = Succeeded<200, { count: number }> | Failed<404, string> | Failed<"5XX", unknown> | Unexpected;

const key = keyInHeader("key", "X-Key");

/** An operation with something of everything. */
export const clearShelfDescription: Described = {
  name: "clearShelf",
  method: "DELETE",
  path: "/shelves/{shelf}/books",
  parameters: [
    { name: "shelf", in: "path", required: true, schema: { type: "string" }, encode: pathSimple },
    { name: "before", in: "query", schema: { type: "string", format: "date-time" }, encode: queryForm },
    { name: "after", in: "query", schema: { type: "string", format: "date-time" }, encode: queryForm },
    {
      name: "tag",
      in: "query",
      schema: { type: "array", items: { type: "string" } },
      encode: queryForm,
      explode: true,
    },
    {
      name: "filter",
      in: "query",
      schema: { type: "array", items: { type: "object", properties: { size: { type: "integer" } } } },
      encode: queryJson,
    },
    { name: "X-Reason", in: "header", schema: { type: "string" }, encode: headerSimple },
  ],
  responses: {
    "200": {
      "application/json": {
        schema: { type: "object", required: ["count"], properties: { count: { type: "integer" } } },
        failure: { when: { required: ["problem"] }, message: "problem" },
      },
    },
    "404": { "text/plain": { schema: { type: "string" } } },
    "5XX": { "application/json": {} },
  },
  security: [
    [key, keyInHeader("tenant", "X-Tenant")],
    [key],
    [keyInQuery("token", "token")],
    [keyInCookie("session", "sid")],
    [basicCredentials("basic")],
    [
      oauth2Token("oauth2", {
        password: "/login",
        clientCredentials: "https://id.example.com/token",
      }),
    ],
    [],
  ],
  rules: [
    {
      name: "in-order",
      message: "`after` must be earlier than `before`",
      earlier: "query.after",
      later: "query.before",
    },
    {
      name: "whole-window",
      message: "give both times, or none",
      schema: { properties: { query: { dependentRequired: { after: ["before"], before: ["after"] } } } },
    },
  ],
  unbounded: {
    when: { not: { required: ["query"], properties: { query: { minProperties: 1 } } } },
    message: "this clears the whole shelf",
  },
  outcome: { completion: "completed", count: "count", findOut: "list the books of the shelf" },
};

export const clearShelf: OperationFactory<
  [input: ClearInput, options?: UnboundedCallOptions],
  { count: number },
  ClearResult
> = defineOperation(clearShelfDescription);

export interface ReplaceInput {
  body: { title: string; year?: number };
}

/** An operation with a JSON body. */
export const replaceBook: OperationFactory<
  [input: ReplaceInput, options?: CallOptions],
  undefined,
  Succeeded<204, undefined> | Unexpected
> = defineOperation({
  name: "replaceBook",
  method: "PUT",
  path: "/book",
  bodies: [
    {
      mediaType: "application/json",
      required: true,
      schema: {
        type: "object",
        required: ["title"],
        properties: { title: { type: "string", minLength: 1 }, year: { type: "integer" } },
      },
      encode: jsonBody,
    },
  ],
  responses: { "204": {} },
});
