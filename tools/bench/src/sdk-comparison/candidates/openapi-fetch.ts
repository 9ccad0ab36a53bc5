import type { Call, Candidate, Reply } from "../candidate.ts";
import { platforms } from "../platform-operations.ts";

/** What is used of openapi-fetch; its own types need a document's. */
export interface FetchClient {
  readonly POST: Method;
  readonly DELETE: Method;
}
type Method = (path: string, init: unknown) => Promise<{ data?: unknown; error?: unknown; response: Response }>;

/** openapi-fetch as its documentation shows it: a failure is what `error` says. */
export const openapiFetch: Candidate = {
  name: "openapi-fetch alone",
  published: { package: "openapi-fetch", version: "0.17.0" },
  platforms,
  call: async (call, load) => {
    const { default: createClient } = load("openapi-fetch") as { default: (options: object) => FetchClient };
    const { keyHeader, keyPrefix } = call.operation;
    const key = call.key && keyPrefix + call.key;
    return request(createClient({ baseUrl: call.baseUrl, headers: { [keyHeader]: key } }), call);
  },
};

/** The call through a client with openapi-fetch's interface. */
export async function request(client: FetchClient, { operation, input, timeout }: Call): Promise<Reply> {
  const { data, error, response } = await client[operation.method](operation.path, {
    params: { path: input.path, query: input.query },
    body: input.body,
    ...(timeout && { signal: AbortSignal.timeout(timeout) }),
  });
  return error ? { error, status: response.status } : { data };
}
