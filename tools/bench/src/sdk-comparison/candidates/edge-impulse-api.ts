import type { Candidate } from "../candidate.ts";

interface Sdk {
  readonly EdgeImpulseApi: new (options: {
    endpoint: string;
  }) => {
    authenticate(options: { method: "apiKey"; apiKey: string | undefined }): Promise<void>;
    readonly rawData: {
      batchClearMetadataByKey(projectId: unknown, body: unknown, query: unknown): Promise<unknown>;
    };
  };
}

/** It has the operation, and neither a timeout nor a way to end a call. */
export const edgeImpulseApi: Candidate = {
  name: "edge-impulse-api",
  published: { package: "edge-impulse-api", version: "1.95.13" },
  platforms: ["Edge Impulse"],
  call: async ({ baseUrl, key, input }, load) => {
    const { EdgeImpulseApi } = load("edge-impulse-api") as Sdk;
    const api = new EdgeImpulseApi({ endpoint: baseUrl });
    await api.authenticate({ method: "apiKey", apiKey: key });
    return { data: await api.rawData.batchClearMetadataByKey(input.path?.projectId, input.body, input.query) };
  },
};
