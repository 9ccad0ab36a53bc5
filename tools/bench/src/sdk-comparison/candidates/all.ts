import type { Candidate } from "../candidate.ts";
import { edgeImpulseApi } from "./edge-impulse-api.ts";
import { galileo } from "./galileo.ts";
import { heyApi } from "./hey-api.ts";
import { ky } from "./ky.ts";
import { langsmith } from "./langsmith.ts";
import { openapiFetch } from "./openapi-fetch.ts";
import { phoenixClient } from "./phoenix-client.ts";
import { thisClient } from "./this-client.ts";

/** In the order of the table's columns. */
export const candidates: readonly Candidate[] = [
  openapiFetch,
  heyApi,
  ky,
  galileo,
  edgeImpulseApi,
  phoenixClient,
  langsmith,
  thisClient,
];
