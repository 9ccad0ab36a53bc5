/** Makes definitions callable. */
import type { Definition, SentBody } from "./definition.ts";
import { type Bound, bind } from "./engine/bind.ts";
import { type CompiledOperation, compile } from "./engine/compile.ts";
import { showCompiled } from "./engine/compiled.ts";
import { perform } from "./engine/perform.ts";
import { stateOf, type Transport } from "./engine/transport.ts";
import type { ApiError, OutcomeUnknownError, ResponseInfo } from "./errors.ts";
import type { Receipt } from "./receipt.ts";
import { bare } from "./records.ts";
import { prepare } from "./request/prepare.ts";
import { sign } from "./request/sign.ts";

/** A declared success. */
export interface Succeeded<Status extends number | string, Data> {
  /** The key under which the document declares the response: a number, `"2XX"` or `"default"`. */
  readonly status: Status;
  /** What the response carries, checked against its schema. */
  readonly data: Data;
  /** There is none. */
  readonly error: undefined;
  /** Status and headers, as they came. */
  readonly response: ResponseInfo;
  /** What is known of the call. */
  readonly receipt: Receipt;
}

/** A declared failure. */
export interface Failed<Status extends number | string, Body> {
  /** The key under which the document declares the response: a number, `"4XX"` or `"default"`. */
  readonly status: Status;
  /** There is none. */
  readonly data: undefined;
  /** What the call itself would have thrown. */
  readonly error: ApiError<Status, Body>;
  /** Status and headers, as they came. */
  readonly response: ResponseInfo;
  /** What is known of the call. */
  readonly receipt: Receipt;
}

/** A response that the document does not declare; `response.status` and `error` tell what it was. */
export interface Unexpected {
  /** No key of the document: `response.status` is what the server sent. */
  readonly status: "undeclared";
  /** There is none. */
  readonly data: undefined;
  /** What the call itself would have thrown. */
  readonly error: ApiError<number, unknown> | OutcomeUnknownError;
  /** Status and headers, as they came. */
  readonly response: ResponseInfo;
  /** What is known of the call. */
  readonly receipt: Receipt;
}

/** The request that a call would send. */
export interface RequestPlan {
  /** In capitals. */
  readonly method: string;
  /** With `[redacted]` (percent-encoded) for a credential in the query. */
  readonly url: string;
  /** By lower-case name, with `[redacted]` for credentials. What `fetch` adds by itself is not here. */
  readonly headers: Readonly<Record<string, string>>;
  /** As it would be sent; `undefined`: none. */
  readonly body: SentBody | undefined;
}

/** What can be told of an operation without calling it. */
export interface OperationInfo {
  /** Its own name, by which it can be imported alone, wherever its client has it. */
  readonly name: string;
  /** In capitals. */
  readonly method: string;
  /** The path template. */
  readonly path: string;
  /** The list of the input that says what to touch, and how many items it may have; `undefined`: there is none. */
  readonly list: { readonly path: string; readonly limit: number } | undefined;
}

/**
 * An operation of a client. Calling it resolves with the data of the declared success, or throws an
 * InvalidRequestError, NotSentError, ApiError or OutcomeUnknownError.
 */
export interface Operation<Arguments extends readonly unknown[], Data, Result> {
  // No comment for the editor: what it shows of a call is the platform's own.
  (...args: Arguments): Promise<Data>;
  /**
   * Resolves for every response that the server gave, whatever it says; `status` tells which.
   * @throws InvalidRequestError, NotSentError; OutcomeUnknownError where no response came
   */
  result(...args: Arguments): Promise<Result>;
  /**
   * Checks a call as the operation does, and tells what would be sent. No server is asked, and no credential is fetched.
   * @throws InvalidRequestError
   */
  plan(...args: Arguments): RequestPlan;
  /** The platform's name, for example `Phoenix`. */
  readonly platform: string;
  /** What it is. */
  readonly info: OperationInfo;
}

/** Makes an operation on a transport. Each can be imported alone, so that a bundler drops the rest. */
export interface OperationFactory<Arguments extends readonly unknown[], Data, Result> {
  (transport: Transport): Operation<Arguments, Data, Result>;
  /** What can be told of it without a client. */
  readonly info: OperationInfo;
}

/** What is made of operations: each as a method, under its own name and with its own documentation. */
export type Methods<Operations extends Readonly<Record<string, (transport: Transport) => unknown>>> = {
  readonly [Name in keyof Operations]: ReturnType<Operations[Name]>;
};

/**
 * Makes what a definition describes callable. The generator writes the types; they are taken from what it is assigned to.
 * @param define is asked when the operation is first used: until then it costs nothing
 */
export function operation<Arguments extends readonly unknown[], Data, Result>(
  define: () => Definition,
): OperationFactory<Arguments, Data, Result> {
  let compiled: CompiledOperation | undefined;
  const compiledOnce = (): CompiledOperation => {
    compiled ??= compile(define());
    return compiled;
  };
  const factory = (transport: Transport): Operation<Arguments, Data, Result> => {
    const state = stateOf(transport);
    let known: Bound | undefined;
    const bound = (): Bound => {
      known ??= bind(compiledOnce(), state);
      return known;
    };
    const call = (input?: unknown, options?: unknown): Promise<unknown> =>
      perform(transport, bound, input, options, false);
    const result = (input?: unknown, options?: unknown): Promise<unknown> =>
      perform(transport, bound, input, options, true);
    const plan = (input?: unknown, options?: unknown): RequestPlan => {
      const { operation: compiledOperation, redacted } = bound();
      const request = prepare(bound(), input, options);
      return { method: compiledOperation.method, ...sign(bound(), request, redacted), body: request.body };
    };
    const made = withInfo(Object.assign(call, { result, plan, platform: transport.platform }), compiledOnce);
    // perform() makes sure of what the generated types say of the data.
    return made as unknown as Operation<Arguments, Data, Result>;
  };
  showCompiled(factory, compiledOnce);
  return withInfo(factory, compiledOnce);
}

function withInfo<Made extends object>(
  made: Made,
  compiled: () => CompiledOperation,
): Made & { readonly info: OperationInfo } {
  const get = (): OperationInfo => {
    const { name, method, path, outcome } = compiled();
    const list =
      outcome?.asked === undefined
        ? undefined
        : { path: outcome.asked, limit: outcome.limit ?? Number.POSITIVE_INFINITY };
    return { name, method, path, list };
  };
  Object.defineProperty(made, "info", bare({ get }));
  return made as Made & { readonly info: OperationInfo }; // it has it now
}
