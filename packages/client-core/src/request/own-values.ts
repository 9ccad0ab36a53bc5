/** An object without a prototype: nothing can be inherited, and `__proto__` is a key like any other. */
export type OwnRecord = Record<string, unknown>;

/** Whether a value is an object of keys and values, not a list, a `Set` or an instance of somebody's class. */
export function isRecord(value: unknown): value is OwnRecord {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype = Object.getPrototypeOf(value);
  // The second test knows the `Object.prototype` of another realm as well.
  return prototype === null || Object.hasOwn(prototype, "isPrototypeOf");
}

/**
 * Copies a value, so that everything after works on what the caller gave and on nothing else: own properties only,
 * each read once, in objects without a prototype. What is not plain data stays as it is, for the
 * validation to refuse or a body encoder to understand.
 * @throws TypeError for a value that is nested too deeply or contains itself.
 */
export function ownValues(value: unknown, depth = 0): unknown {
  if (value instanceof Date) return new Date(Date.prototype.getTime.call(value));
  const list = Array.isArray(value);
  if (!list && !isRecord(value)) return value;
  if (depth > 100) throw new TypeError("is nested more than 100 levels deep, or contains itself");
  if (list) return Array.from(value, (item) => ownValues(item, depth + 1));
  const copy: OwnRecord = Object.create(null);
  // Hidden properties and symbols, which nothing would send, are not passed over but become `undefined`, to be refused.
  for (const key of Reflect.ownKeys(value) as string[]) {
    copy[key] = Object.prototype.propertyIsEnumerable.call(value, key) ? ownValues(value[key], depth + 1) : undefined;
  }
  return copy;
}
