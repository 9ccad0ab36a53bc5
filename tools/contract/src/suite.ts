/** What a client's own tests call. It needs vitest, which nothing else of this package does. */
export { type ContractSubject, describeContract } from "./describe-contract.ts";
export { describeProperties } from "./describe-properties.ts";
