/** A call as the document writes it: values by parameter name. They need not be of the types that are declared. */
export interface Input {
  readonly path?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

export type Platform = "Galileo" | "Edge Impulse" | "Phoenix" | "LangSmith";

/** The destructive call of a platform: how it is made, and how the server answers when it has been carried out. */
export interface PlatformOperation {
  readonly method: "POST" | "DELETE";
  readonly path: string;
  /** The header that carries the key, and what stands before it. */
  readonly keyHeader: string;
  readonly keyPrefix: string;
  /** A call that nothing is wrong with. */
  readonly input: Input;
  readonly success: { readonly status: number; readonly body?: unknown };
}

/** A window in the past. */
export const phoenixWindow = { start_time: "2026-01-01T00:00:00.000Z", end_time: "2026-02-01T00:00:00.000Z" };

const exampleId = "123e4567-e89b-42d3-a456-426614174000";

export const platformOperations: Readonly<Record<Platform, PlatformOperation>> = {
  Galileo: {
    method: "POST",
    path: "/v2/org-jobs/delete-by-metadata",
    keyHeader: "Galileo-API-Key",
    keyPrefix: "",
    input: { body: { metadata_key: "run", metadata_value: "17" } },
    success: { status: 200, body: { job_id: exampleId, message: "accepted" } },
  },
  "Edge Impulse": {
    method: "POST",
    path: "/api/{projectId}/raw-data/batch/clear-metadata-by-key",
    keyHeader: "x-api-key",
    keyPrefix: "",
    input: {
      path: { projectId: 7 },
      query: { category: "testing", filename: "walk" },
      body: { metadataKey: "site" },
    },
    success: { status: 200, body: { success: true } },
  },
  Phoenix: {
    method: "DELETE",
    path: "/v1/projects/{project_identifier}/trace_annotations",
    keyHeader: "Authorization",
    keyPrefix: "Bearer ",
    input: { path: { project_identifier: "demo" }, query: { ...phoenixWindow, name: "toxicity" } },
    success: { status: 204 },
  },
  LangSmith: {
    method: "POST",
    path: "/v1/platform/datasets/examples/delete",
    keyHeader: "X-API-Key",
    keyPrefix: "",
    input: { body: { example_ids: [exampleId], hard_delete: true } },
    success: { status: 200, body: { count: 1, example_ids: [exampleId] } },
  },
};

// The keys are those of the record above.
export const platforms: readonly Platform[] = Object.keys(platformOperations) as Platform[];
