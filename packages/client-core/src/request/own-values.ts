/** An object without a prototype: nothing can be inherited, and `__proto__` is a key like any other. */
export type OwnRecord = Record<string, unknown>;

/** Records that inherit nothing; engines keep them as quick as other objects, and those of `Object.create(null)` not. */
// biome-ignore lint/complexity/noStaticOnlyClass: it is there to be constructed, which no arrow function can be
class Bare {
  static {
    Object.setPrototypeOf(Bare.prototype, null);
    Reflect.deleteProperty(Bare.prototype, "constructor");
    Object.freeze(Bare.prototype);
  }
}

/** An empty record. */
export const bareRecord = (): OwnRecord => new Bare() as OwnRecord;

/** Whether a value is an object of keys and values, not a list, a `Set` or an instance of somebody's class. */
export function isRecord(value: unknown): value is OwnRecord {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype = Object.getPrototypeOf(value);
  if (prototype === null || prototype === Object.prototype || prototype === Bare.prototype) return true;
  // The `Object.prototype` of another realm: the last one, and nothing in it that somebody meant.
  return (
    Object.hasOwn(prototype, "isPrototypeOf") && !Object.getPrototypeOf(prototype) && !Object.keys(prototype).length
  );
}

/**
 * Copies a value, so that everything after works on what the caller gave and on nothing else: own properties only,
 * each read once, in objects without a prototype. What is not plain data stays as it is, for the
 * validation to refuse or a body encoder to understand.
 * @throws TypeError for a value that is nested too deeply, contains itself, or has a symbol for a key.
 */
export function ownValues(value: unknown, depth = 0): unknown {
  if (value instanceof Date) return new Date(Date.prototype.getTime.call(value));
  const list = Array.isArray(value);
  if (!list && !isRecord(value)) return value;
  if (depth > 100) throw new TypeError(); // whoever catches it knows what to say
  if (list) {
    // By index: an iterator may be anybody's. A gap is refused, so that nothing after it matters.
    const items: unknown[] = [];
    for (let index = 0; index < value.length; index++) {
      const isGap = !Object.hasOwn(value, index);
      items.push(isGap ? undefined : ownValues(value[index], depth + 1));
      if (isGap) break;
    }
    return items;
  }
  const copy = bareRecord();
  for (const key of Reflect.ownKeys(value)) {
    if (typeof key === "symbol") throw new TypeError();
    // A hidden property, which nothing would send, is not passed over but becomes `undefined`, to be refused.
    copy[key] = Object.prototype.propertyIsEnumerable.call(value, key) ? ownValues(value[key], depth + 1) : undefined;
  }
  return copy;
}
