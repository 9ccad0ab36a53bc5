// Generated from specs/edgeimpulse.yaml and its overlay by `pnpm generate`. Changes made here are lost.

import {
  absent,
  all,
  anyOf,
  array,
  boolean,
  constant,
  contains,
  dateTime,
  enumeration,
  every,
  inPath,
  inQuery,
  integer,
  json,
  jsonBody,
  mandatory,
  mandatoryBody,
  minLength,
  not,
  number,
  object,
  onlyNames,
  operation,
  passes,
  required,
  some,
  string,
} from "@org/client-core/generated";
import type { Failed, OperationFactory, Succeeded, UnboundedCallOptions, Unexpected } from "@org/client-core";
import * as schemas from "./schemas.ts";
import * as security from "./security.ts";
import type {
  BatchClearMetadataByKeyRequest,
  GenericApiResponse,
  RawDataFilterCategory,
  StartJobResponse,
} from "./types.ts";

/**
 * What `batchClearMetadataByKey` takes.
 *
 * Source: `#/paths/~1api~1{projectId}~1raw-data~1batch~1clear-metadata-by-key/post`
 */
export interface BatchClearMetadataByKeyInput {
  path: {
    /** Project ID */
    projectId: number;
  };
  query: {
    /** Which of the three acquisition categories to retrieve data from */
    category: RawDataFilterCategory;
    /**
     * Only include samples with a label within the given list of labels, given as a JSON string
     *
     * Constraints: not empty.
     */
    labels?: readonly string[];
    /**
     * Only include samples whose filename includes the given filename
     *
     * Constraints: not empty.
     */
    filename?: string;
    /** Only include samples shorter than the given length, in milliseconds */
    maxLength?: number;
    /** Only include samples longer than the given length, in milliseconds */
    minLength?: number;
    /** Only include samples with higher frequency than given frequency, in hertz */
    minFrequency?: number;
    /** Only include samples with lower frequency than given frequency, in hertz */
    maxFrequency?: number;
    /** Include samples with either valid or invalid signatures */
    signatureValidity?: "both" | "valid" | "invalid";
    /** Include only enabled or disabled samples (or both) */
    includeDisabled?: "both" | "enabled" | "disabled";
    /**
     * Only include samples with an ID within the given list of IDs, given as a JSON string
     *
     * Constraints: not empty.
     */
    ids?: readonly number[];
    /**
     * Exclude samples with an ID within the given list of IDs, given as a JSON string
     *
     * Constraints: not empty.
     */
    excludeIds?: readonly number[];
    /** Only include samples with a label >= this value */
    minLabel?: number;
    /** Only include samples with a label < this value */
    maxLabel?: number;
    /**
     * Search query
     *
     * Constraints: not empty.
     */
    search?: string;
    /** Include only samples with a particular data type */
    dataType?: "audio" | "image";
    /** Include only samples with an ID >= this value */
    minId?: number;
    /** Include only samples with an ID < this value */
    maxId?: number;
    /**
     * Filter samples by metadata key-value pairs, provided as a JSON string.
     * Each item in the filter list is an object with the following properties:
     *     - "key": Metadata key to filter on.
     *     - "op": Operator ("eq" for positive match, "neq" for negative match).
     *     - "values": (optional) Array of values to match/exclude. If omitted or empty, matches/excludes all values for the key.
     * In addition to filter objects, the following option objects can be specified:
     *     - { "no_metadata": boolean } - If true, include samples without any metadata
     *     - { "filters_combinator": ("and" | "or") } - Specifies the combinator and matching mode:
     *         - "and": All filter items must match (logical AND).
     *         - "or": Any filter item may match (logical OR); samples with metadata keys not present in the filters are included.
     *
     * Constraints: not empty.
     */
    metadata?: readonly (
      | {
          /** Metadata key to filter on. */
          key: string;
          /** "eq" for positive match, "neq" for negative match. */
          op: "eq" | "neq";
          /** Values to match or exclude. If omitted or empty, all values for the key. */
          values?: readonly string[];
        }
      | {
          no_metadata: boolean;
        }
      | {
          filters_combinator: "and" | "or";
        }
    )[];
    /**
     * Only include samples that where added after the date given
     *
     * Constraints: format date-time.
     */
    minDate?: Date | string;
    /**
     * Only include samples that were added before the date given
     *
     * Constraints: format date-time.
     */
    maxDate?: Date | string;
  };
  body: BatchClearMetadataByKeyRequest;
}

