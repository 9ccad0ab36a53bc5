import type { Candidate } from "../candidate.ts";
import { type FetchClient, request } from "./openapi-fetch.ts";

interface Sdk {
  readonly createClient: (config: { options: object }) => FetchClient;
}

/** It has no method for the operation, but offers openapi-fetch's with its own types. */
export const phoenixClient: Candidate = {
  name: "@arizeai/phoenix-client",
  published: { package: "@arizeai/phoenix-client", version: "6.14.2" },
  platforms: ["Phoenix"],
  call: async (call, load) => {
    const { createClient } = load("@arizeai/phoenix-client") as Sdk;
    const headers = call.key === undefined ? {} : { headers: { Authorization: `Bearer ${call.key}` } };
    return request(createClient({ options: { baseUrl: call.baseUrl, ...headers } }), call);
  },
};
