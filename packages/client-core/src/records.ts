/** Plain data, and copies of it that inherit nothing. */

/** An object without a prototype: nothing can be inherited, and `__proto__` is a key like any other. */
export type OwnRecord = Record<string, unknown>;

const { getOwnPropertyNames, getOwnPropertySymbols, getPrototypeOf, hasOwn, keys } = Object;
const isEnumerable = Object.prototype.propertyIsEnumerable;

/** Lets the instances of a class inherit nothing. */
export function disinherit(prototype: object): void {
  Object.setPrototypeOf(prototype, null);
  Reflect.deleteProperty(prototype, "constructor");
  Object.freeze(prototype);
}

/** Records that inherit nothing; engines keep them as quick as other objects, and those of `Object.create(null)` not. */
class Bare {
  static {
    disinherit(Bare.prototype);
  }

  /** What `console.log` shows of a receipt's input is what was given. */
  [Symbol.for("nodejs.util.inspect.custom")](): object {
    return { ...this };
  }
}

/** An empty record. */
export const bareRecord = <Value = unknown>(): Record<string, Value> => new Bare() as Record<string, Value>;

/** A copy of something that this code has made or was generated, so that nothing is read from `Object.prototype`. */
export const bare = <Part extends object>(part: Part): Part => Object.assign(bareRecord(), part) as Part;

/** Gives an object a property, whatever somebody has put on `Object.prototype` that would pass for a part of its description. */
export function define(object: object, name: string | symbol, value: unknown, enumerable = false): void {
  Object.defineProperty(object, name, bare({ value, enumerable }));
}

/** Whether a value is an object of keys and values, not a list, a `Set` or an instance of somebody's class. */
export function isRecord(value: unknown): value is OwnRecord {
  if (typeof value !== "object" || value === null) return false;
  const prototype: object | null = getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null || prototype === Bare.prototype)
    return !Array.isArray(value);
  // The record of another copy of this code, or the `Object.prototype` of another realm: nothing in it that somebody meant.
  return (
    !Array.isArray(value) &&
    getPrototypeOf(prototype) === null &&
    !keys(prototype).length &&
    (hasOwn(prototype, "isPrototypeOf") || !getOwnPropertyNames(prototype).length)
  );
}

/**
 * The names of a record's own properties.
 * @throws TypeError where a symbol is among them: nothing could be sent for it
 */
export function namesOf(record: OwnRecord): string[] {
  if (getOwnPropertySymbols(record).length) throw new TypeError();
  return getOwnPropertyNames(record);
}

/** Whether some of the names are hidden. Such a one counts as `undefined`, to be refused: nothing would send it. */
export const hasHidden = (record: OwnRecord, names: readonly string[]): boolean => names.length !== keys(record).length;

/** A property of a record, read once; `undefined` for one that is hidden. */
export const readOwn = (record: OwnRecord, name: string, hidden: boolean): unknown =>
  hidden && !isEnumerable.call(record, name) ? undefined : record[name];

/** Deeper than any document needs, and safe on a small stack. */
const deepest = 100;

/**
 * Copies a value, so that everything after works on what the caller gave and on nothing else: own properties only,
 * each read once, in objects without a prototype. What is not plain data stays as it is, for the checks to refuse or a
 * body's writer to understand.
 * @throws TypeError for a value that is nested too deeply, contains itself, or has a symbol for a key
 */
export function ownCopy(value: unknown, depth = 0): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Date) return new Date(Date.prototype.getTime.call(value));
  if (Array.isArray(value)) {
    if (depth > deepest) throw new TypeError();
    // By index: an iterator may be anybody's. A gap is refused, so that nothing after it matters.
    const items: unknown[] = [];
    for (let index = 0; index < value.length; index++) {
      const isGap = !hasOwn(value, index);
      items.push(isGap ? undefined : ownCopy(value[index], depth + 1));
      if (isGap) break;
    }
    return items;
  }
  if (!isRecord(value)) return value;
  if (depth > deepest) throw new TypeError();
  const names = namesOf(value);
  const hidden = hasHidden(value, names);
  const copy = bareRecord();
  for (const name of names) copy[name] = ownCopy(readOwn(value, name, hidden), depth + 1);
  return copy;
}

/** Freezes plain data through and through, a `bigint` in it as its decimal text: JSON has no way to show one. */
export function deepFrozen<Value>(value: Value): Value {
  if (Array.isArray(value)) for (let index = 0; index < value.length; index++) freezeIn(value, index);
  else if (isRecord(value)) {
    // Half as long as a list of the values takes, and as short only where the loop itself looks at them.
    for (const key in value) {
      const kind = typeof value[key];
      if ((kind === "object" || kind === "bigint") && hasOwn(value, key)) freezeIn(value, key);
    }
  } else return value; // bytes cannot be frozen
  return Object.freeze(value);
}

function freezeIn<Key extends number | string>(holder: Record<Key, unknown>, key: Key): void {
  const value = holder[key];
  if (typeof value === "object") deepFrozen(value);
  else if (typeof value === "bigint") holder[key] = String(value);
}

/** A copy in which each `bigint` is its decimal text. */
export function shown(value: unknown): unknown {
  if (typeof value === "bigint") return String(value);
  if (Array.isArray(value)) return value.map(shown);
  return isRecord(value) ? bare(Object.fromEntries(keys(value).map((key) => [key, shown(value[key])]))) : value;
}
