/** Compares what was asked for with what the server says it touched. */
import { canonical } from "../checks/types.ts";
import type { Difference, OutcomeDefinition } from "../definition.ts";

/** What two texts have in common that mean the same thing: of a UUID the case does not matter. */
export function identityOf(item: unknown): string {
  const text = typeof item === "object" ? canonical(item) : String(item);
  return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text) ? text.toLowerCase() : text;
}

/**
 * Compares lists as sets, and a count with the number of different things that were asked for.
 * @param count the property of the response that counts what was touched
 * @param answered the property of the response that lists it
 */
export function differenceOf(count: string | undefined, answered?: string): NonNullable<OutcomeDefinition["compare"]> {
  return (asked, response, tellsInput): Difference | undefined => {
    if (!Array.isArray(asked)) return undefined;
    const wanted = new Map(asked.map((item: unknown) => [identityOf(item), item]));
    const given = count === undefined ? undefined : response[count];
    const counted = typeof given === "bigint" ? Number(given) : given;
    const list = answered === undefined ? undefined : response[answered];
    const known = new Set(Array.isArray(list) ? list.map(identityOf) : wanted.keys());
    const notReported = [...wanted].filter(([identity]) => !known.has(identity)).map(([, item]) => item);
    const notAsked = [...known].filter((identity) => !wanted.has(identity)).length;
    const isOther = typeof counted === "number" && counted !== wanted.size;
    if (!isOther && !notReported.length && !notAsked) return undefined;
    return {
      asked: wanted.size,
      ...(isOther && { count: counted }),
      ...(tellsInput && notReported.length && { notReported }),
      ...(notAsked && { notAsked }),
    };
  };
}
