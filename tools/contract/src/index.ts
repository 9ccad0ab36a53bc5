/** The contract of each platform, derived from its document: cases, the mocks they run on, and what runs them. */
export type {
  AddressCase,
  AnswerCase,
  Case,
  Clause,
  ImpossibleCase,
  LostAnswerCase,
  NoCredentialsCase,
  PrismVerdict,
  ReceiptCase,
  RefusalCase,
  RequestCase,
  SecurityCase,
} from "./cases/case.ts";
export { deriveCases } from "./cases/derive-cases.ts";
export { codeOf, sampleAnswer, successAnswer } from "./cases/sample-answer.ts";
export { loadBuiltPackage } from "./commands/built-call.ts";
export { type ClientPackage, findClientPackage } from "./commands/client-package.ts";
export { type ExampleCall, exampleCall } from "./commands/example-call.ts";
export { type ContractSubject, describeContract } from "./describe-contract.ts";
export { describeMutants } from "./describe-mutants.ts";
export { describeProperties } from "./describe-properties.ts";
export { deriveMutants } from "./mutants/derive-mutants.ts";
export type { PrismDocument } from "./prism/messages.ts";
export { type Prism, PrismError, startPrism } from "./prism/start-prism.ts";
export { SchemaChecker } from "./samples/schema-checker.ts";
export type { Deviation } from "./target/deviation.ts";
export { type TargetReport, type TargetSetting, tryTarget } from "./target/try-target.ts";
export type { WireAnswer, WireRequest } from "./wire/wire-request.ts";
