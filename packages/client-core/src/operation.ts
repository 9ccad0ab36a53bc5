import type { AnswerInfo } from "./answer/answer-info.ts";
import type { OperationDescriptor } from "./descriptor.ts";
import type { ApiError } from "./errors/api-error.ts";
import type { OutcomeUnknownError } from "./errors/outcome-unknown-error.ts";
import { bareRecord } from "./request/own-values.ts";
import { planRequest, type RequestPlan } from "./request/plan-request.ts";
import { type Outcome, perform } from "./transport/perform.ts";
import type { Receipt } from "./transport/receipt.ts";
import type { Transport } from "./transport/transport.ts";

/** A declared success. */
export interface Succeeded<Status extends number | string, Data> {
  /** The key under which the document declares the answer: a number, `"2XX"` or `"default"`. */
  readonly status: Status;
  readonly data: Data;
  readonly error: undefined;
  readonly response: AnswerInfo;
  readonly receipt: Receipt;
}

/** A declared failure. */
export interface Failed<Status extends number | string, Body> {
  /** The key under which the document declares the answer: a number, `"4XX"` or `"default"`. */
  readonly status: Status;
  readonly data: undefined;
  readonly error: ApiError<Status, Body>;
  readonly response: AnswerInfo;
  readonly receipt: Receipt;
}

/** An answer that the document does not declare; `response.status` and `error` tell what it was. */
export interface Unexpected {
  readonly status: "undeclared";
  readonly data: undefined;
  readonly error: ApiError<number, unknown> | OutcomeUnknownError;
  readonly response: AnswerInfo;
  readonly receipt: Receipt;
}

/** An operation of a client. */
export interface Operation<Arguments extends readonly unknown[], Data, Result> {
  // No comment for the editor: what it shows of a call is the platform's own.
  (...args: Arguments): Promise<Data>;
  /**
   * Resolves for every answer that the server gave, whatever it says; `status` tells which.
   * @throws InvalidRequestError, NotSentError; OutcomeUnknownError where no answer came
   */
  result(...args: Arguments): Promise<Result>;
  /**
   * Checks a call as the operation does, and tells what would be sent. No server is asked, and no credential is fetched.
   * @throws InvalidRequestError
   */
  plan(...args: Arguments): RequestPlan;
  /** The platform's name, for example `Phoenix`. */
  readonly platform: string;
  readonly descriptor: OperationDescriptor;
}

/** Makes an operation on a transport. Each can be imported alone, so that a bundler drops the rest. */
export interface OperationFactory<Arguments extends readonly unknown[], Data, Result> {
  (transport: Transport): Operation<Arguments, Data, Result>;
  readonly descriptor: OperationDescriptor;
}

/** What is made of operations: each as a method, under its own name and with its own documentation. */
export type Methods<Operations extends Readonly<Record<string, (transport: Transport) => unknown>>> = {
  readonly [Name in keyof Operations]: ReturnType<Operations[Name]>;
};

/** A copy without a prototype: what somebody put on `Object.prototype` is no part of the document. */
const bare = <Part extends object>(part: Part): Part => Object.assign(bareRecord(), part);

/** Makes what the descriptor describes callable. The generator writes the types; they are taken from what it is assigned to. */
export function defineOperation<Arguments extends readonly unknown[], Data, Result>(
  given: OperationDescriptor,
): OperationFactory<Arguments, Data, Result> {
  const own = bare(given);
  const descriptor = bare({ ...own, ...(own.parameters && { parameters: own.parameters.map(bare) }) });
  const factory = (transport: Transport): Operation<Arguments, Data, Result> => {
    const result = (...[input, options]: Arguments): Promise<Outcome> => perform(transport, descriptor, input, options);
    const call = async (...args: Arguments): Promise<unknown> => {
      const { data, error } = await result(...args);
      if (error) throw error;
      return data;
    };
    const plan = (...[input, options]: Arguments): RequestPlan => planRequest(transport, descriptor, input, options);
    // perform() makes sure of what the generated types say of the data.
    return Object.assign(call, { result, plan, platform: transport.platform, descriptor }) as unknown as Operation<
      Arguments,
      Data,
      Result
    >;
  };
  return Object.assign(factory, { descriptor });
}
