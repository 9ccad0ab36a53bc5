export type { FakeRequest, Fault, Script, Undeclared } from "@org/client-core/testing";
export { createLangSmithFake, type LangSmithFake } from "./generated/testing.ts";
