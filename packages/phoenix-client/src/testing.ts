export type { FakeRequest, Fault, Script, Undeclared } from "@org/client-core/testing";
export type { PhoenixFake } from "./generated/testing.ts";
export { createPhoenixFake } from "./generated/testing.ts";
