import type { Operation } from "@workshop/openapi";
import { type Input, partsOf, valueAt } from "@workshop/samples";

/**
 * What somebody may have put on `Object.prototype`: everything that a client could read by mistake where a caller gave
 * nothing, such as parameters, the groups of an input, and options that make a call less careful.
 */
export function pollutionFor(operation: Operation, input: Input): Record<string, unknown> {
  const parts = partsOf(operation).map(({ place }) => [place.at(-1) ?? "", valueAt(input, place)] as const);
  const body = valueAt(input, ["body"]);
  return {
    ...Object.fromEntries(parts.filter(([, value]) => value !== undefined)),
    ...(typeof body === "object" ? body : {}),
    ...input,
    header: input.headers ?? { "X-Polluted": "yes" },
    cookie: input.cookies ?? { polluted: "yes" },
    params: input,
    allowUnbounded: true,
    baseUrl: "https://elsewhere.test",
    contentType: "text/plain",
    items: false,
    properties: {},
    required: [],
    encode: () => "polluted",
    explode: true,
    schema: true,
    toJSON: () => ({ polluted: true }),
    querySerializer: () => "polluted=yes",
    redirect: "follow",
    timeout: 1,
  };
}

/** Runs with a polluted `Object.prototype`, and leaves it as it was. */
export async function polluted<Result>(values: object, run: () => Promise<Result>): Promise<Result> {
  const names = Object.keys(values).filter((name) => !Object.hasOwn(Object.prototype, name));
  for (const name of names) {
    const value: unknown = Reflect.get(values, name);
    Object.defineProperty(Object.prototype, name, { value, configurable: true, enumerable: true, writable: true });
  }
  try {
    return await run();
  } finally {
    for (const name of names) Reflect.deleteProperty(Object.prototype, name);
  }
}
