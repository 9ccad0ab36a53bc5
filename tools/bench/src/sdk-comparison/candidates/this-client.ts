import type { Candidate } from "../candidate.ts";
import { loadClientPackage } from "../client-package.ts";
import { type Platform, platforms } from "../platform-operations.ts";

/** The name that each platform's package has for its key, and for the operation. */
const names: Readonly<Record<Platform, readonly [platform: string, credential: string, operation: string]>> = {
  Galileo: ["galileo", "apiKey", "deleteByMetadata"],
  "Edge Impulse": ["edgeimpulse", "apiKey", "batchClearMetadataByKey"],
  Phoenix: ["phoenix", "bearer", "deleteTraceAnnotations"],
  LangSmith: ["langsmith", "apiKey", "hardDeleteExamples"],
};

/** The packages as they are shipped. */
export const thisClient: Candidate = {
  name: "this client",
  platforms,
  call: async ({ platform, baseUrl, key, input, timeout }) => {
    const [folder, credential, operation] = names[platform];
    const createClient = await loadClientPackage(folder);
    const client = createClient({ baseUrl, auth: { [credential]: key }, ...(timeout && { timeout }) });
    return { data: await client[operation]?.(input) };
  },
};
