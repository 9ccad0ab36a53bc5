/** Values of a schema, and inputs of an operation: samples, edges, arbitrary ones. */
export { type Choice, Choices, Unsampleable } from "./choices.ts";
export type { Edge, EdgeSearch } from "./edge.ts";
export { type Explored, explore } from "./explore.ts";
export {
  type Input,
  partsOf,
  placeOf,
  valueAt,
  withoutEmptyLocations,
  withoutValueAt,
  withValueAt,
} from "./input/input.ts";
export { inputArbitrary } from "./input/input-arbitrary.ts";
export { type ExploredInput, exploreInputs, InputMaker, type MadeInput } from "./input/input-maker.ts";
export { isMarked } from "./is-marked.ts";
export { isLarge } from "./large.ts";
export { withoutProblems } from "./prune.ts";
export { lengthOf, textOfLength } from "./sample-string.ts";
export { type Near, type Sampling, sampleValue } from "./sample-value.ts";
export { formatBreakers } from "./scalar-edges.ts";
export { schemaArbitrary } from "./schema-arbitrary.ts";
export { type CheckMode, SchemaChecker, type SchemaProblem } from "./schema-checker.ts";
export { schemaEdges } from "./schema-edges.ts";
