import { expectTypeOf } from "vitest";
import {
  type ApiError,
  type CallOptions,
  type ClientOptions,
  type Credential,
  createTransport,
  type InvalidRequestError,
  isApiError,
  isInvalidRequestError,
  isNotSentError,
  isOutcomeUnknownError,
  type OAuth2ClientCredentials,
  type OAuth2Password,
  type OutcomeUnknownError,
  type Receipt,
  type RequestPlan,
  type Transport,
} from "./core.ts";
import { type ClearInput, type ClearResult, clearShelf, replaceBook } from "./examples.ts";

const transport: Transport = createTransport("Example", { baseUrl: "https://api.example.com", auth: { key: "k" } });
const clear = clearShelf(transport);
const input: ClearInput = { path: { shelf: "a" } };

// An operation takes and gives what its types say.
expectTypeOf(clear(input)).resolves.toEqualTypeOf<{ count: number }>();
expectTypeOf(clear.result(input)).resolves.toEqualTypeOf<ClearResult>();
expectTypeOf(clear.plan(input)).toEqualTypeOf<RequestPlan>();
expectTypeOf(replaceBook(transport)({ body: { title: "x" } })).resolves.toEqualTypeOf<undefined>();
// @ts-expect-error: the path is required
clear({ query: {} });
// @ts-expect-error: undefined is not "not given"
clear({ path: { shelf: "a" }, query: { tag: undefined } });
// @ts-expect-error: no such filter
clear({ path: { shelf: "a" }, query: { tags: ["x"] } });
// @ts-expect-error: a body is required
replaceBook(transport)({});
clear(input, { allowUnbounded: true });
// @ts-expect-error: this operation has no unbounded input
replaceBook(transport)({ body: { title: "x" } }, { allowUnbounded: true });
// @ts-expect-error: no such option
clear(input, { retries: 3 });

// A result is told by its status, and its error is there exactly where its data is not.
const result = await clear.result(input);
if (result.status === 200) {
  expectTypeOf(result.data).toEqualTypeOf<{ count: number }>();
  expectTypeOf(result.error).toEqualTypeOf<undefined>();
} else if (result.status === 404) {
  expectTypeOf(result.data).toEqualTypeOf<undefined>();
  expectTypeOf(result.error).toEqualTypeOf<ApiError<404, string>>();
  expectTypeOf(result.error.status).toEqualTypeOf<404>();
  expectTypeOf(result.error.body).toEqualTypeOf<string>();
} else if (result.status === "5XX") {
  expectTypeOf(result.error.status).toEqualTypeOf<number>();
} else {
  expectTypeOf(result.status).toEqualTypeOf<"undeclared">();
  expectTypeOf(result.error).toEqualTypeOf<ApiError<number, unknown> | OutcomeUnknownError>();
}
expectTypeOf(result.response.status).toEqualTypeOf<number>();
expectTypeOf(result.receipt).toEqualTypeOf<Receipt>();
if (result.error === undefined) expectTypeOf(result.data).toEqualTypeOf<{ count: number }>();

// Errors are told apart by their guards, and by their names.
declare const thrown: unknown;
if (isApiError(thrown)) expectTypeOf(thrown).toEqualTypeOf<ApiError<number, unknown>>();
if (isInvalidRequestError(thrown)) expectTypeOf(thrown).toEqualTypeOf<InvalidRequestError>();
if (isOutcomeUnknownError(thrown)) expectTypeOf(thrown.findOut).toEqualTypeOf<string>();
if (isNotSentError(thrown)) expectTypeOf(thrown.name).toEqualTypeOf<"NotSentError">();

// Options.
expectTypeOf<CallOptions["signal"]>().toEqualTypeOf<AbortSignal | undefined>();
expectTypeOf<Credential>().toEqualTypeOf<string | (() => Promise<string> | string)>();
expectTypeOf<typeof fetch>().toExtend<NonNullable<ClientOptions["fetch"]>>();
// @ts-expect-error: an unset environment variable must not lead to the real platform
createTransport("Example", { baseUrl: process.env.BASE_URL });
// Of what is undefined elsewhere, the default holds.
createTransport("Example", { timeout: undefined, retry: undefined, hooks: undefined, headers: undefined });
// @ts-expect-error: the password is missing
export const password: OAuth2Password = { username: "u" };
// @ts-expect-error: the secret is missing
export const own: OAuth2ClientCredentials = { clientId: "c" };
