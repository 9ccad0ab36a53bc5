// Generated from specs/phoenix.yaml and its overlay by `pnpm generate`. Changes made here are lost.

export { createPhoenixClient, createPhoenixTransport } from "./client.ts";
export type { PhoenixClient, PhoenixClientOptions } from "./client.ts";
export { deleteTraceAnnotations } from "./operations.ts";
export type {
  DeleteTraceAnnotationsData,
  DeleteTraceAnnotationsEverything,
  DeleteTraceAnnotationsInput,
  DeleteTraceAnnotationsResult,
  DeleteTraceAnnotationsWindow,
} from "./operations.ts";
export type { PhoenixAuth } from "./security.ts";
