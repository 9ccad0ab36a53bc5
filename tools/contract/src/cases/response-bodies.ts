import type { Schema } from "@workshop/openapi";
import {
  type Choice,
  Choices,
  type Edge,
  type Explored,
  explore,
  sampleValue,
  schemaEdges,
  Unsampleable,
  withoutValueAt,
  withValueAt,
} from "@workshop/samples";
import { type Reading, wordsOf } from "./operation-pair.ts";

/** A body that a response may have, and what was chosen for it. */
interface MadeBody {
  readonly body: unknown;
  readonly fill: "filled" | "minimal";
  readonly others: readonly Choice[];
}

/**
 * The bodies that a schema allows: filled and minimal, each with every way that a choice leaves.
 *
 * @param isTaken whether somebody else takes the ways of a choice: by default nobody does
 */
export function responseBodies(
  reading: Reading,
  schema: Schema,
  isTaken?: (choice: Choice) => boolean,
): Explored<MadeBody>[] {
  const bodies = (["filled", "minimal"] as const).flatMap((fill) =>
    explore((...taken): MadeBody | undefined => {
      const choices = new Choices(...taken);
      try {
        const sampling = { ...reading, choices, fill, numbers: { next: 1 }, direction: "response" } as const;
        const body = sampleValue(sampling, schema, "");
        const others = choices.others().filter(({ point }) => fill === "filled" || point.keyword !== "enum");
        return { body, fill, others };
      } catch (error) {
        if (error instanceof Unsampleable) return undefined;
        throw error;
      }
    }, isTaken),
  );
  return bodies.filter(({ made }) => reading.checker.accepts(schema, made.body, "strict-response"));
}

/** A body that is at the edge of what a schema allows, or past it. */
export interface BodyEdge {
  readonly edge: Edge;
  readonly body: unknown;
  /** What was chosen for it, in words; empty where nothing was. */
  readonly words: string;
}

/**
 * The edges of bodies, each once.
 *
 * @param isTried whether somebody else tries an edge: by default nobody does
 */
export function bodyEdges(
  reading: Reading,
  schema: Schema,
  bodies: readonly Explored<MadeBody>[],
  isTried: (edge: Edge) => boolean = () => false,
): BodyEdge[] {
  const seen = new Set<string>();
  return bodies.flatMap(({ made, taken }) => {
    const choice = taken.at(-1);
    const words = choice === undefined ? "" : ` (${wordsOf(choice)})`;
    // A choice changes nothing but what is there.
    const near = choice?.point.at ?? "";
    return schemaEdges({ ...reading, taken, direction: "response", near }, schema, made.body).flatMap((edge) => {
      const place = edge.place.join(".");
      const isNear = near === "" || `${place}.`.startsWith(`${near}.`);
      const key = `${place} ${edge.words}${words}`;
      if (!isNear || seen.has(key) || isTried(edge)) return [];
      seen.add(key);
      const { change } = edge;
      const body =
        change.kind === "remove"
          ? withoutValueAt(made.body, edge.place)
          : withValueAt(made.body, edge.place, change.value);
      return [{ edge, body, words }];
    });
  });
}
