import type { Candidate } from "../candidate.ts";

interface Sdk {
  readonly Client: new (options: {
    apiUrl: string;
    apiKey: string | undefined;
    timeout_ms?: number;
  }) => {
    deleteExamples(ids: unknown, options: { hardDelete: boolean }): Promise<unknown>;
  };
}

/** It has the operation as `deleteExamples`, and drops the response. */
export const langsmith: Candidate = {
  name: "langsmith",
  published: { package: "langsmith", version: "0.12.0" },
  platforms: ["LangSmith"],
  dropsResponse: true,
  call: async ({ baseUrl, key, input, timeout }, load) => {
    const { Client } = load("langsmith") as Sdk;
    const client = new Client({ apiUrl: baseUrl, apiKey: key, ...(timeout && { timeout_ms: timeout }) });
    const { example_ids: ids } = input.body as { example_ids: unknown }; // as platformOperations has it
    return { data: await client.deleteExamples(ids, { hardDelete: true }) };
  },
};
