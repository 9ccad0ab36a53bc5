/** Values that mean harm. */
import { SECRET } from "./scene.ts";

export function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

function revokedFunction(): object {
  const { proxy, revoke } = Proxy.revocable(() => {}, {});
  revoke();
  return proxy;
}

const hunted = (): never => {
  throw new Error(SECRET);
};

/** An object in which every property that is read throws. */
const hostile = (): object =>
  new Proxy(
    {},
    { get: hunted, has: hunted, ownKeys: hunted, getPrototypeOf: hunted, getOwnPropertyDescriptor: hunted },
  );

/** An error whose properties are getters. */
function getters(values: Readonly<Record<string, () => unknown>>): Error {
  const error = new TypeError("fetch failed");
  for (const [name, get] of Object.entries(values)) Object.defineProperty(error, name, { get, enumerable: true });
  return error;
}

function inherited(values: object): Error {
  return Object.setPrototypeOf(
    new TypeError("fetch failed"),
    Object.assign(Object.create(TypeError.prototype), values),
  ) as Error;
}

const brand = Symbol.for("@org/client-error");

/** What somebody may throw, reject with, or give. By name, and made anew each time. */
export const values: Readonly<Record<string, () => unknown>> = {
  undefined: () => undefined,
  null: () => null,
  false: () => false,
  zero: () => 0,
  NaN: () => Number.NaN,
  "a bigint": () => 10n,
  "a symbol": () => Symbol(SECRET),
  "an empty text": () => "",
  "a text": () => SECRET,
  "a text of two lines": () => `${SECRET}\r\nx-evil: 1`,
  "half a surrogate": () => "\ud800",
  "a function": () => hunted,
  "an object": () => ({ [SECRET]: SECRET }),
  "an object without a prototype": () => Object.assign(Object.create(null), { a: SECRET }),
  "a list": () => [SECRET],
  "a list with a gap": () => Object.assign([], { 1: SECRET }),
  "a Map": () => new Map([[SECRET, SECRET]]),
  "a Date": () => new Date(0),
  "an invalid Date": () => new Date(Number.NaN),
  "a Date that lies": () => Object.assign(new Date(0), { getTime: () => Number.NaN, toISOString: () => SECRET }),
  "a RegExp": () => /a/,
  "a Promise that rejects": () => {
    const promise = Promise.reject(new Error(SECRET));
    promise.catch(() => {});
    return promise;
  },
  "a thenable": () => ({
    then: (_resolve: unknown, reject: (reason: unknown) => void) => reject(new Error(SECRET)),
  }),
  "a thenable that throws": () => ({
    get then() {
      return hunted();
    },
  }),
  "a revoked proxy": revoked,
  "a revoked function": revokedFunction,
  "a hostile proxy": hostile,
  "a circle": () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    return circle;
  },
  "a deep object": () => {
    let deep: object = {};
    for (let depth = 0; depth < 5000; depth++) deep = { deep };
    return deep;
  },
  "an Error": () => new Error(SECRET),
  "an Error with a cause": () => new Error(SECRET, { cause: { code: "ENOTFOUND", message: SECRET } }),
  "an Error in a circle": () => {
    const error: Error & { cause?: unknown } = new Error(SECRET);
    error.cause = error;
    return error;
  },
  "an Error with a getter for its code": () => getters({ code: hunted }),
  "an Error with a getter for its cause": () => getters({ cause: hunted }),
  "an Error with a getter for its message": () => getters({ message: hunted }),
  "an Error whose code changes": () => {
    let read = 0;
    return getters({ code: () => (read++ === 0 ? "ECONNRESET" : "ENOTFOUND") });
  },
  "an Error that inherits its code": () => inherited({ code: "ENOTFOUND", syscall: "connect" }),
  "an Error with an object for its code": () =>
    Object.assign(new Error(SECRET), { code: { toString: () => "ENOTFOUND" } }),
  "an Error of a gateway": () => new Error(`502: client error (Connect), before secure TLS connection ${SECRET}`),
  "an AbortError": () => new DOMException(SECRET, "AbortError"),
  "an AggregateError": () => new AggregateError([new Error(SECRET)], SECRET),
  "a forged error of the client": () =>
    Object.assign(new Error(SECRET), { [brand]: "NotSentError", name: "NotSentError" }),
  "a forged verdict": () => ({ kind: "notSent", reason: "dns", text: SECRET, response: undefined }),
};

/** Those of which nothing is known. */
export const names: readonly string[] = Object.keys(values);
