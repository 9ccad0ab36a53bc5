import { isObject } from "@workshop/openapi";
import { NOTHING } from "./meaning.ts";

/** A way to give something else than plain data. */
export interface Distortion {
  readonly name: string;
  /** Changes one property of what a call is given. */
  readonly apply: (parent: object, key: string, value: unknown) => void;
  /** What the object of that property says then, or `NOTHING`. */
  readonly says: (parent: object, key: string, value: unknown) => unknown;
  /** Whether it is about the property, and not about its value: there is none of the whole input. */
  readonly ofProperty?: true;
}

class Instance {
  constructor(value: unknown) {
    Object.assign(this, value);
  }
}

/** Far beyond what a stack takes, should somebody go down without counting. */
function nested(levels: number): unknown {
  let value: unknown = [];
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}

function circular(): unknown {
  const value: Record<string, unknown> = {};
  value.again = value;
  return value;
}

function set(parent: object, key: string, descriptor: PropertyDescriptor): void {
  Object.defineProperty(parent, key, { enumerable: true, configurable: true, ...descriptor });
}

/** Gives another value each time that it is asked. */
function changing(value: unknown): () => unknown {
  const others = [value, undefined, null, "", [], "*", {}];
  let reads = 0;
  return () => others[Math.min(reads++, others.length - 1)];
}

const object = (value: unknown): object => (typeof value === "object" && value !== null ? value : { value });
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value, value]);

/** What no request can say. Each is made anew for each call: some of them are used up by being read. */
const UNSAYABLE: Readonly<Record<string, (value: unknown) => unknown>> = {
  undefined: () => undefined,
  "not a number": () => Number.NaN,
  infinity: () => Number.POSITIVE_INFINITY,
  "a bigint": () => 1n,
  "a symbol": () => Symbol("value"),
  "a function": (value) => () => value,
  "an invalid date": () => new Date(Number.NaN),
  "a Set": (value) => new Set(list(value)),
  "a Map": (value) => new Map(Object.entries(object(value))),
  "a WeakMap": () => new WeakMap(),
  "a RegExp": () => /.*/,
  "a promise": (value) => Promise.resolve(value),
  "an Error": () => new Error("value"),
  URLSearchParams: () => new URLSearchParams("a=b"),
  "a URL": () => new URL("https://example.com"),
  Headers: () => new Headers({ a: "b" }),
  bytes: () => new Uint8Array([1, 2]),
  "a boxed value": (value) => Object(typeof value === "object" || value === undefined ? "text" : value),
  "a boxed text": (value) => new String(value),
  "an instance of a class": (value) => new Instance(object(value)),
  "an object that inherits everything": (value) => Object.create(object(value)),
  "an object that inherits from one without a prototype": (value) =>
    // Of one that has nothing, nothing is inherited: that is how a record of another realm looks.
    Object.create(Object.assign(Object.create(null), { inherited: 1 }, object(value))),
  "an object that inherits from a false Object.prototype": (value) =>
    Object.create(Object.assign(Object.create(null), object(value), { isPrototypeOf: () => true })),
  "a toJSON that says something else": (value) => ({ ...object(value), toJSON: () => value }),
  "a text that is not one": (value) => ({ toString: () => JSON.stringify(value), valueOf: () => value }),
  "a list with a hole": () => Object.assign(new Array(3), { 0: 1, 2: 2 }),
  "a list of nothing": () => [undefined],
  "a generator": function* (value) {
    yield value;
  },
  "something that contains itself": circular,
  "something far too deep": () => nested(5_000),
  "a proxy that fails": () =>
    new Proxy({}, { ownKeys: () => { throw new Error("no keys"); } }), // biome-ignore format: one line
  "a revoked proxy": () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return proxy;
  },
  "a date in all but the time": () => Object.create(Date.prototype),
};

/** What a request may be able to say, though mostly not there. It says itself. */
const SAYABLE: readonly ((value: unknown) => unknown)[] = [
  () => null,
  () => "",
  () => " ",
  () => 0,
  () => -0,
  () => -1,
  () => 1.5,
  () => 2 ** 53,
  () => 1e300,
  () => true,
  () => false,
  () => [],
  () => ({}),
  () => [null],
  () => [""],
  () => [[]],
  () => [{}],
  () => "null",
  () => "undefined",
  () => "*",
  () => ".",
  () => "..",
  () => "%2e%2E",
  () => "a/../b",
  () => "a/b",
  () => "a?b#c",
  () => "a&b=c",
  () => "a,b",
  () => "a\r\nX-Other: 1",
  () => "a\0b",
  () => "\ud800",
  () => "a\udc00b",
  () => "\ufeff",
  () => "日本",
  () => "é",
  () => "\u{1f600}",
  () => "x".repeat(20_000),
  () => nested(60),
  () => new Array(1_500).fill("x"),
  (value) => [value],
  (value) => [[value]],
  (value) => ({ value }),
  (value) => [...list(value), ...list(value)],
  (value) => String(JSON.stringify(value)),
  (value) => (typeof value === "string" ? value.toUpperCase() : JSON.stringify(value)),
  (value) => (typeof value === "string" ? `${value} ` : typeof value === "number" ? -value : 0),
];

/** Dates are texts. */
const DATES = ["2026-01-01T00:00:00Z", "+275760-09-13T00:00:00Z", "-000001-01-01T00:00:00Z", "0000-01-01T00:00:00Z"];

class LyingList extends Array<unknown> {
  override [Symbol.iterator](): ArrayIterator<unknown> {
    return super.slice(0, 1).values();
  }
}

