/** Lets `./testing`, which has a copy of this of its own, see what an operation is made of. */
import { define } from "../records.ts";
import type { CompiledOperation } from "./compile.ts";

const brand = Symbol.for("@org/client-core/compiled");

export function showCompiled(factory: object, compile: () => CompiledOperation): void {
  define(factory, brand, compile);
}

/** @throws TypeError for what is no operation */
export function compiledOf(factory: object): CompiledOperation {
  const compile: unknown = Object.getOwnPropertyDescriptor(factory, brand)?.value;
  if (typeof compile !== "function") throw new TypeError("this is no operation of a client");
  return compile() as CompiledOperation; // of the same package
}
