// Generated from specs/edgeimpulse.yaml and its overlay by `pnpm generate`. Changes made here are lost.

export interface paths {
  "/api/{projectId}/raw-data/batch/clear-metadata-by-key": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations["batchClearMetadataByKey"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    BatchClearMetadataByKeyRequest: {
      metadataKey: string;
    };
    GenericApiResponse: {
      success: boolean;
      error?: string;
    };
    StartJobResponse: components["schemas"]["GenericApiResponse"] & {
      id: number;
    };
    /** @enum {string} */
    RawDataFilterCategory: "training" | "testing" | "validation" | "post-processing" | "all";
  };
  responses: never;
  parameters: {
    ProjectIdParameter: number;
    RawDataCategoryQueryParameter: components["schemas"]["RawDataFilterCategory"];
    FiltersLabelsParameter: string[];
    FiltersFilenameParameter: string;
    FiltersMaxLengthParameter: number;
    FiltersMinLengthParameter: number;
    FiltersMinFrequencyParameter: number;
    FiltersMaxFrequencyParameter: number;
    FiltersSignatureParameter: "both" | "valid" | "invalid";
    FiltersDisabledParameter: "both" | "enabled" | "disabled";
    FiltersIdsParameter: number[];
    FiltersExcludeIdsParameter: number[];
    FiltersMinLabelParameter: number;
    FiltersMaxLabelParameter: number;
    SearchQueryParameter: string;
    FiltersDataTypeParameter: "audio" | "image";
    FiltersMinIdParameter: number;
    FiltersMaxIdParameter: number;
    FiltersMetadataParameter: (
      | {
          key: string;
          /** @enum {string} */
          op: "eq" | "neq";
          values?: string[];
        }
      | {
          no_metadata: boolean;
        }
      | {
          /** @enum {string} */
          filters_combinator: "and" | "or";
        }
    )[];
    FiltersMinDateParameter: string;
    FiltersMaxDateParameter: string;
  };
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  batchClearMetadataByKey: {
    parameters: {
      query: {
        category: components["parameters"]["RawDataCategoryQueryParameter"];
        labels?: components["parameters"]["FiltersLabelsParameter"];
        filename?: components["parameters"]["FiltersFilenameParameter"];
        maxLength?: components["parameters"]["FiltersMaxLengthParameter"];
        minLength?: components["parameters"]["FiltersMinLengthParameter"];
        minFrequency?: components["parameters"]["FiltersMinFrequencyParameter"];
        maxFrequency?: components["parameters"]["FiltersMaxFrequencyParameter"];
        signatureValidity?: components["parameters"]["FiltersSignatureParameter"];
        includeDisabled?: components["parameters"]["FiltersDisabledParameter"];
        ids?: components["parameters"]["FiltersIdsParameter"];
        excludeIds?: components["parameters"]["FiltersExcludeIdsParameter"];
        minLabel?: components["parameters"]["FiltersMinLabelParameter"];
        maxLabel?: components["parameters"]["FiltersMaxLabelParameter"];
        search?: components["parameters"]["SearchQueryParameter"];
        dataType?: components["parameters"]["FiltersDataTypeParameter"];
        minId?: components["parameters"]["FiltersMinIdParameter"];
        maxId?: components["parameters"]["FiltersMaxIdParameter"];
        metadata?: components["parameters"]["FiltersMetadataParameter"];
        minDate?: components["parameters"]["FiltersMinDateParameter"];
        maxDate?: components["parameters"]["FiltersMaxDateParameter"];
      };
      header?: never;
      path: {
        projectId: components["parameters"]["ProjectIdParameter"];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["BatchClearMetadataByKeyRequest"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GenericApiResponse"] | components["schemas"]["StartJobResponse"];
        };
      };
    };
  };
}
