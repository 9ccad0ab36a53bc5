export type { FakeRequest, Fault, Script, Undeclared } from "@org/client-core/testing";
export { createEdgeImpulseFake, type EdgeImpulseFake } from "./generated/testing.ts";
