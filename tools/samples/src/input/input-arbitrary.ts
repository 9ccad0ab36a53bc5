import { inputSchemaWithRules } from "@workshop/openapi";
import type fc from "fast-check";
import { schemaArbitrary } from "../schema-arbitrary.ts";
import { type Input, withoutEmptyLocations } from "./input.ts";
import { type InputMaker, putInOrder } from "./input-maker.ts";

/** Inputs of an operation, most of them such that its document and overlay allow them. */
export function inputArbitrary({ model, operation, media }: InputMaker): fc.Arbitrary<Input> {
  return schemaArbitrary(model, inputSchemaWithRules(operation, media)).map((value) => {
    let input = withoutEmptyLocations(value as Input); // the schema is that of an input
    for (const rule of operation.inputRules) if (rule.kind === "order") input = putInOrder(input, rule);
    const isOther = media !== undefined && media !== operation.requestBody?.content[0];
    return isOther ? { ...input, contentType: media.mediaType } : input;
  });
}
