export type { FakeRequest, Fault, Script, Undeclared } from "@org/client-core/testing";
export { createPhoenixFake, type PhoenixFake } from "./generated/testing.ts";
