import { expect } from "vitest";
import type { GivenInput, ParameterPlaces } from "../src/definition.ts";

type Input = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * What is told of an input, once of one whose parameters the operation knows, and once of one that it finds by name: both
 * have to be the same.
 */
export function ofInput<Told>(told: (places: ParameterPlaces) => (given: GivenInput) => Told, input: Input): Told {
  const groups = Object.keys(input);
  const values: unknown[] = [];
  const places: Record<string, Record<string, number>> = {};
  for (const group of groups) {
    places[group] = { "a parameter that is not given": values.push(undefined) - 1 };
    for (const [name, value] of Object.entries(input[group] ?? {})) places[group][name] = values.push(value) - 1;
  }
  const byName = told({})({ groups, input, values: [] });
  expect(told(places)({ groups, input: {}, values })).toEqual(byName);
  return byName;
}
