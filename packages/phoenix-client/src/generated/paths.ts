// Generated from specs/phoenix.yaml and its overlay by `pnpm generate`. Changes made here are lost.

export interface paths {
  "/v1/projects/{project_identifier}/trace_annotations": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    delete: operations["deleteTraceAnnotations"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: never;
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  deleteTraceAnnotations: {
    parameters: {
      query?: {
        name?: string | null;
        identifier?: string | null;
        annotator_kind?: ("LLM" | "CODE" | "HUMAN") | null;
        start_time?: string | null;
        end_time?: string | null;
        delete_all?: boolean;
      };
      header?: never;
      path: {
        project_identifier: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "text/plain": string;
        };
      };
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "text/plain": string;
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "text/plain": string;
        };
      };
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "text/plain": string;
          "application/json": {
            detail: {
              loc: (string | number)[];
              msg: string;
              type: string;
            }[];
          };
        };
      };
    };
  };
}
