import { bareReference, type Model, type Schema } from "@workshop/openapi";
import {
  type Choice,
  Choices,
  type Edge,
  type Explored,
  explore,
  isLarge,
  type Near,
  type SchemaProblem,
  sampleValue,
  schemaEdges,
  Unsampleable,
  valueAt,
  withoutProblems,
  withoutValueAt,
  withValueAt,
} from "@workshop/samples";
import { type Reading, wordsOf } from "./operation-pair.ts";
import { isOfOneOfSome, partsAround } from "./parts-around.ts";

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
  const isRead = (body: unknown): boolean => reading.checker.accepts(schema, body, "strict-response");
  const bodies = (["filled", "minimal"] as const).flatMap((fill) => {
    let isOfParts = false;
    const make = (...taken: Choice[]): MadeBody | undefined => {
      const at = taken.at(-1)?.point.at;
      const small =
        isOfParts && at !== undefined ? makeBody(reading, schema, "minimal", taken, { at, fill }) : undefined;
      const whole = small !== undefined && isRead(small.body) ? small : wholeBody(reading, schema, fill, taken);
      const found = whole === undefined || isRead(whole.body) ? whole : readPart(reading, schema, whole, taken);
      if (taken.length === 0) isOfParts = isLarge(found?.body);
      return found && { ...found, fill };
    };
    return explore(make, isTaken);
  });
  return bodies.filter(({ made }) => isRead(made.body));
}

/** Of a body that is no valid one what is, and shows what was chosen last: itself, where there is no such part. */
function readPart(reading: Reading, schema: Schema, whole: MadeBody, taken: readonly Choice[]): MadeBody {
  const problemsOf = (body: unknown): readonly SchemaProblem[] =>
    reading.checker.problems(schema, body, "strict-response");
  const body = withoutProblems(whole.body, problemsOf, () => true);
  if (body === undefined) return whole;
  const at = taken.at(-1)?.point.at ?? "";
  const isGone = at !== "" && valueAt(body, at.split(".")) === undefined;
  const near = isGone ? makeBody(reading, schema, "minimal", taken, { at, fill: "minimal" }) : undefined;
  return { ...whole, body: near !== undefined && problemsOf(near.body).length === 0 ? near.body : body };
}

const known = new WeakMap<Model, Map<string, MadeBody | undefined>>();

/** A body in which all is shown. What many operations answer with is made once, so that much else is known of it, too. */
function wholeBody(
  reading: Reading,
  schema: Schema,
  fill: MadeBody["fill"],
  taken: readonly Choice[],
): MadeBody | undefined {
  const reference = taken.length === 0 ? bareReference(schema) : undefined;
  if (reference === undefined) return makeBody(reading, schema, fill, taken);
  const ofModel = known.get(reading.model) ?? new Map<string, MadeBody | undefined>();
  known.set(reading.model, ofModel);
  const key = `${fill} ${reference}`;
  if (!ofModel.has(key)) ofModel.set(key, makeBody(reading, schema, fill, taken));
  return ofModel.get(key);
}

function makeBody(
  reading: Reading,
  schema: Schema,
  fill: MadeBody["fill"],
  taken: readonly Choice[],
  near?: Near,
): MadeBody | undefined {
  const choices = new Choices(...taken);
  try {
    const common = { ...reading, choices, fill, numbers: { next: 1 }, direction: "response" } as const;
    const body = sampleValue({ ...common, ...(near && { near }) }, schema, "");
    const others = choices
      .others()
      .filter(({ point }) => (near?.fill ?? fill) === "filled" || point.keyword !== "enum");
    return { body, fill, others };
  } catch (error) {
    if (error instanceof Unsampleable) return undefined;
    throw error;
  }
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
    // By all choices: the last of them may have been met on more than one way.
    const words = choice === undefined ? "" : ` (${taken.map(wordsOf).join(", ")})`;
    // A choice changes nothing but what is there.
    const near = choice?.point.at ?? "";
    const isRead = (body: unknown): boolean => reading.checker.accepts(schema, body, "strict-response");
    const little = (at: string): unknown => {
      const small = makeBody(reading, schema, "minimal", taken, { at, fill: "minimal" })?.body;
      return isRead(small) ? small : undefined;
    };
    const around = partsAround(made.body, little);
    return schemaEdges({ ...reading, taken, direction: "response", near }, schema, made.body).flatMap((edge) => {
      const place = edge.place.join(".");
      const isNear = near === "" || `${place}.`.startsWith(`${near}.`);
      // The same value may be at the limits of two keywords.
      const key = `${edge.keyword} ${place} ${edge.words}${words}`;
      if (!isNear || seen.has(key) || isTried(edge)) return [];
      seen.add(key);
      const { change } = edge;
      const valid = around(edge.place);
      const body =
        change.kind === "remove" ? withoutValueAt(valid, edge.place) : withValueAt(valid, edge.place, change.value);
      const alone = isOfOneOfSome(edge) && isRead(body) ? little(edge.place.slice(0, -1).join(".")) : undefined;
      const bodies = [body, ...(alone === undefined ? [] : [withoutValueAt(alone, edge.place)])];
      return bodies.map((one) => ({ edge, body: one, words }));
    });
  });
}
