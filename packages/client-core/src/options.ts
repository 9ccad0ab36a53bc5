/** What holds for every call of a client, and what for one call. */
import type { Fetch } from "./definition.ts";
import type { Hooks } from "./engine/events.ts";
import { bareRecord } from "./records.ts";

/** When a request is sent more than once. */
export interface RetryOptions {
  /** How many times it is sent at most. Default: 3. */
  readonly attempts?: number | undefined;
  /** The longest wait between two times, in milliseconds: a server that asks for more is not asked again. Default: 30 000. */
  readonly maxDelay?: number | undefined;
  /** Repeats a request although nobody knows whether it arrived, also where the document does not call that safe. Default: false. */
  readonly unknownOutcome?: boolean | undefined;
}

/** What holds for every call of a client. An option that is `undefined` is left out, but for `baseUrl`. */
export interface ClientOptions {
  /**
   * Where the platform is, for example `https://phoenix.example.com`. Default: the server that the document names.
   * `undefined` is refused: what an unset environment variable gives must not turn a test into the real platform.
   */
  readonly baseUrl?: string;
  /** What sends requests. Default: the global `fetch`. It must not follow redirects or repeat requests by itself. */
  readonly fetch?: Fetch | undefined;
  /** Milliseconds that a call may take in total: tokens, connecting, response. Default: 60 000. */
  readonly timeout?: number | undefined;
  /** Bytes that a response may have after decompression. Default: 10 000 000. */
  readonly maxResponseBytes?: number | undefined;
  /** More headers for each request. Those of credentials and bodies are refused here. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** When a request is sent more than once; `false`: never. */
  readonly retry?: RetryOptions | false | undefined;
  /** Functions that are told what goes on. */
  readonly hooks?: Hooks | undefined;
  /** Lets credentials travel over `http:` to a host that is not this machine. Default: false. */
  readonly allowInsecureHttp?: boolean | undefined;
  /** Lets `baseUrl` end with what the paths of the document begin with, such as `/v1`, for a server that has it twice. Default: false. */
  readonly allowRepeatedPath?: boolean | undefined;
  /** Whether receipts tell the input, which can hold personal data. Default: true. */
  readonly receiptInput?: boolean | undefined;
}

/** What holds for one call. An option that is `undefined` is left out. */
export interface CallOptions {
  /** Ends the call early. What was sent by then may be carried out all the same. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds that this call may take in total. */
  readonly timeout?: number | undefined;
  /** When this request is sent more than once; `false`: never. It replaces what the client says. */
  readonly retry?: RetryOptions | false | undefined;
  /** More headers for this request; they replace those of the client. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** For operations of which an input can mean "everything". */
export interface UnboundedCallOptions extends CallOptions {
  /** Says that such an input is meant. */
  readonly allowUnbounded?: boolean | undefined;
}

/** The options of a call as the engine reads them: every field is there. */
export class CallSettings {
  allowUnbounded = false;
  headers: Readonly<Record<string, string>> | undefined = undefined;
  /** `undefined`: as the client says. */
  retry: RetryPolicy | false | undefined = undefined;
  signal: AbortSignal | undefined = undefined;
  timeout: number | undefined = undefined;
}

/** When a request is sent more than once: every field is there. */
export class RetryPolicy {
  attempts = 3;
  maxDelay = 30_000;
  unknownOutcome = false;
}

/** The hooks of a client: every field is there. */
export class HookSet {
  onFailure: Hooks["onFailure"] = undefined;
  onReceipt: Hooks["onReceipt"] = undefined;
  onRequest: Hooks["onRequest"] = undefined;
  onResponse: Hooks["onResponse"] = undefined;
  onRetry: Hooks["onRetry"] = undefined;
}

/** The options of a client as the engine reads them: every field is there. */
export class ClientSettings {
  allowInsecureHttp = false;
  allowRepeatedPath = false;
  auth: Readonly<Record<string, unknown>> = bareRecord();
  baseUrl: string | undefined = undefined;
  fetch: Fetch | undefined = undefined;
  headers: Readonly<Record<string, string>> = bareRecord();
  hooks: HookSet = new HookSet();
  maxResponseBytes = 10_000_000;
  receiptInput = true;
  retry: RetryPolicy | false = new RetryPolicy();
  timeout = 60_000;
}
