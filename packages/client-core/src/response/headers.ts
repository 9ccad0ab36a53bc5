/** Reads the headers that a document declares for a response. Only clients whose documents declare some have it. */
import { contextFor } from "../checks/check.ts";
import type { Check } from "../definition.ts";
import { compiledOf, showCompiled } from "../engine/compiled.ts";
import type { Transport } from "../engine/transport.ts";
import type { ResponseInfo } from "../errors.ts";
import { bare, bareRecord } from "../records.ts";

/** What a member of a result has besides, where the document declares headers for its response. */
export interface DeclaredHeaders<Values> {
  /**
   * The headers that the document declares for this response, read as it says, by the names that it gives them. One that did
   * not come, or is not as declared, is not here: it changes nothing about what the response is. `response.headers` has all
   * of them as texts.
   */
  readonly headers: Values;
}

/** Reads the text of a header; `undefined`: it is not as declared. */
type ReadHeader = (text: string) => unknown;

/** By status as the document writes it, then by name. */
type HeaderTable = Readonly<Record<string, Readonly<Record<string, ReadHeader>>>>;

/** A number as JSON writes it, or a boolean. */
const literal = /^(-?(0|[1-9]\d*)(\.\d+)?(e[+-]?\d+)?|true|false)$/i;

const converted = (text: string): unknown => (literal.test(text) ? JSON.parse(text.toLowerCase()) : text);

/** The first of several readings that passes. */
function fitting(check: Check, readings: readonly unknown[]): unknown {
  return readings.find((value) => {
    const context = contextFor("response");
    check(value, context, undefined, "");
    return context.findings === undefined;
  });
}

/** A header with a single value: a number or a boolean where its schema takes one, else a text. */
export const headerValue =
  (check: Check): ReadHeader =>
  (text) =>
    fitting(check, [converted(text), text, ...(/^-?\d+$/.test(text) ? [BigInt(text)] : [])]);

/** A header with a list of such, by `style: simple`. */
export const headerValues =
  (check: Check): ReadHeader =>
  (text) => {
    const items = text === "" ? [] : text.split(",").map((item) => item.trim());
    return fitting(check, [items.map(converted), items]);
  };

/** A header as it came. */
export const headerAsText: ReadHeader = (text) => text;

/** What is used here of an operation, and of its result. */
interface WithResult {
  result(...args: readonly unknown[]): Promise<{ readonly status: number | string; readonly response: ResponseInfo }>;
}

/**
 * Adds the declared headers to what `.result` of an operation resolves with.
 * @param declare is asked when the first result comes
 */
export function withHeaders<Factory extends ((transport: Transport) => object) & { readonly info: unknown }>(
  factory: Factory,
  declare: () => HeaderTable,
): Factory {
  let table: HeaderTable | undefined;
  const made = (transport: Transport): object => {
    const operation = factory(transport) as WithResult; // every operation has it
    const { result } = operation;
    const withThem = async (...args: readonly unknown[]): Promise<object> => {
      const given = await result(...args);
      table ??= bare(declare());
      const declared = table[given.status];
      return declared ? { ...given, headers: read(declared, given.response.headers) } : given;
    };
    return Object.assign(operation, { result: withThem });
  };
  showCompiled(made, () => compiledOf(factory));
  Object.defineProperty(made, "info", bare({ get: () => factory.info }));
  return made as unknown as Factory; // it is what that was, and has its info
}

function read(declared: HeaderTable[string], headers: Headers): Record<string, unknown> {
  const values = bareRecord();
  for (const [name, readHeader] of Object.entries(declared)) {
    const text = headers.get(name);
    const value = text === null ? undefined : readHeader(text);
    if (value !== undefined) values[name] = value;
  }
  return values;
}
