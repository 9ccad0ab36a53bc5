import type { Candidate } from "../candidate.ts";
import { platforms } from "../platform-operations.ts";

type Ky = (url: string, options: object) => Promise<Response>;

/** ky as its documentation shows it; whoever calls it writes the path. */
export const ky: Candidate = {
  name: "ky alone",
  published: { package: "ky", version: "2.1.0" },
  platforms,
  call: async ({ operation, input, baseUrl, key, timeout }, load) => {
    const { default: send } = load("ky") as { default: Ky };
    const path = operation.path.replace(/\{(.*?)\}/g, (_, name: string) =>
      encodeURIComponent(String(input.path?.[name])),
    );
    const response = await send(baseUrl + path, {
      method: operation.method,
      headers: { [operation.keyHeader]: key && operation.keyPrefix + key },
      ...(input.query && { searchParams: input.query }),
      ...(input.body !== undefined && { json: input.body }),
      ...(timeout && { timeout }),
    });
    return { data: operation.success.status === 204 ? undefined : await response.json() };
  },
};
