import {
  type Choice,
  type Edge,
  type ExploredInput,
  type Input,
  placeOf,
  schemaEdges,
  withoutValueAt,
  withValueAt,
} from "@workshop/samples";
import { type OperationPair, wordsOf } from "./operation-pair.ts";
import { isOfOneOfSome, partsAround } from "./parts-around.ts";

/** Which edge of which input. */
export interface AppliedEdge {
  readonly edge: Edge;
  readonly input: Input;
  /** What was chosen for the input, in words; empty where nothing was. */
  readonly words: string;
}

/**
 * The edges of an operation's whole input, each applied to a valid one that shows it: those of document and overlay
 * together, then what the bare document forbids beyond that.
 */
export function appliedEdges(pair: OperationPair, explored: readonly ExploredInput[]): AppliedEdge[] {
  const seen = new Set<string>();
  return explored.flatMap(({ made, taken }, index) => {
    const choice = taken.at(-1);
    // By all choices: the last of them may have been met on more than one way.
    const words = taken.flatMap((one) => (one.point.at === "" ? [] : [wordsOf(one)])).join(", ");
    const little = (at: string): Input | undefined => pair.maker.near({ at, fill: "minimal" }, ...taken)?.input;
    const around = partsAround(made.input, little);
    return edgesOf(pair, made.input, taken, choice?.point.at ?? "").flatMap((edge) => {
      const { change, place } = edge;
      // A location as a whole (`query` is a text) is no clause of the document; the clients' own tests look at that.
      const isPart = place.length > 1 || place[0] === "body";
      // What the second body has in common with the first was tried with that.
      const isNew = pair.otherMedia === undefined || place[0] === "body";
      // A choice changes nothing but what is there.
      const isNear =
        choice === undefined || `${place.join(".")}.`.startsWith(`${choice.point.at}.`) || choice.point.at === "";
      // The same value may be at the limits of two keywords.
      const key = `${edge.keyword} ${nameOf(edge)}${index === 0 || words === "" ? "" : ` ${words}`}`;
      if (!isPart || !isNew || !isNear || seen.has(key)) return [];
      seen.add(key);
      const valid = place[0] === "body" && place.length > 1 ? around(place) : made.input;
      const input = change.kind === "remove" ? withoutValueAt(valid, place) : withValueAt(valid, place, change.value);
      const alone = isOfOneOfSome(edge) && pair.maker.accepts(input) ? little(place.slice(0, -1).join(".")) : undefined;
      return [input, ...(alone === undefined ? [] : [withoutValueAt(alone, place)])].map((one) => ({
        edge,
        input: one,
        words,
      }));
    });
  });
}

function edgesOf(pair: OperationPair, valid: Input, taken: readonly Choice[], near: string): Edge[] {
  const { overlaid, maker, bareMaker, overlaidReading, bareReading } = pair;
  const { contentType: _contentType, ...content } = valid;
  const texts = new Set(
    overlaid.parameters
      .filter((parameter) => pair.isDocumentInText(parameter))
      .map((parameter) => placeOf(parameter).join(".")),
  );
  const own = schemaEdges({ ...overlaidReading, taken, near }, maker.schema, content);
  const known = new Set(own.map(nameOf));
  const bare = maker === bareMaker ? [] : schemaEdges({ ...bareReading, taken, near }, bareMaker.schema, content);
  const edges = [
    ...own,
    ...bare.filter((edge) => !texts.has(edge.place.slice(0, 2).join(".")) && !known.has(nameOf(edge))),
  ];
  return edges.filter((edge) => !pair.isTriedElsewhere(edge));
}

const nameOf = ({ place, words }: Edge): string => `${place.join(".")} ${words}`;
