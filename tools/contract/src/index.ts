/** The contract of each platform, derived from its document: cases, the mocks they run on, and what runs them. */
export type {
  AnswerCase,
  Case,
  Clause,
  ImpossibleCase,
  NoCredentialsCase,
  PrismVerdict,
  RefusalCase,
  RequestCase,
  SecurityCase,
} from "./cases/case.ts";
export { deriveCases } from "./cases/derive-cases.ts";
export { type ContractSubject, describeContract } from "./describe-contract.ts";
export type { PrismDocument } from "./prism/messages.ts";
export { type Prism, PrismError, startPrism } from "./prism/start-prism.ts";
