import { type Edge, isLarge, valueAt } from "@workshop/samples";

/**
 * The valid value that an edge at a place is applied to: the whole one, or of a large one no more than leads to the place.
 *
 * @param make makes a valid value that shows a place, or `undefined` where it cannot
 */
export function partsAround<Value>(
  whole: Value,
  make: (at: string) => Value | undefined,
): (place: readonly string[]) => Value {
  if (!isLarge(whole)) return () => whole;
  const known = new Map<string, Value>();
  return (place) => {
    const at = place.join(".");
    const found = known.get(at) ?? near(whole, place, make);
    known.set(at, found);
    return found;
  };
}

function near<Value>(whole: Value, place: readonly string[], make: (at: string) => Value | undefined): Value {
  // What is not there, as a name that is not declared, is put into what is around it.
  const shown = valueAt(whole, place) === undefined ? place.slice(0, -1) : place;
  const small = make(shown.join("."));
  return small !== undefined && valueAt(small, shown) !== undefined ? small : whole;
}

/** Of names of which one has to be there, each is missed only where there is no other. */
export function isOfOneOfSome({ keyword, change, unions }: Edge): boolean {
  return keyword === "required" && change.kind === "remove" && unions.length > 0;
}
