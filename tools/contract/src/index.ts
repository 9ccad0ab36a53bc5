/** The contract of each platform, derived from its document: cases, the mocks they run on, and what runs them. */

export type {
  AddressCase,
  Case,
  Clause,
  ImpossibleCase,
  LostResponseCase,
  NoCredentialsCase,
  PrismVerdict,
  ReceiptCase,
  RefusalCase,
  RequestCase,
  ResponseCase,
  SecurityCase,
} from "./cases/case.ts";
export { deriveCases } from "./cases/derive-cases.ts";
export { bodyOf, declaredMedia, declaredResponse, judgeResponse } from "./cases/judge-response.ts";
export { OperationPair, type Reading, withCredentials } from "./cases/operation-pair.ts";
export { bodyEdges, responseBodies } from "./cases/response-bodies.ts";
export { codeOf, sampleHeaders, sampleResponse, successResponse } from "./cases/sample-response.ts";
export { undeclaredNames } from "./clauses/undeclared-names.ts";
export { type CredentialSet, credentialSets, type ExpectedCredential } from "./credentials/credential-set.ts";
export { type Grants, withGrants } from "./credentials/grants.ts";
export { startTokenServer, type TokenServer } from "./credentials/token-server.ts";
export { whyNotAsked, whyRefusedWrongly } from "./prism/known-behaviour.ts";
export type { PrismDocument } from "./prism/messages.ts";
export { isAnswering, type Prism, PrismError, startPrism } from "./prism/start-prism.ts";
export { anythingIn, distortedArbitrary, type Given, plainly } from "./properties/given.ts";
export { argumentsOf, type Callable, type CallResult, operationOf } from "./runner/call.ts";
export { violationsOf } from "./runner/prism-judgement.ts";
export { runCase } from "./runner/run-case.ts";
export { type CreateClient, type Stage, setStage } from "./runner/stage.ts";
export { decodeHeaders } from "./wire/decode-header.ts";
export { decodeRequest } from "./wire/decode-request.ts";
export { Unwritable } from "./wire/encode-parameter.ts";
export { encodeRequest } from "./wire/encode-request.ts";
export { close, listen, startRecorder } from "./wire/recorder.ts";
export { send } from "./wire/send.ts";
export {
  headerOf,
  mediaTypeOf,
  ownHeaders,
  readRequest,
  textOf,
  type WireRequest,
  type WireResponse,
} from "./wire/wire-request.ts";
