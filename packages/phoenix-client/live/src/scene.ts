import { randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { Annotation, PhoenixApi } from "./phoenix-api.ts";

/** The names of the annotations that every trace has, each with every identifier. */
export const NAMES = ["toxicity", "relevance"] as const;
export const IDENTIFIERS = ["nightly", "manual", ""] as const;
export const KINDS = ["LLM", "CODE", "HUMAN"] as const;

interface Project {
  readonly id: string;
  readonly name: string;
  /** One per moment: first, second and third. */
  readonly traceIds: readonly string[];
}

/** A project to delete from, and one beside it that has the same annotations and must keep them. */
export interface Scene {
  readonly api: PhoenixApi;
  readonly project: Project;
  readonly neighbour: Project;
}

/** Everything that there is in a scene, as the server lists it. */
export interface Snapshot {
  /** The trace annotations of the project. */
  readonly annotations: readonly Annotation[];
  /** What no call may touch. */
  readonly bystanders: {
    readonly neighbour: readonly Annotation[];
    readonly spanAnnotations: readonly unknown[];
    readonly traces: readonly unknown[];
  };
}

const MOMENTS = [0, 1, 2] as const;
const POLL_MS = 100;
const INGESTION_DEADLINE_MS = 60_000;

/**
 * Makes a scene for each name, all of them together: in each project three traces, which get their six annotations at
 * three moments. The server stamps rows itself, in whole seconds, so that a moment is over when its second is.
 *
 * @param keys who annotates, in turn; whoever `api` is unless given
 */
export async function makeScenes<Name extends string>(
  api: PhoenixApi,
  names: readonly Name[],
  annotators: readonly PhoenixApi[] = [api],
): Promise<Readonly<Record<Name, Scene>>> {
  const scenes: [Name, Scene][] = [];
  for (const name of names) {
    scenes.push([name, { api, project: await makeProject(api, name), neighbour: await makeProject(api, `${name} 2`) }]);
  }
  const projects = scenes.flatMap(([, { project, neighbour }]) => [project, neighbour]);
  for (const project of projects) await untilIngested(api, project);
  for (const { traceIds } of projects) await api.annotateSpans(traceIds, NAMES[0]);
  for (const moment of MOMENTS) {
    for (const { traceIds } of projects) await annotate(annotators, traceIds[moment] ?? "", moment);
    await nextSecond();
  }
  // Made of the pairs of all names.
  return Object.fromEntries(scenes) as Record<Name, Scene>;
}

/** Lists everything in a scene. */
export async function look({ api, project, neighbour }: Scene): Promise<Snapshot> {
  return {
    annotations: await api.traceAnnotations(project.id, project.traceIds),
    bystanders: {
      neighbour: await api.traceAnnotations(neighbour.id, neighbour.traceIds),
      spanAnnotations: [
        ...(await api.spanAnnotations(project.id, project.traceIds)),
        ...(await api.spanAnnotations(neighbour.id, neighbour.traceIds)),
      ],
      traces: [...(await api.traces(project.id)), ...(await api.traces(neighbour.id))],
    },
  };
}

/** When the rows of a moment were created: the first of them, in milliseconds since 1970. */
export function timeOf(moment: 0 | 1 | 2, { project }: Scene, { annotations }: Snapshot): number {
  const rows = annotations.filter(({ trace_id }) => trace_id === project.traceIds[moment]);
  return Math.min(...rows.map(createdAt));
}

export function createdAt({ created_at }: Annotation): number {
  return Date.parse(created_at);
}

async function makeProject(api: PhoenixApi, name: string): Promise<Project> {
  const id = await api.createProject(name);
  const traceIds = MOMENTS.map(() => randomBytes(16).toString("hex"));
  await api.createTraces(id, traceIds);
  return { id, name, traceIds };
}

async function untilIngested(api: PhoenixApi, { id, name, traceIds }: Project): Promise<void> {
  const deadline = Date.now() + INGESTION_DEADLINE_MS;
  while ((await api.traces(id)).length < traceIds.length) {
    if (Date.now() > deadline) throw new Error(`The traces of ${name} did not come within a minute.`);
    await wait(POLL_MS);
  }
}

/** Every name with every identifier; kinds and annotators are dealt out so that none of the filters implies another. */
async function annotate(annotators: readonly PhoenixApi[], traceId: string, moment: number): Promise<void> {
  const annotations = NAMES.flatMap((name, row) =>
    IDENTIFIERS.map((identifier, column) => ({
      trace_id: traceId,
      name,
      identifier,
      annotator_kind: KINDS[(row + column + moment) % KINDS.length] ?? KINDS[0],
    })),
  );
  for (const [index, api] of annotators.entries()) {
    await api.annotateTraces(annotations.filter((_, position) => position % annotators.length === index));
  }
}

/** The clock of this machine is the server's. */
function nextSecond(): Promise<void> {
  return wait(1_000 - (Date.now() % 1_000) + 1);
}