/** What `batchClearMetadataByKey` resolves with. */
export type BatchClearMetadataByKeyData = GenericApiResponse | StartJobResponse;

/** What `batchClearMetadataByKey.result` resolves with: one member for each declared status. */
export type BatchClearMetadataByKeyResult =
  | Succeeded<200, GenericApiResponse | StartJobResponse>
  | Failed<200, GenericApiResponse | StartJobResponse>
  | Unexpected;

/**
 * Clear metadata by key (multiple samples)
 *
 * Clears a specific metadata field (by key) for multiple samples.
 *
 * Repeating it is rated unsafe: a repeat may start another job, and clears keys that were added since the first.
 *
 * If no response came: look at the project's jobs (GET /api/{projectId}/jobs/{jobId}/status where a job id is known), or at the metadata of one of the samples.
 *
 * Source: `#/paths/~1api~1{projectId}~1raw-data~1batch~1clear-metadata-by-key/post`
 */
export const batchClearMetadataByKey: OperationFactory<
  [input: BatchClearMetadataByKeyInput, options?: UnboundedCallOptions],
  BatchClearMetadataByKeyData,
  BatchClearMetadataByKeyResult
> = /* @__PURE__ */ operation(() => ({
  name: "batchClearMetadataByKey",
  method: "POST",
  path: "/api/{projectId}/raw-data/batch/clear-metadata-by-key",
  parameters: [
    inPath("projectId", integer),
    mandatory(inQuery("category", schemas.RawDataFilterCategory)),
    inQuery("labels", array(string, 1), json),
    inQuery("filename", all(string, minLength(1))),
    inQuery("maxLength", integer),
    inQuery("minLength", integer),
    inQuery("minFrequency", number),
    inQuery("maxFrequency", number),
    inQuery("signatureValidity", all(string, enumeration("both", "valid", "invalid"))),
    inQuery("includeDisabled", all(string, enumeration("both", "enabled", "disabled"))),
    inQuery("ids", array(integer, 1), json),
    inQuery("excludeIds", array(integer, 1), json),
    inQuery("minLabel", number),
    inQuery("maxLabel", number),
    inQuery("search", all(string, minLength(1))),
    inQuery("dataType", all(string, enumeration("audio", "image"))),
    inQuery("minId", integer),
    inQuery("maxId", integer),
    inQuery(
      "metadata",
      array(
        anyOf(
          object(
            { key: string, op: all(string, enumeration("eq", "neq")), values: array(string) },
            ["key", "op"],
            false,
          ),
          object({ no_metadata: boolean }, ["no_metadata"], false),
          object({ filters_combinator: all(string, enumeration("and", "or")) }, ["filters_combinator"], false),
        ),
        1,
      ),
      json,
    ),
    inQuery("minDate", dateTime),
    inQuery("maxDate", dateTime),
  ],
  bodies: [mandatoryBody(jsonBody("application/json", schemas.BatchClearMetadataByKeyRequest))],
  responses: {
    "200": {
      "application/json": {
        check: anyOf(schemas.GenericApiResponse, schemas.StartJobResponse),
        failure: object({ success: constant(false) }, ["success"]),
        reason: "error",
      },
    },
  },
  security: [[security.apiKey], [security.jwtCookie], [security.jwt], [security.oauth2]],
  unbounded: {
    when: some(
      absent("query"),
      every(
        onlyNames("query", "category", "signatureValidity", "includeDisabled", "metadata"),
        passes("query.signatureValidity", constant("both")),
        passes("query.includeDisabled", constant("both")),
        passes("query.metadata", not(contains(required("key")))),
      ),
    ),
    message:
      "without a filter this clears the key from every sample of the category; add a filter such as `labels` or `ids`",
  },
  outcome: {
    completion: "accepted",
    job: "id",
    findOut:
      "look at the project's jobs (GET /api/{projectId}/jobs/{jobId}/status where a job id is known), or at the metadata of one of the samples",
  },
}));