/** Where there is a list, one that tells a loop less than it has; the value itself elsewhere. */
const TWISTED: Readonly<Record<string, (value: unknown) => unknown>> = {
  "a transparent proxy": (value) => (typeof value === "object" && value !== null ? new Proxy(value, {}) : value),
  "an object without a prototype": (value) => (isObject(value) ? Object.assign(Object.create(null), value) : value),
  "a list with an iterator of its own": (value) =>
    Array.isArray(value) ? Object.assign([...value], { [Symbol.iterator]: () => value.slice(0, 1).values() }) : value,
  "a list of a class of its own": (value) => (Array.isArray(value) ? LyingList.from(value) : value),
  "a list that finds no items": (value) =>
    Array.isArray(value)
      ? Object.assign([...value], { map: () => [], entries: () => [].values(), filter: () => [] })
      : value,
};

/** The parent with another value in it: `undefined` for none. */
function withMember(parent: object, key: string, value: unknown): unknown {
  if (value === NOTHING) return NOTHING;
  const copy = Array.isArray(parent) ? [...parent] : { ...parent };
  if (value === undefined) Reflect.deleteProperty(copy, key);
  else set(copy, key, { value, writable: true });
  return copy;
}

/** Names that are almost right, or that objects have a special use for. */
const TWINS: readonly ((key: string) => string)[] = [
  (key) => `${key}s`,
  (key) => key.slice(0, -1),
  (key) => key.toUpperCase(),
  (key) => key.replaceAll(/_(.)/g, (_match, letter: string) => letter.toUpperCase()),
  (key) => ` ${key}`,
  (key) => `${key}\u200b`,
  (key) => `${key}[]`,
  () => "__proto__",
  () => "constructor",
  () => "toJSON",
  () => "",
];

/** What is done to the property, not to its value. A list is another matter: a gap in it is one of its values. */
const PROPERTIES: readonly Omit<Distortion, "ofProperty">[] = [
  ...TWINS.flatMap((twin) => [
    {
      name: `is called ${JSON.stringify(twin("<key>"))}`,
      apply: (parent: object, key: string, value: unknown): void => {
        if (Array.isArray(parent) || Object.hasOwn(parent, twin(key))) return;
        Reflect.deleteProperty(parent, key);
        set(parent, twin(key), { value, writable: true });
      },
      says: (parent: object, key: string, value: unknown): unknown => {
        if (Array.isArray(parent) || Object.hasOwn(parent, twin(key))) return parent;
        return withMember(withMember(parent, key, undefined) as object, twin(key), value);
      },
    },
    {
      name: `has a twin ${JSON.stringify(twin("<key>"))}`,
      apply: (parent: object, key: string, value: unknown): void => {
        if (Array.isArray(parent) || Object.hasOwn(parent, twin(key))) return;
        set(parent, twin(key), { value, writable: true });
      },
      says: (parent: object, key: string, value: unknown): unknown =>
        Array.isArray(parent) || Object.hasOwn(parent, twin(key)) ? parent : withMember(parent, twin(key), value),
    },
  ]),
  {
    name: "is missing",
    apply: (parent, key) => Reflect.deleteProperty(parent, key),
    says: (parent, key) => (Array.isArray(parent) ? NOTHING : withMember(parent, key, undefined)),
  },
  {
    name: "is a getter",
    apply: (parent, key, value) => set(parent, key, { get: () => value }),
    says: (parent) => parent,
  },
  {
    name: "is a getter that changes its mind",
    apply: (parent, key, value) => set(parent, key, { get: changing(value) }),
    says: (parent) => parent,
  },
  {
    name: "is a getter that fails",
    apply: (parent, key) =>
      set(parent, key, {
        get: () => {
          throw new Error("no value");
        },
      }),
    says: () => NOTHING,
  },
  {
    name: "is hidden",
    apply: (parent, key, value) => set(parent, key, { value, enumerable: Array.isArray(parent) }),
    says: (parent) => (Array.isArray(parent) ? parent : NOTHING),
  },
  {
    name: "is inherited",
    apply: (parent, key, value) => {
      if (Array.isArray(parent)) return;
      Reflect.deleteProperty(parent, key);
      Object.setPrototypeOf(parent, { [key]: value });
    },
    says: (parent) => (Array.isArray(parent) ? parent : NOTHING),
  },
  {
    name: "has a symbol beside it",
    apply: (parent, key) => Object.assign(parent, Array.isArray(parent) ? {} : { [Symbol(key)]: 1 }),
    says: (parent) => (Array.isArray(parent) ? parent : NOTHING),
  },
];

/** Puts another value in the place of one. `says`: what that value says; `undefined`: what the first one said. */
function replacement(
  name: string,
  make: (value: unknown) => unknown,
  says: ((value: unknown) => unknown) | undefined,
): Distortion {
  return {
    name,
    apply: (parent, key, value) => set(parent, key, { value: make(value), writable: true }),
    says: (parent, key, value) => (says === undefined ? parent : withMember(parent, key, says(value))),
  };
}

/** Every distortion that there is. */
export const DISTORTIONS: readonly Distortion[] = [
  ...PROPERTIES.map((distortion) => ({ ...distortion, ofProperty: true as const })),
  ...Object.entries(UNSAYABLE).map(([name, make]) => replacement(`is ${name}`, make, () => NOTHING)),
  ...SAYABLE.map((make) => replacement(`is ${make.toString().slice(0, 60)}`, make, make)),
  ...Object.entries(TWISTED).map(([name, make]) => replacement(`is ${name}`, make, undefined)),
  ...DATES.map((text) =>
    replacement(
      `is the Date ${text}`,
      () => new Date(text),
      () => new Date(text).toISOString(),
    ),
  ),
];
