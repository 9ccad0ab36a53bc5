import type { Candidate } from "../candidate.ts";
import { platforms } from "../platform-operations.ts";

/** What is used of it; the functions that hey-api generates of a document call just this. */
interface HeyApiClient {
  readonly post: Method;
  readonly delete: Method;
}
type Method = (options: object) => Promise<{ data?: unknown; error?: unknown; response: Response }>;

/** hey-api's client as its generated functions use it: a failure is what `error` says. */
export const heyApi: Candidate = {
  name: "hey-api client-fetch",
  published: { package: "@hey-api/client-fetch", version: "0.13.1" },
  platforms,
  call: async ({ operation, input, baseUrl, key, timeout }, load) => {
    const { createClient } = load("@hey-api/client-fetch") as { createClient: (options: object) => HeyApiClient };
    const client = createClient({ baseUrl, headers: { [operation.keyHeader]: key && operation.keyPrefix + key } });
    const { data, error, response } = await client[operation.method === "POST" ? "post" : "delete"]({
      url: operation.path,
      path: input.path,
      query: input.query,
      ...(input.body !== undefined && { body: input.body, headers: { "content-type": "application/json" } }),
      ...(timeout && { signal: AbortSignal.timeout(timeout) }),
    });
    if (error === undefined) return { data: operation.success.status === 204 ? undefined : data };
    return { error, status: response?.status };
  },
};
