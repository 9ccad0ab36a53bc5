import type { Parameter } from "@workshop/openapi";
import { type ExploredInput, type Input, placeOf, valueAt, withoutValueAt, withValueAt } from "@workshop/samples";
import { encodeField, encodePath, encodeQuery, Unwritable } from "../wire/encode-parameter.ts";
import type { OperationPair } from "./operation-pair.ts";

/** The inputs without those optional parameters, or parts of them, that no request can carry: what stands beside them is sent. */
export function writableInputs(pair: OperationPair, explored: readonly ExploredInput[]): ExploredInput[] {
  return explored.map((one) => {
    const input = writable(pair, one.made.input);
    return input === one.made.input ? one : { ...one, made: { ...one.made, input } };
  });
}

function writable({ overlaid, maker }: OperationPair, whole: Input): Input {
  return overlaid.parameters.reduce((input, parameter) => {
    const place = placeOf(parameter);
    const value = valueAt(input, place);
    if (value === undefined || isWritable(parameter, value)) return input;
    const part = writablePart(parameter, value);
    const less = part === undefined ? withoutValueAt(input, place) : withValueAt(input, place, part);
    return maker.accepts(less) || !maker.accepts(input) ? less : input;
  }, whole);
}

/** Of an object what can be written of it; `undefined` where that is nothing. */
function writablePart(parameter: Parameter, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const entries = Object.entries(value).filter(([name, one]) => isWritable(parameter, { [name]: one }));
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function isWritable(parameter: Parameter, value: unknown): boolean {
  const encode = { path: encodePath, query: encodeQuery, header: encodeField, cookie: encodeField }[parameter.in];
  try {
    encode(parameter, value);
    return true;
  } catch (error) {
    if (error instanceof Unwritable) return false;
    throw error;
  }
}
