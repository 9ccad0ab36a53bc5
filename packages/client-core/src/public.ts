/** What every client re-exports. */
export type { BatchAccount, BatchOptions, BatchResult, ItemsOf } from "./batches/account.ts";
export { inBatches } from "./batches/in-batches.ts";
export type { BinaryBody } from "./checks/formats.ts";
export type { Difference, Fetch, FetchedResponse, InputRecord, SentBody } from "./definition.ts";
export type {
  FailureEvent,
  HookEvent,
  Hooks,
  ReceiptEvent,
  RequestEvent,
  ResponseEvent,
  RetryEvent,
} from "./engine/events.ts";
export type { Transport } from "./engine/transport.ts";
export {
  ApiError,
  ClientError,
  type ErrorContext,
  InvalidRequestError,
  isApiError,
  isClientError,
  isInvalidRequestError,
  isNotSentError,
  isOutcomeUnknownError,
  NotSentError,
  type NotSentReason,
  OutcomeUnknownError,
  type OutcomeUnknownReason,
  type ResponseInfo,
  type SafeCause,
} from "./errors.ts";
export type { Issue } from "./issue.ts";
export type {
  Failed,
  Methods,
  Operation,
  OperationFactory,
  OperationInfo,
  RequestPlan,
  Succeeded,
  Unexpected,
} from "./operation.ts";
export type { CallOptions, ClientOptions, RetryOptions, UnboundedCallOptions } from "./options.ts";
export type { ItemAt, Paginated, PaginatedFactory } from "./pages/paginated.ts";
export type { Read, ReadOptions } from "./read.ts";
export type { Receipt } from "./receipt.ts";
export type { DeclaredHeaders } from "./response/headers.ts";
export type { BasicCredential } from "./security/authenticators.ts";
export {
  clientCredentialsGrant,
  type OAuth2ClientCredentials,
  type OAuth2Password,
  passwordGrant,
} from "./security/grants.ts";
export type { OAuth2AccessToken, OAuth2Grant } from "./security/oauth2.ts";
export type { Credential } from "./security/secret.ts";
export type { ServerSentEvent } from "./streams/framing.ts";
export type { ItemStream } from "./streams/items.ts";
export type { StreamingFactory, StreamingOperation } from "./streams/open.ts";
