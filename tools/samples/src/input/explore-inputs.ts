import { isForm } from "@workshop/openapi";
import type { Choice } from "../choices.ts";
import { type Explored, explore } from "../explore.ts";
import { Unsampleable } from "../unsampleable.ts";
import type { InputMaker, MadeInput } from "./input-maker.ts";

/** An input, how full it is, and what was chosen for it. */
export interface ExploredInput extends Explored<MadeInput> {
  readonly fill: "filled" | "minimal";
}

/** The inputs of an operation: filled and minimal, each with every way that a choice leaves. The first is filled, as it is. */
export function exploreInputs(maker: InputMaker): ExploredInput[] {
  return (["filled", "minimal"] as const).flatMap((fill) =>
    explore((...taken) => made(maker, fill, taken)).map((explored) => ({ ...explored, fill })),
  );
}

function made(maker: InputMaker, fill: "filled" | "minimal", taken: Choice[]): MadeInput | undefined {
  try {
    const input = maker[fill](...taken);
    if (taken.length > 0 && isForm(maker.media?.mediaType ?? "") && hasNull(input.input.body)) return undefined;
    if (fill === "filled") return input;
    // What an enum tries in a filled request it need not try again in a minimal one.
    return { ...input, others: input.others.filter(({ point }) => point.keyword !== "enum") };
  } catch (error) {
    // The input as it is has to be there; a way that cannot be taken is none.
    if (error instanceof Unsampleable && taken.length > 0) return undefined;
    throw error;
  }
}

/** No field of a form is null. */
function hasNull(body: unknown): boolean {
  if (typeof body !== "object" || body === null) return body === null;
  return Object.values(body).some((value) => value === null || (Array.isArray(value) && value.includes(null)));
}
