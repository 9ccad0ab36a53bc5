export type { AnswerInfo } from "./answer/answer-info.ts";
export type { BatchAccount, BatchOptions, BatchResult, ItemsOf } from "./batches/batch-account.ts";
export { inBatches } from "./batches/in-batches.ts";
export type {
  BodyDescriptor,
  MediaTypeDescriptor,
  OperationDescriptor,
  OrderRule,
  ParameterDescriptor,
  ResponseDescriptor,
  Schema,
  SchemaObject,
  SchemaRule,
} from "./descriptor.ts";
export { ApiError, isApiError } from "./errors/api-error.ts";
export { ClientError, type ErrorContext, isClientError } from "./errors/client-error.ts";
export { InvalidRequestError, isInvalidRequestError } from "./errors/invalid-request-error.ts";
export { isNotSentError, NotSentError, type NotSentReason } from "./errors/not-sent-error.ts";
export {
  isOutcomeUnknownError,
  OutcomeUnknownError,
  type OutcomeUnknownReason,
} from "./errors/outcome-unknown-error.ts";
export {
  defineOperation,
  type Failed,
  type Methods,
  type Operation,
  type OperationFactory,
  type Succeeded,
  type Unexpected,
} from "./operation.ts";
export type { CallOptions, ClientOptions, Fetch, UnboundedCallOptions } from "./options.ts";
export { createRawClient } from "./raw.ts";
export {
  type BinaryBody,
  type BodyEncoder,
  binaryBody,
  type EncodedBody,
  formDataBody,
  jsonBody,
  textBody,
  urlEncodedBody,
} from "./request/body-encoders.ts";
export {
  cookieForm,
  cookieJson,
  headerJson,
  headerSimple,
  type ParameterEncoder,
  pathJson,
  pathLabel,
  pathMatrix,
  pathSimple,
  queryDeepObject,
  queryForm,
  queryJson,
  queryPipeDelimited,
  querySpaceDelimited,
} from "./request/parameter-encoders.ts";
export type { RequestPlan } from "./request/plan-request.ts";
export type { Authenticator, Credential } from "./security/authenticator.ts";
export { type BasicCredential, basicCredentials } from "./security/basic-credentials.ts";
export { bearerToken } from "./security/bearer-token.ts";
export { keyInCookie, keyInHeader, keyInQuery } from "./security/key-credentials.ts";
export {
  type OAuth2AccessToken,
  type OAuth2ClientCredentials,
  type OAuth2Flows,
  type OAuth2Password,
  oauth2Token,
} from "./security/oauth2-token.ts";
export { type CompareAnswer, type Difference, differenceOf } from "./transport/difference.ts";
export type { SafeCause } from "./transport/failure.ts";
export type {
  FailureEvent,
  HookEvent,
  Hooks,
  ReceiptEvent,
  RequestEvent,
  ResponseEvent,
  RetryEvent,
} from "./transport/hooks.ts";
export type { Receipt } from "./transport/receipt.ts";
export type { RetryOptions } from "./transport/retry.ts";
export { createTransport, type Transport } from "./transport/transport.ts";
export type { Issue } from "./validation/issue.ts";
export { validate } from "./validation/validate.ts";
