/** What a fake platform is told to do. */
import type { OperationFactory } from "../operation.ts";
import type { ItemStream } from "../streams/items.ts";

/** A status as it is sent: of a range such as `4XX`, any. */
type Sent<Status> = Status extends number ? Status : number;

/** A response that the document declares. */
type Declared<Result> = Result extends {
  readonly status: infer Status;
  readonly data: infer Data;
  readonly error: infer Problem;
}
  ? Status extends "undeclared"
    ? never
    : Problem extends { readonly body: infer Body }
      ? Response<Status, Body, HeadersOf<Result>>
      : Response<Status, Given<Data>, HeadersOf<Result>> & PaceOf<Data>
  : never;

/** A header as a value: a list travels by `style: simple`. */
export type HeaderValue = boolean | number | string | readonly (boolean | number | string)[];

/** The headers that a response may be given: what is declared as declared, any other as a text. */
type HeadersOf<Result> = Result extends { readonly headers: infer Declared }
  ? Declared & Readonly<Record<string, HeaderValue>>
  : Readonly<Record<string, string>>;

/** What a response is given as: a stream as the list of its items. */
type Given<Data> = Data extends ItemStream<infer Item> ? readonly Item[] : Data;

/** How a stream of items comes. */
export interface StreamPace {
  /** Milliseconds between one item and the next. Default: 0. */
  readonly delay?: number;
  /** The connection breaks after so many of the items, 0 being none of them. Default: it does not. */
  readonly cutAfter?: number;
}

/** What may be said besides of a response that may be a stream of items. */
type PaceOf<Data> = [Extract<Data, ItemStream<unknown>>] extends [never] ? unknown : StreamPace;

type Response<Status, Body, Headers> = undefined extends Body
  ? { readonly status: Sent<Status>; readonly body?: Body; readonly headers?: Headers }
  : { readonly status: Sent<Status>; readonly body: Body; readonly headers?: Headers };

/** A response that the document does not declare: a gateway's page, a body of another shape. */
export interface Undeclared {
  /** It is meant that the document does not declare it. */
  readonly undeclared: true;
  /** From 200 to 599. */
  readonly status: number;
  /** Text is sent as `text/plain` and bytes as `application/octet-stream`, unless the headers say otherwise; anything else as JSON. */
  readonly body?: unknown;
  /** By name; a list travels with commas. */
  readonly headers?: Readonly<Record<string, HeaderValue>>;
}

/**
 * What goes wrong on the way. Nothing is sent: `refused`, `dns`. Sent, and nobody knows more: `reset` (the connection broke
 * before the server did anything), `lost response` (it broke afterwards), `timeout` (no response ever), `cut` (it broke in
 * the response), `redirect`.
 */
export interface Fault {
  /** Which of them. */
  readonly fault: "cut" | "dns" | "lost response" | "redirect" | "refused" | "reset" | "timeout";
}

/** A response that was looked at. */
export interface Checked extends Omit<Undeclared, "undeclared"> {
  /** What is sent one after the other, in place of the body. */
  readonly parts?: readonly string[];
  readonly pace?: StreamPace;
}

export type AnyScript = Checked | Fault | Undeclared;

/** What happens to one request. */
export type Script<Result> = Declared<Result> | Fault | Undeclared;

/** What happens to requests for an operation. */
export type ScriptOf<Factory> =
  Factory extends OperationFactory<infer _Arguments, infer _Data, infer Result> ? Script<Result> : never;

/** A request that the client has sent. */
export interface FakeRequest {
  /** The operation's name; `read` for what `client.read` sends, `undefined` for what belongs to no operation. */
  readonly operation: string | undefined;
  /** In capitals. */
  readonly method: string;
  /** The whole URL, as it was sent. */
  readonly url: string;
  /** By lower-case name; credentials are here as they were sent. */
  readonly headers: Readonly<Record<string, string>>;
  /** The parameters of the path, decoded. */
  readonly path: Readonly<Record<string, string>>;
  /** The parameters of the query, decoded; a list where a name stands several times. */
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  /** JSON as a value, text as text, a form as its fields; `undefined`: there was none. */
  readonly body: unknown;
  /** Whether the server has done what was asked: as far as the fake goes, a success, or one of which the response was lost. */
  readonly wasCarriedOut: boolean;
}
