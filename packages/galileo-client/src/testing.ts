export type { FakeRequest, Fault, Script, Undeclared } from "@org/client-core/testing";
export { createGalileoFake, type GalileoFake } from "./generated/testing.ts";
