export type { FakeRequest, Fault, Script, Undeclared } from "@org/client-core/testing";
export type { EdgeImpulseFake } from "./generated/testing.ts";
export { createEdgeImpulseFake } from "./generated/testing.ts";
