// Generated from specs/galileo.yaml and its overlay by `pnpm generate`. Changes made here are lost.

import type { ClientOptions, Methods, Read, Transport } from "@org/client-core";
import { createRead, createTransport } from "@org/client-core/generated";
import * as operations from "./operations.ts";
import type { GalileoAuth } from "./security.ts";
import * as security from "./security.ts";

/**
 * How Galileo is reached.
 *
 * `baseUrl` defaults to `https://api.galileo.ai`.
 */
export interface GalileoClientOptions extends ClientOptions {
  readonly auth: GalileoAuth;
}

/** All operations of Galileo as methods. */
export interface GalileoClient extends Methods<typeof operations> {
  /** Reads any path of the same server with the same credentials: to find out what became of a call. */
  readonly read: Read;
}

/**
 * The connection that operations share. Bind single operations to it where a bundler shall drop all others:
 *
 * `const deleteByMetadataOnly = deleteByMetadata(createGalileoTransport(options))`.
 *
 * @throws `InvalidRequestError` if an option cannot be used.
 */
export function createGalileoTransport(options: GalileoClientOptions): Transport {
  return createTransport(
    { name: "Galileo", server: "https://api.galileo.ai", auth: [["apiKey"], ["oauth2"], ["basic"]] },
    options,
  );
}

/**
 * A client for Galileo.
 *
 * @throws `InvalidRequestError` if an option cannot be used.
 */
export function createGalileoClient(options: GalileoClientOptions): GalileoClient {
  const transport = createGalileoTransport(options);
  return {
    deleteByMetadata: operations.deleteByMetadata(transport),
    read: createRead(transport, [[security.apiKey], [security.oauth2], [security.basic]]),
  };
}
