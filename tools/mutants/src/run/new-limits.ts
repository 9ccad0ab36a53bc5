import { type OperationPair, undeclaredNames } from "@workshop/contract";
import type { MediaType, Operation } from "@workshop/openapi";
import {
  type Choice,
  exploreInputs,
  type Input,
  type InputMaker,
  schemaEdges,
  Unsampleable,
  withoutValueAt,
  withValueAt,
} from "@workshop/samples";

/** An input at a limit, and which one, in words. */
interface LimitInput {
  readonly words: string;
  readonly input: Input;
}

/**
 * Inputs at the limits that the changed document has, in each of its ways, made of what the client sends and of what the
 * changed document asks for: all that the client lets through, each once.
 *
 * @param pair document and overlay of the client beside the changed document
 */
export function inputsAtNewLimits(pair: OperationPair): LimitInput[] {
  const found = new Map<string, LimitInput>();
  for (const each of pair.perMedia()) {
    const tried = new Set<string>();
    for (const maker of [each.maker, each.bareMaker]) {
      for (const { made, taken } of explored(maker)) {
        const { contentType: _contentType, ...content } = made.input;
        const add = (words: string, changed: Input): void => {
          const input = { ...changed, ...(each.otherMedia && { contentType: each.otherMedia.mediaType }) };
          const key = JSON.stringify(input);
          if (found.has(key) || !each.maker.accepts(input) || !isKnown(each, input)) return;
          found.set(key, { words, input });
        };
        add("as the changed document asks for it", content);
        for (const { change, place, words } of schemaEdges(
          { ...each.bareReading, taken },
          each.bareMaker.schema,
          content,
        )) {
          const key = `${place.join(".")} ${words}`;
          // A location as a whole is no clause of a document; and a choice changes nothing but what is there.
          if ((place.length < 2 && place[0] !== "body") || !isNear(taken, key) || tried.has(key)) continue;
          if (taken.length === 0) tried.add(key);
          const input =
            change.kind === "remove" ? withoutValueAt(content, place) : withValueAt(content, place, change.value);
          add(`in which ${key}`, input);
        }
      }
    }
  }
  return [...found.values()];
}

function isNear(taken: readonly Choice[], place: string): boolean {
  const at = taken.at(-1)?.point.at ?? "";
  return at === "" || place.startsWith(`${at}.`) || place.startsWith(`${at} `);
}

/** Whether the client knows every name in an input: what it does not know it refuses, whatever JSON Schema says of it. */
function isKnown({ overlaidReading, maker }: OperationPair, input: Input): boolean {
  const { contentType: _contentType, ...content } = input;
  return undeclaredNames(overlaidReading, [maker.schema], content, "input").length === 0;
}

type Explored = ReturnType<typeof exploreInputs>;

/** By the operation: the client's is the same before every changed document. */
const known = new WeakMap<Operation, Map<MediaType | undefined, Explored>>();

function explored(maker: InputMaker): Explored {
  const medias = known.get(maker.operation) ?? new Map<MediaType | undefined, Explored>();
  known.set(maker.operation, medias);
  const found = medias.get(maker.media) ?? exploredAnew(maker);
  medias.set(maker.media, found);
  return found;
}

function exploredAnew(maker: InputMaker): Explored {
  try {
    return exploreInputs(maker);
  } catch (error) {
    // A changed document may leave nothing that could be asked for.
    if (error instanceof Unsampleable) return [];
    throw error;
  }
}
