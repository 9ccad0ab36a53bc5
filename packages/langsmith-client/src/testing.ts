export type { FakeRequest, Fault, Script, Undeclared } from "@org/client-core/testing";
export type { LangSmithFake } from "./generated/testing.ts";
export { createLangSmithFake } from "./generated/testing.ts";
