import { holderOf, type InputLocation, type Operation, type Parameter } from "@workshop/openapi";

/** What an operation of a client is called with. */
export type Input = { readonly [Location in InputLocation]?: unknown } & { readonly contentType?: string };

/** The names that lead to a parameter's value within the input. */
export function placeOf(parameter: Parameter): readonly [string, string] {
  return [holderOf(parameter), parameter.name];
}

/** The value at a place, `undefined` where there is none. */
export function valueAt(value: unknown, place: readonly string[]): unknown {
  let current = value;
  for (const name of place) {
    if (typeof current !== "object" || current === null || !Object.hasOwn(current, name)) return undefined;
    // An object with that own property: it can be indexed by the name.
    current = (current as Record<string, unknown>)[name];
  }
  return current;
}

/** A copy with the value at a place replaced; objects on the way are made where there are none. */
export function withValueAt<Value>(value: Value, place: readonly string[], replacement: unknown): Value {
  const [name, ...rest] = place;
  // The recursion ends where the place does, and the replacement is then the value.
  if (name === undefined) return replacement as Value;
  const copy = copyOf(value);
  define(copy, name, withValueAt(valueAt(value, [name]), rest, replacement));
  // A copy of the same shape.
  return copy as Value;
}

/** A copy without the value at a place, and without a location that is then empty. */
export function withoutValueAt<Value>(value: Value, place: readonly string[]): Value {
  const [name, ...rest] = place;
  if (name === undefined || typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return value;
  const copy = copyOf(value);
  // As above: an own property.
  const inner = (copy as Record<string, unknown>)[name];
  if (rest.length > 0) define(copy, name, withoutValueAt(inner, rest));
  else if (Array.isArray(copy)) copy.splice(Number(name), 1);
  else delete (copy as Record<string, unknown>)[name];
  return copy as Value;
}

/** The input without locations that hold nothing: no one writes `query: {}`. */
export function withoutEmptyLocations(input: Input): Input {
  return Object.fromEntries(
    Object.entries(input).filter(
      ([name, value]) =>
        name === "body" || typeof value !== "object" || value === null || Object.keys(value).length > 0,
    ),
  );
}

/** Every parameter and the body, with whether it must be there. */
export function partsOf(operation: Operation): { place: readonly string[]; required: boolean }[] {
  const parameters = operation.parameters.map((parameter) => ({
    place: placeOf(parameter),
    required: parameter.required,
  }));
  const body = operation.requestBody;
  return body === undefined ? parameters : [...parameters, { place: ["body"], required: body.required }];
}

function copyOf(value: unknown): object {
  if (Array.isArray(value)) return [...value];
  return typeof value === "object" && value !== null ? { ...value } : {};
}

/** Sets an own property, whatever its name: `__proto__` is a name like any other. */
function define(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
}
