import { type Input, valueAt, withValueAt } from "@workshop/samples";
import fc from "fast-check";
import { DISTORTIONS, type Distortion } from "./distortions.ts";
import { meaningOf, NOTHING } from "./meaning.ts";

/** What a call is given, and what that says. */
export interface Given {
  readonly words: string;
  /** Makes it anew: some of it can be read only once. */
  readonly make: () => unknown;
  /** An input in plain JSON, or `NOTHING`. */
  readonly says: unknown;
}

/** A plain input. */
export function plainly(input: Input): Given {
  return { words: JSON.stringify(input).slice(0, 500), make: () => structuredClone(input), says: input };
}

/** The input with something else in one place; `[]` is the input itself. */
export function distorted(input: Input, place: readonly string[], distortion: Distortion): Given {
  const holder = { input };
  const path = ["input", ...place];
  const key = path.at(-1) ?? "";
  const parentPlace = path.slice(0, -1);
  const parent = valueAt(holder, parentPlace) as object; // whatever has a place within it
  const says = distortion.says(parent, key, valueAt(holder, path));
  return {
    words: `${place.join(".") || "the input"} ${distortion.name}`,
    make: () => {
      const copy = structuredClone(holder);
      const target = valueAt(copy, parentPlace) as object; // as above
      distortion.apply(target, key, valueAt(copy, path));
      return copy.input;
    },
    says: says === NOTHING ? NOTHING : valueAt(withValueAt(holder, parentPlace, says), ["input"]),
  };
}

/** The places of all values in an input: of its locations, of what is in them, and so on. Long lists count by their first items. */
export function placesOf(value: unknown, place: readonly string[] = []): string[][] {
  if (typeof value !== "object" || value === null) return [[...place]];
  const names = Object.keys(value).slice(0, Array.isArray(value) ? 2 : undefined);
  return [[...place], ...names.flatMap((name) => placesOf(valueAt(value, [name]), [...place, name]))];
}

/** The input as a whole has no property, and none at all is as good as an empty one. */
function isFor(place: readonly string[], { name, ofProperty }: Distortion): boolean {
  return place.length > 0 || !(ofProperty === true || name === "is undefined");
}

/** Every distortion of every value of an input. */
export function* allDistorted(input: Input): Generator<Given> {
  for (const place of placesOf(input)) {
    for (const distortion of DISTORTIONS) {
      if (isFor(place, distortion)) yield distorted(input, place, distortion);
    }
  }
}

/** Values of any type whatever, in one place of an input or as all of it. */
export function anythingIn(inputs: fc.Arbitrary<Input>): fc.Arbitrary<Given> {
  const anything = fc.anything({
    withBigInt: true,
    withBoxedValues: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withObjectString: true,
    withSet: true,
    withSparseArray: true,
    withTypedArray: true,
    withUnicodeString: true,
  });
  return fc.tuple(inputs, fc.nat(), anything).map(([input, choice, value]) => {
    const places = placesOf(input);
    const place = places[choice % places.length] ?? [];
    // A call that is given nothing says as much as one that is given an empty input.
    const meaning = place.length === 0 && value === undefined ? {} : meaningOf(value);
    const make = (): unknown => withValueAt<unknown>(input, place, value);
    return {
      words: `${place.join(".") || "the input"} is ${fc.stringify(value)}`,
      make,
      says: meaning === NOTHING ? NOTHING : withValueAt<unknown>(input, place, meaning),
    };
  });
}

/** Some distortion of some value of an input. */
export function distortedArbitrary(inputs: fc.Arbitrary<Input>): fc.Arbitrary<Given> {
  return fc
    .tuple(inputs, fc.nat(), fc.constantFrom(...DISTORTIONS))
    .map(([input, choice, distortion]) => {
      const places = placesOf(input).filter((place) => isFor(place, distortion));
      const place = places[choice % places.length];
      // An input without anything in it has no place for some.
      return place === undefined ? undefined : distorted(input, place, distortion);
    })
    .filter((given) => given !== undefined);
}
