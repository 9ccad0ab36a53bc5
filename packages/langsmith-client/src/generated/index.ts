// Generated from specs/langsmith.yaml and its overlay by `pnpm generate`. Changes made here are lost.

export { createLangSmithClient, createLangSmithTransport } from "./client.ts";
export type { LangSmithClient, LangSmithClientOptions } from "./client.ts";
export { hardDeleteExamples } from "./operations.ts";
export type { HardDeleteExamplesData, HardDeleteExamplesInput, HardDeleteExamplesResult } from "./operations.ts";
export type { LangSmithAuth } from "./security.ts";
export type { ExamplesDeleteExamplesRequest, ExamplesErrorResponse, ExamplesExamplesDeletedResponse } from "./types.ts";
