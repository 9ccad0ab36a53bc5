/** The entry point `./testing` of every client. */
export { createFake, type Factories, type Fake } from "./fake.ts";
export type { FakeRequest, Fault, HeaderValue, Script, ScriptOf, StreamPace, Undeclared } from "./script.ts";
