import type { Input } from "@workshop/samples";
import { whyNotAsked, whyRefusedWrongly } from "../prism/known-behaviour.ts";
import type { OperationPair } from "./operation-pair.ts";

/** Why Prism cannot be asked anything with an input: it crashes, or refuses the input whatever else is asked. */
export function whyOutOfQuestion(pair: OperationPair, input: Input): string | undefined {
  return whyNotAsked(pair.bareReading, pair.bare) ?? whyRefusedWrongly(pair.bareReading, pair.bare, pair.toBare(input));
}
