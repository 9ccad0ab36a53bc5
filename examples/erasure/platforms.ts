import { type ClientError, createEdgeImpulseClient, type Receipt, type RequestPlan } from "@org/edgeimpulse-client";
import { createGalileoClient } from "@org/galileo-client";
import { createLangSmithClient } from "@org/langsmith-client";
import { createPhoenixClient } from "@org/phoenix-client";

/** The platforms from which this program erases. */
export const PLATFORMS = ["galileo", "edgeimpulse", "phoenix", "langsmith"] as const;

export type Platform = (typeof PLATFORMS)[number];

/** What a platform says when it is asked whether the work is done: `undefined` where it does not tell. */
export type Verification = "gone" | "not yet" | undefined;

/** One platform, as far as this program needs it. Inputs come from a file: the client refuses those that are none. */
export interface Eraser {
  readonly operation: string;
  /** The request that would be sent; sends nothing. Throws an `InvalidRequestError` for an input that is none. */
  plan(input: never): RequestPlan;
  /** Sends it once, and never again: what may have arrived is a matter for people, and for `verify`. */
  erase(input: never): Promise<{ readonly error: ClientError | undefined; readonly receipt: Receipt }>;
  /** Looks, with the same credentials, whether what was to be erased is gone. Changes nothing. */
  verify(input: never, receipt: Receipt | undefined): Promise<Verification>;
}

/** Where the platforms are, and who asks: `<PLATFORM>_URL` and `<PLATFORM>_API_KEY`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** One delivery for each line of the journal. */
const ONCE = { retry: false } as const;

/** Connects to the platforms that some steps need. */
export function connect(
  steps: readonly { readonly platform: Platform }[],
  environment: Environment,
): ReadonlyMap<Platform, Eraser> {
  const makers: Record<Platform, (options: Options) => Eraser> = { galileo, edgeimpulse, phoenix, langsmith };
  return new Map(
    [...new Set(steps.map(({ platform }) => platform))].map((platform) => {
      const name = platform.toUpperCase();
      const [url, key] = [environment[`${name}_URL`], environment[`${name}_API_KEY`]];
      if (key === undefined) throw new Error(`${name}_API_KEY is not set.`);
      // Where no address is set, the platform's own: the document names it.
      return [platform, makers[platform]({ key, ...(url !== undefined && { baseUrl: url }) })];
    }),
  );
}

interface Options {
  readonly key: string;
  readonly baseUrl?: string;
}

function galileo({ key, ...options }: Options): Eraser {
  const client = createGalileoClient({ ...options, auth: { apiKey: key } });
  return {
    operation: "deleteByMetadata",
    plan: (input) => client.deleteByMetadata.plan(input),
    erase: (input) => client.deleteByMetadata.result(input, ONCE),
    async verify(_input, receipt) {
      if (receipt?.job === undefined) return undefined;
      const job = await client.read(`/v2/org-jobs/${encodeURIComponent(receipt.job)}`);
      return field(job, "status") === "completed" ? "gone" : "not yet";
    },
  };
}

function edgeimpulse({ key, ...options }: Options): Eraser {
  const client = createEdgeImpulseClient({ ...options, auth: { apiKey: key } });
  return {
    operation: "batchClearMetadataByKey",
    plan: (input) => client.batchClearMetadataByKey.plan(input),
    erase: (input) => client.batchClearMetadataByKey.result(input, ONCE),
    async verify(input: { readonly path: { readonly projectId: number } }, receipt) {
      if (receipt?.job === undefined) return undefined;
      const { projectId } = input.path;
      const status = await client.read(`/api/${projectId}/jobs/${encodeURIComponent(receipt.job)}/status`);
      return field(field(status, "job"), "finishedSuccessful") === true ? "gone" : "not yet";
    },
  };
}

function phoenix({ key, ...options }: Options): Eraser {
  // The document names no server, so there is no address to fall back to.
  const { baseUrl } = options;
  if (baseUrl === undefined) throw new Error("PHOENIX_URL is not set.");
  const client = createPhoenixClient({ baseUrl, auth: { bearer: key } });
  return {
    operation: "deleteTraceAnnotations",
    plan: (input) => client.deleteTraceAnnotations.plan(input),
    erase: (input) => client.deleteTraceAnnotations.result(input, ONCE),
    async verify(input: PhoenixInput) {
      const { identifier } = input.query;
      // Annotations can be listed by their identifier only.
      if (identifier === undefined) return undefined;
      const project = encodeURIComponent(input.path.project_identifier);
      const left = await client.read(`/v1/projects/${project}/trace_annotations`, { query: { identifier } });
      const data = field(left, "data");
      return Array.isArray(data) && data.length === 0 ? "gone" : "not yet";
    },
  };
}

interface PhoenixInput {
  readonly path: { readonly project_identifier: string };
  readonly query: { readonly identifier?: string };
}

function langsmith({ key, ...options }: Options): Eraser {
  const client = createLangSmithClient({ ...options, auth: { apiKey: key } });
  return {
    operation: "hardDeleteExamples",
    plan: (input) => client.hardDeleteExamples.plan(input),
    erase: (input) => client.hardDeleteExamples.result(input, ONCE),
    async verify(input: { readonly body: { readonly example_ids: readonly string[] } }) {
      for (const id of input.body.example_ids) {
        const example = await client.read(`/api/v1/examples/${encodeURIComponent(id)}`);
        if (field(example, "inputs") !== null || field(example, "outputs") !== null) return "not yet";
      }
      return "gone";
    },
  };
}

/** A property of what a server has sent, which nobody has judged. */
function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name] // it has it
    : undefined;
}
