/** The mocks for a person, and one real call with each built package. */
export { loadBuiltPackage } from "./built-call.ts";
export { type ExampleCall, exampleCall } from "./example-call.ts";
