export type { FakeRequest, Fault, Script, Undeclared } from "@org/client-core/testing";
export type { GalileoFake } from "./generated/testing.ts";
export { createGalileoFake } from "./generated/testing.ts";
