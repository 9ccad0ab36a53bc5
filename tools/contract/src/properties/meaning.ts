import { isDeepStrictEqual } from "node:util";
import type { Input } from "@workshop/samples";

/** What a value says that no request can say: a call with such a value in it has to be refused. */
export const NOTHING: unique symbol = Symbol("nothing that a request could say");

/** As JSON, or `NOTHING`. A getter is never asked here: what it says is known to whoever made it. */
export function meaningOf(value: unknown, open: readonly object[] = []): unknown {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : NOTHING;
  if (typeof value !== "object" || open.includes(value)) return NOTHING;
  const within = [...open, value];
  if (Array.isArray(value)) {
    const items = Array.from({ length: value.length }, (_, index) => meaningOf(value[index], within));
    return items.includes(NOTHING) ? NOTHING : items;
  }
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? NOTHING : value.toISOString();
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype) return NOTHING;
  const members: [string, unknown][] = [];
  for (const key of Reflect.ownKeys(value)) {
    const descriptor = Object.getOwnPropertyDescriptor(value, key);
    if (typeof key === "symbol" || descriptor?.enumerable !== true) return NOTHING;
    members.push([key, meaningOf(descriptor.value, within)]);
  }
  return members.some(([, member]) => member === NOTHING) ? NOTHING : Object.fromEntries(members);
}

/** Whether two inputs say the same: an empty location is as good as none, and -0 is 0. */
export function saysTheSame(left: unknown, right: unknown): boolean {
  return isDeepStrictEqual(plain(left), plain(right));
}

function plain(input: unknown): unknown {
  if (typeof input !== "object" || input === null || Array.isArray(input)) return input;
  const { contentType: _contentType, ...locations } = input as Input; // an object that may have any location
  const told = Object.entries(locations).filter(
    ([name, value]) => name === "body" || typeof value !== "object" || value === null || Object.keys(value).length > 0,
  );
  return JSON.parse(JSON.stringify(Object.fromEntries(told)));
}
