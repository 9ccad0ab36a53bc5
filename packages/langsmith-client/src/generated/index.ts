// Generated from specs/langsmith.yaml and its overlay by `pnpm generate`. Changes made here are lost.

export { createLangSmithClient, createLangSmithTransport } from "./client.ts";
export type { LangSmithClient, LangSmithClientOptions } from "./client.ts";
export { hardDeleteExamples } from "./operations.ts";
export type {
  ExamplesDeleteExamplesRequest,
  HardDeleteExamplesData,
  HardDeleteExamplesInput,
  HardDeleteExamplesResult,
} from "./operations.ts";
export type { components, paths } from "./schema.ts";
export type { LangSmithAuth } from "./security.ts";
