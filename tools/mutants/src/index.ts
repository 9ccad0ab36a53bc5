/** A document changed in every way that the operators know, and whether the contract suite notices. */
export { deriveMutants } from "./derive-mutants.ts";
export { describeMutants } from "./describe-mutants.ts";
