// Generated from specs/langsmith.yaml and its overlay by `pnpm generate`. Changes made here are lost.

import { createRawClient, createTransport } from "@org/client-core";
import type { ClientOptions, Transport } from "@org/client-core";
import type { Client } from "openapi-fetch";
import { hardDeleteExamples } from "./operations.ts";
import type { paths } from "./schema.ts";
import type { LangSmithAuth } from "./security.ts";

/**
 * How LangSmith is reached.
 *
 * `baseUrl` defaults to `https://api.smith.langchain.com`.
 */
export interface LangSmithClientOptions extends ClientOptions {
  readonly auth: LangSmithAuth;
}

/** All operations of LangSmith as methods. */
export interface LangSmithClient {
  /**
   * Hard Delete Examples
   *
   * This endpoint hard deletes *all* versions of a dataset example(s).
   * Deletion is performed by setting inputs, outputs, and metadata to null and deleting attachment files while keeping the example ID, dataset ID, and creation timestamp.
   * IMPORTANT: attachment files can take up to 7 days to be deleted. inputs, outputs and metadata are nullified immediately.
   *
   * Repeating it is rated safe: the ids are explicit, and an example that is already nullified stays as it is.
   *
   * If no answer came: read one of the examples (GET /api/v1/examples/{example_id}): if its inputs and outputs are null, the deletion was done.
   *
   * Clause: `specs/langsmith.yaml#/paths/~1v1~1platform~1datasets~1examples~1delete/post`
   */
  readonly hardDeleteExamples: ReturnType<typeof hardDeleteExamples>;
  /** The same operations by method and path, with openapi-fetch's own interface, on the same transport. */
  readonly raw: Client<paths>;
}

/**
 * The connection that operations share. Bind single operations to it where a bundler shall drop all others:
 *
 * `const hardDeleteExamplesOnly = hardDeleteExamples(createLangSmithTransport(options))`.
 *
 * @throws `InvalidRequestError` if an option cannot be used.
 */
export function createLangSmithTransport(options: LangSmithClientOptions): Transport {
  return createTransport("LangSmith", options, "https://api.smith.langchain.com");
}

/**
 * A client for LangSmith.
 *
 * @throws `InvalidRequestError` if an option cannot be used.
 */
export function createLangSmithClient(options: LangSmithClientOptions): LangSmithClient {
  const transport = createLangSmithTransport(options);
  return {
    hardDeleteExamples: hardDeleteExamples(transport),
    raw: createRawClient<paths>(transport, [hardDeleteExamples]),
  };
}
